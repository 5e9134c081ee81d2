"""The domain: all that the window does to data, a script can do. No Qt here."""

__version__ = "0.1.0"
