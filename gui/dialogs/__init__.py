"""Dialogs: each takes values and gives values back; none touches a dataset."""
