"""What holds for every test: a screen of its own, no warning of any kind, no file outside its own folder."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.screen import NoScreen, start_xvfb

SHARED = Path(os.environ.get("GOLDSPAN_SHARED") or Path(__file__).resolve().parents[2] / "shared")

# A slow machine is no bug: no example has a deadline. CI tries the same examples every time.
settings.register_profile("default", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)
settings.register_profile("ci", deadline=None, max_examples=300, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a screen if there is none, and each worker its own: windows on one share the focus."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    has_display = bool(os.environ.get("DISPLAY"))
    is_worker = hasattr(config, "workerinput")
    only_starts_workers = bool(config.getoption("numprocesses", None)) and not is_worker
    if is_worker or not (has_display or only_starts_workers):
        start_screen(config, needed=not has_display)


def start_screen(config: pytest.Config, *, needed: bool) -> None:
    """Start an Xvfb that ends with this process, and point Qt to it."""
    try:
        screen = start_xvfb()
    except NoScreen as error:
        if needed or not error.missing:
            pytest.exit(f"The tests need a screen: {error}", returncode=4)
        return

    def stop_screen() -> None:
        screen.terminate()
        screen.wait()

    config.add_cleanup(stop_screen)


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what the program keeps in the test's own folder."""
    folder = tmp_path / "goldspan-data"
    monkeypatch.setenv("GOLDSPAN_DATA_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_log_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that means to asserts so, then calls `caplog.clear()`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    bad = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    assert not bad, f"logged: {bad}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of material beside the repository, or `GOLDSPAN_SHARED`; skip where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no {SHARED}")
    return SHARED
