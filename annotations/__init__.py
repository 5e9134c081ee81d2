"""The domain: all that the window does to data, a script can do. No Qt here."""
