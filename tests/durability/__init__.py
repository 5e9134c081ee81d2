"""What a person has seen decided is on the disk, whatever becomes of the window."""
