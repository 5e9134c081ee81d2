"""Where a file lies: on a disk of this machine, or on a share or in a synchronised folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_SHARES = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "ceph",
    "fuse.gluster",
    "lustre",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs",
)

_SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "nextcloud",
    "cloudstorage",
    "mobile documents",
)


def shared_place(path: Path) -> str:
    """What kind of share or synchronised folder `path` lies in, as a phrase; empty for a local disk.

    Shared memory and locks, on which SQLite's write-ahead log stands, do not hold there. It is told by name:
    the file systems of Linux from its table of mounts, shares of Windows from the path, and folders that
    well-known programs synchronise.
    """
    for part in path.parts:
        if part.lower().startswith(_SYNCED):
            return f"in the synchronised folder {part}"
    if sys.platform == "win32":
        return "on a network share" if path.drive.startswith("\\\\") else ""
    try:
        mounts = Path("/proc/self/mounts").read_bytes()
    except OSError:
        return ""
    kind = file_system(path, mounts)
    return f"on a network share ({kind})" if kind.startswith(_SHARES) else ""


def file_system(path: Path, mounts: bytes) -> str:
    """The type of the file system of the innermost mount above `path`, by a table like Linux's."""
    best, kind = b"", b""
    target = os.fsencode(path)
    for line in mounts.splitlines():
        _, mount, its_kind, *_ = line.split(b" ")
        folder = mount.replace(b"\\040", b" ").rstrip(b"/") + b"/"
        if target.startswith(folder) and len(folder) >= len(best):
            best, kind = folder, its_kind
    return kind.decode("ascii", "replace")
