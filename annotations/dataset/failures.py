"""What can go wrong with the file of a dataset, as sentences fit to be shown."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from annotations.errors import GoldspanError

SAVED_BEFORE = "Everything saved before is still there."


class NotSaved(GoldspanError):
    """What was to be written was not, and the dataset is as it was before."""


def not_a_dataset(path: Path, why: str) -> GoldspanError:
    """For a file that is something else."""
    return GoldspanError(f"{path.name} is not a Goldspan dataset: {why}. Open another file.")


def damaged(path: Path, detail: str) -> GoldspanError:
    """For a dataset that cannot be read any more, wholly or in part; `detail` is for whoever mends it."""
    return GoldspanError(
        f"{path.name} is damaged ({detail}). Copy it aside and take it from a backup; "
        f"“sqlite3 {path.name} .recover” can often save most of it.",
        kept="Nothing was changed.",
    )


def newer(path: Path, found: int, known: int) -> GoldspanError:
    """For a dataset of a later program."""
    return GoldspanError(
        f"{path.name} was written by a newer Goldspan (format {found}; this one knows {known}). "
        "Update Goldspan to open it."
    )


def older(path: Path) -> GoldspanError:
    """For a dataset of an earlier program that is opened for reading only."""
    return GoldspanError(
        f"{path.name} was written by an earlier Goldspan and has to be brought up to date first. "
        "Open it once in the window, from a folder that can be written."
    )


def locked(path: Path) -> GoldspanError:
    """For a dataset that another window writes."""
    return GoldspanError(
        f"{path.name} is open in another window. Close it there first, or open another dataset."
    )


def missing(path: Path) -> GoldspanError:
    """For a dataset that is not where it should be."""
    if path.parent.is_dir():
        return GoldspanError(f"There is no {path.name} in {path.parent}. It was moved, renamed or deleted.")
    return GoldspanError(f"The folder {path.parent} is not there, so {path.name} cannot be opened.")


def refused_by_system(path: Path, error: OSError) -> GoldspanError:
    """For what the operating system does not let us do with the file or its folder."""
    if isinstance(error, PermissionError):
        return GoldspanError(
            f"You may not open {path.name} in {path.parent}. Ask for the permission, or use another folder."
        )
    return GoldspanError(
        f"{path.name} in {path.parent} cannot be opened: {error.strerror or error}. Use another folder."
    )


def opening(path: Path, error: sqlite3.Error) -> GoldspanError:
    """The sentence for an error of the driver while a dataset is opened or read."""
    if not path.exists():
        return missing(path)
    name = _name(error)
    if name.startswith("SQLITE_NOTADB"):
        return not_a_dataset(path, "its beginning is that of a SQLite file, what follows is not")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return locked(path)
    if name.startswith("SQLITE_FULL"):
        return GoldspanError(f"The disk that holds {path.name} is full. Free some space and open it again.")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return GoldspanError(
            f"{path.name} cannot be opened in {path.parent}: the file, or what a window that ended early "
            "left beside it, may not be written. Copy it and the files beside it to a folder of your own "
            "and open it there."
        )
    if name.startswith("SQLITE_IOERR"):
        return GoldspanError(
            f"{path.name} cannot be read: the disk or the share in {path.parent} does not answer, "
            f"or is full ({error}). See that it is connected and has space, and open it again."
        )
    return damaged(path, str(error))


def saving(path: Path, error: sqlite3.Error | UnicodeEncodeError, what: str) -> GoldspanError:
    """The sentence for an error while `what` (such as “The decision”) was written; it was rolled back."""
    return NotSaved(f"{what} was not saved: {_reason(path, error)}", kept=SAVED_BEFORE)


def _reason(path: Path, error: sqlite3.Error | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        escaped = ascii(error.object[error.start])[1:-1]
        return f"a note or a name has half a character (“{escaped}”) in it. Remove it and try again."
    name = _name(error)
    if name.startswith("SQLITE_FULL"):
        return f"the disk that holds {path.name} is full. Free some space and try again."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return (
            f"{path.name} in {path.parent} may not be written any more. "
            "Make the file and its folder writable and try again."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"another program is busy with {path.name}. Wait a moment and try again."
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return f"{path.name} is damaged ({error}). Close it, copy it aside and take it from a backup."
    return (
        f"the disk or the share that holds {path.name} does not take it ({error}). "
        "See that it is connected and has space, and try again."
    )


def busy(path: Path, what: str, other: str) -> GoldspanError:
    """For work on the whole file while other such work is under way."""
    return GoldspanError(
        f"{what} has to wait: {other[0].lower()}{other[1:]} is under way in {path.name}. "
        "Try again when that has ended.",
        kept="Nothing was changed.",
    )


def staging(folder: Path, error: Exception) -> GoldspanError:
    """For an import whose articles cannot be put down beside the dataset, where they are checked."""
    name = _name(error)
    reason = str(error)
    if name.startswith("SQLITE_FULL"):
        reason = "the disk is full; an import needs twice the room of its texts for a while"
    elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        reason = "the folder may not be written"
    return GoldspanError(
        f"The import could not be prepared in {folder}: {reason}. Make room there and try again.",
        kept="Nothing was imported.",
    )


def backup(target: Path, error: sqlite3.Error | OSError) -> GoldspanError:
    """For a backup that could not be written."""
    name = _name(error)
    code = getattr(error, "errno", None)
    if name.startswith("SQLITE_FULL") or code in (errno.ENOSPC, errno.EDQUOT):
        reason = "the disk is full. Make room there, or choose another place"
    elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(
        error, PermissionError
    ):
        reason = "you may not write there. Choose another place"
    elif isinstance(error, FileNotFoundError):
        reason = "its folder is not there. Make it, or choose another place"
    elif code == errno.EROFS:
        reason = "the disk is read-only. Choose another place"
    else:
        reason = f"{getattr(error, 'strerror', None) or error}. Choose another place"
    return GoldspanError(
        f"The backup {target.name} could not be written to {target.parent}: {reason}.",
        kept="The dataset is as it was, and so is an earlier backup of that name.",
    )


def moved_away(path: Path, what: str) -> GoldspanError:
    """For a dataset that was deleted or replaced while it is open: writing on would go nowhere."""
    return NotSaved(
        f"{what} was not saved: {path.name} is no longer in {path.parent}. It was moved, deleted or replaced "
        "while it was open. Put it back and try again, or close it and open it where it is now.",
        kept=SAVED_BEFORE,
    )


def read_only(path: Path, what: str) -> GoldspanError:
    """For a change to a dataset that was opened for reading."""
    return NotSaved(
        f"{what} was not saved: {path.name} is open for reading only. "
        "Copy it to a folder that can be written and open the copy."
    )


def _name(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", "") or ""
