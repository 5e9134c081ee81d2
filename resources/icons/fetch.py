"""Bring the Lucide icons that Goldspan uses into this folder: `python resources/icons/fetch.py`.

Needs npm. To use another icon add its name to `NAMES` and run it again; the version is pinned, so a run
changes nothing else. The files stay as Lucide ships them; stroke width and tint are set as they are drawn.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "lucide-static@1.62.0"

NAMES = [
    "arrow-left-right",
    "arrow-right",
    "book-open",
    "check",
    "check-check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle",
    "circle-check",
    "circle-dashed",
    "circle-dot",
    "circle-help",
    "circle-x",
    "clipboard-paste",
    "copy",
    "cpu",
    "database",
    "download",
    "ellipsis",
    "eye",
    "eye-off",
    "file-plus",
    "file-text",
    "flag",
    "folder-open",
    "history",
    "info",
    "keyboard",
    "languages",
    "lightbulb",
    "list-checks",
    "list-filter",
    "log-out",
    "map-pin",
    "minus",
    "moon",
    "pencil",
    "pin",
    "play",
    "plus",
    "redo-2",
    "rotate-ccw",
    "scan-text",
    "search",
    "settings",
    "shield-check",
    "skip-forward",
    "sliders-horizontal",
    "sparkles",
    "spline",
    "square",
    "sticky-note",
    "sun",
    "tag",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "wrap-text",
    "x",
    "zoom-in",
    "zoom-out",
]


def fetch(target: Path) -> None:
    """Write each icon of `NAMES` and the licence into `target`; a name Lucide lacks raises `KeyError`."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=work, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(work).glob("*.tgz")
        with tarfile.open(archive) as package:
            wanted = {f"{name}.svg": f"package/icons/{name}.svg" for name in NAMES}
            for name, member in {**wanted, "LICENSE-lucide": "package/LICENSE"}.items():
                content = package.extractfile(member)
                if content is None:
                    raise KeyError(f"{PACKAGE} has no file {member}")
                (target / name).write_bytes(content.read())


if __name__ == "__main__":
    fetch(Path(__file__).parent)
