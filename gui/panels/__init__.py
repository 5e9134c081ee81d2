"""The panels beside and around the article."""
