"""The probe says what Qt lacks, where Qt itself would abort the process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.probe import wanted_platforms
from gui.system_libraries import PACKAGES, WAYLAND_PACKAGES, install_command

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lacks system libraries")

PROBE = """
import sys
children = []
sys.addaudithook(lambda event, arguments: children.append(event) if event == "subprocess.Popen" else None)
from gui.probe import why_no_window
reason = why_no_window()
print(len(children), "PySide6" in sys.modules, reason)
"""


def probe(**environment: str) -> str:
    """How many children the probe started, whether it loaded PySide6 here, and what it said."""
    changed = {**os.environ, **environment}
    run = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={name: value for name, value in changed.items() if value},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.rstrip("\n")


@on_linux
def test_the_first_start_asks_a_child_and_the_next_ones_do_not() -> None:
    assert probe() == "1 False "
    assert probe() == "0 False "


@on_linux
def test_another_platform_is_asked_about_anew() -> None:
    assert probe() == "1 False "
    assert probe(QT_QPA_PLATFORM="offscreen") == "1 False "


@on_linux
def test_an_unwritable_data_folder_only_costs_time(own_data_dir: Path) -> None:
    own_data_dir.write_text("a file where the folder should be")
    assert probe() == "1 False "
    assert probe() == "1 False "


@on_linux
def test_no_display_gets_a_sentence() -> None:
    said = probe(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert said.startswith("1 False Goldspan cannot open its window: there is no display")


@on_linux
def test_a_display_that_is_gone_gets_a_sentence_though_it_once_worked() -> None:
    assert probe(QT_QPA_PLATFORM="", WAYLAND_DISPLAY="") == "1 False "
    said = probe(DISPLAY=":4095", QT_QPA_PLATFORM="", WAYLAND_DISPLAY="")
    assert said.startswith(
        "1 False Goldspan cannot open its window: the display (DISPLAY=:4095) does not answer"
    )


@on_linux
@pytest.mark.parametrize("library", ["libxcb-cursor.so.0", "libEGL.so.1"])
def test_a_library_that_the_loader_refuses_is_named(library: str, tmp_path: Path) -> None:
    assert probe() == "1 False "
    (tmp_path / library).touch()  # The loader finds it first, and it is no library.
    said = probe(LD_LIBRARY_PATH=str(tmp_path))
    assert said.startswith(f"1 False Goldspan cannot open its window: the system lacks {library}")


@on_linux
def test_the_entry_says_the_sentence_and_fails() -> None:
    environment = {
        name: value for name, value in os.environ.items() if "DISPLAY" not in name and "QT_" not in name
    }
    run = subprocess.run(
        [sys.executable, "-m", "gui", "a.txt"], env=environment, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("Goldspan cannot open its window: there is no display")


@pytest.mark.parametrize(
    ("environment", "platforms"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["wayland", "xcb"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["offscreen"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb:option"}, ["wayland", "xcb"]),
    ],
)
def test_the_platforms_that_qt_may_choose(environment: dict[str, str], platforms: list[str]) -> None:
    assert wanted_platforms(environment) == platforms


@pytest.mark.parametrize(
    ("families", "command"),
    [
        ({"ubuntu", "debian"}, "sudo apt-get install libegl1 libxcb-cursor0"),
        ({"manjaro", "arch"}, "sudo pacman -S libglvnd xcb-util-cursor"),
        ({"fedora"}, "sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'"),
        (
            {"opensuse-leap", "suse"},
            "sudo zypper install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'",
        ),
        ({"nixos"}, ""),
    ],
)
def test_the_command_that_installs(families: set[str], command: str) -> None:
    assert install_command(["libEGL.so.1", "libxcb-cursor.so.0"], families) == command


def test_the_readme_installs_only_packages_that_the_probe_knows() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    known = {debian for debian, _ in {**PACKAGES, **WAYLAND_PACKAGES}.values()}
    blocks = [block.split("&&")[1].split() for block in readme.split("```sh\n")[1:] if "apt-get" in block]
    libraries = [{word for word in block if word.startswith("lib")} for block in blocks]
    assert len(libraries) == 2
    assert libraries[0] == libraries[1]
    assert libraries[0] <= known
