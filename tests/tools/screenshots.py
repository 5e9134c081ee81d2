"""Take a picture of each main state of the window, with real suggestions: `screenshots.py FOLDER`.

Each theme and scale has a process of its own, since Qt reads the scale as it starts. `--only NAME` takes just
the pictures whose names begin so. The pictures are put together from the window and what floats over it, so
they need no compositor; the screen only has to be larger than the window (see CONTRIBUTING.md).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Take the pictures that the command line asks for; the exit code."""
    parser = argparse.ArgumentParser(description="Take a picture of each main state of the window.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both")
    parser.add_argument("--scale", choices=("1", "2", "both"), default="both")
    parser.add_argument("--article", type=Path, help="a text to take pictures of, beside the sample")
    parser.add_argument("--only", default="", help="the beginning of the names of the pictures to take")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if inside := os.environ.get("GOLDSPAN_PICTURES"):
        from tests.tools.picture_states import take_all

        return take_all(wanted.folder, inside, wanted.article, wanted.only)
    themes = ("light", "dark") if wanted.theme == "both" else (wanted.theme,)
    scales = ("1", "2") if wanted.scale == "both" else (wanted.scale,)
    return max(_in_a_process(theme, scale) for scale in scales for theme in themes)


def _in_a_process(theme: str, scale: str) -> int:
    with tempfile.TemporaryDirectory() as home:
        # Named so that menus have round corners, as on every desktop: the pictures are put together here.
        place = {"HOME": home, "GOLDSPAN_DATA_DIR": str(Path(home) / "data"), "GOLDSPAN_PICTURES": theme}
        environment = {**os.environ, **place, "QT_SCALE_FACTOR": scale, "XDG_CURRENT_DESKTOP": "pictures"}
        command = [sys.executable, "-m", "tests.tools.screenshots", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
