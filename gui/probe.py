"""Whether Qt can open a window here, found out beforehand: where something lacks, Qt aborts the process.

There are two looks. The quick one is made at every start and costs next to nothing: it loads Qt's platform
plugin, which the window needs anyway, and connects to the display once (0.5 ms). The sure one starts Qt in a
child process (0.12 s): at the first start with this Qt and this kind of display, and whenever the quick one
finds something. The child alone decides; the quick look only says whether it has to be asked.
"""

import ctypes
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from annotations.paths import data_dir
from gui.system_libraries import distribution_families, install_command, loads, missing_libraries

START_QT = "from PySide6.QtGui import QGuiApplication; QGuiApplication(['goldspan'])"
SORRY = "Goldspan cannot open its window:"


def why_no_window() -> str:
    """Say why Qt cannot open a window and what to do, fit to be shown; "" if it can.

    Only Linux is looked at: elsewhere the wheels bring all that they need.
    """
    if sys.platform != "linux":
        return ""
    platforms = wanted_platforms(os.environ)
    folder = plugin_folder()
    mark = fingerprint(folder, platforms)
    if mark and mark == remembered() and all(usable(folder, name) for name in platforms):
        return ""
    started, said = start_in_child()
    if started:
        remember(mark)
        return ""
    return explain(os.environ, said)


def start_in_child() -> tuple[bool, str]:
    """Start Qt in a child process; tell whether it started, and what the child said on standard error."""
    import subprocess  # here, since it takes 10 ms and most starts need no child

    child = subprocess.run(
        [sys.executable, "-c", START_QT],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    return child.returncode == 0, child.stderr


def wanted_platforms(environment: Mapping[str, str]) -> list[str]:
    """Name the platforms that Qt may choose, as its plugins name them; none where there is no display."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return [name.partition(":")[0] for name in chosen.split(";")]
    displays = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    return [name for name, variable in displays.items() if environment.get(variable)]


def plugin_folder() -> Path:
    """Return where the wheel keeps Qt's platform plugins; a distribution's own PySide6 has no such folder."""
    spec = find_spec("PySide6")
    roots = spec.submodule_search_locations if spec else None
    return Path(roots[0] if roots else "PySide6", "Qt", "plugins", "platforms")


def plugin(folder: Path, name: str) -> Path:
    """Return the file of the platform plugin `name`."""
    return folder / f"libq{name}.so"


def fingerprint(folder: Path, platforms: list[str]) -> str:
    """Return what tells this Qt on this kind of display from another; "" where its plugins are not found."""
    try:
        files = [(str(path), path.stat()) for path in (plugin(folder, name) for name in platforms)]
    except OSError:
        return ""
    return "\n".join(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in files)


def remembered() -> str:
    """Return the fingerprint with which Qt started last in a child process."""
    try:
        return memory().read_text("utf-8")
    except (OSError, UnicodeError):
        return ""


def remember(mark: str) -> None:
    """Keep the fingerprint, so that the next start need not ask a child process."""
    # Where it cannot be written, the next start asks again; nothing else is lost.
    with suppress(OSError, UnicodeError):
        memory().parent.mkdir(parents=True, exist_ok=True)
        memory().write_text(mark, "utf-8")


def memory() -> Path:
    """Return the file that `remember` writes."""
    return data_dir() / "qt-started"


def usable(folder: Path, name: str) -> bool:
    """Tell whether the platform plugin `name` loads and its display lets us in."""
    if not loads(str(plugin(folder, name))):
        return False
    if name == "xcb":
        return xcb_answers()
    return name != "wayland" or wayland_answers()


def xcb_answers() -> bool:
    """Tell whether the X server named by DISPLAY takes a connection."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def wayland_answers() -> bool:
    """Tell whether the compositor named by WAYLAND_DISPLAY takes a connection."""
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    connection = wayland.wl_display_connect(None)
    if connection:
        wayland.wl_display_disconnect(connection)
    return bool(connection)


def explain(environment: Mapping[str, str], said: str) -> str:
    """Put into words why Qt did not start, where its child process `said` so much on standard error."""
    platforms = wanted_platforms(environment)
    missing = missing_libraries(wayland="wayland" in platforms)
    if missing:
        command = install_command(missing, distribution_families())
        advice = f":\n  {command}" if command else " with the system's package manager."
        return f"{SORRY} the system lacks {', '.join(missing)}. Install what is missing{advice}"
    if not platforms:
        return (
            f"{SORRY} there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it in a "
            "desktop session; `goldspan --help` names the commands that work without a window."
        )
    if platforms == ["xcb"] and not xcb_answers():
        return (
            f"{SORRY} the display (DISPLAY={environment.get('DISPLAY', '')}) does not answer or does not let "
            "you in. Start it in a desktop session of your own."
        )
    return f"{SORRY} Qt does not start on this system. It says:\n{said.strip()}"
