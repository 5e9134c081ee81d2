"""Files in and out: texts, gold, and the one way to write."""
