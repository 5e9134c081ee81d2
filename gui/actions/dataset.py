"""The rows of the menu Dataset: the file as a whole."""

from __future__ import annotations

from gui.actions.enabled import has_dataset, is_writable
from gui.actions.row import Action

DATASET = (
    Action("dataset.new", "New dataset…", lambda d: d.files.ask_new_dataset(), ("Ctrl+N",), "file-plus"),
    Action(
        "dataset.open", "Open dataset…", lambda d: d.files.ask_open_dataset(), ("Ctrl+Shift+O",), "database"
    ),
    Action("dataset.add", "Add articles…", lambda d: d.files.ask_import(), (), "plus", has_dataset),
    Action(
        "dataset.check",
        "Check the dataset",
        lambda d: d.problems.check_dataset(),
        (),
        "list-checks",
        has_dataset,
    ),
    Action("dataset.statistics", "Statistics", lambda d: d.dialogs.statistics(), (), "info", has_dataset),
    Action("dataset.backup", "Back up…", lambda d: d.keeping.ask_backup(), (), "shield-check", has_dataset),
    Action(
        "dataset.show_backups", "Show backups", lambda d: d.keeping.show_backups(), (), "history", has_dataset
    ),
    Action("dataset.compact", "Compact", lambda d: d.keeping.compact(), (), "", is_writable),
    Action(
        "dataset.show_folder", "Show where it is saved", lambda d: d.files.show_folder(), (), "", has_dataset
    ),
    Action(
        "dataset.close", "Close the dataset", lambda d: d.files.close_dataset(), ("Ctrl+W",), "", has_dataset
    ),
)
