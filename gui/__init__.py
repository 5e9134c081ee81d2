"""The window: shows the domain and turns hands into edits. No spaCy here."""
