"""A screen of one's own for windows: an Xvfb that nobody else draws on."""

import os
import shutil
import subprocess

SIZE = "1600x1000x24"


class NoScreen(Exception):
    """Why there is no screen, as a sentence; `missing` where Xvfb is not installed."""

    def __init__(self, sentence: str, *, missing: bool) -> None:
        super().__init__(sentence)
        self.missing = missing


def start_xvfb() -> subprocess.Popen[bytes]:
    """Start an Xvfb and point Qt to it; who calls ends it. Raises NoScreen."""
    program = shutil.which("Xvfb")
    if program is None:
        raise NoScreen(
            "there is none. Run in a desktop session, or install Xvfb (Debian, Ubuntu: sudo apt-get install "
            "xvfb; Fedora: sudo dnf install xorg-x11-server-Xvfb).",
            missing=True,
        )
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        raise NoScreen(f"Xvfb does not start: it ended with exit code {screen.wait()}.", missing=False)
    os.environ["DISPLAY"] = f":{number}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    os.environ.pop("WAYLAND_DISPLAY", None)
    return screen
