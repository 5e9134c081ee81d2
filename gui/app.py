"""The application: log, exception report, theme, window. `main` is what `goldspan` runs."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotations.paths import data_dir
from gui.icons import app_icon
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import apply_theme

log = logging.getLogger("goldspan")


def main(argv: Sequence[str]) -> int:
    """Open the window with the files that `argv` names, and run until it is closed; the exit code."""
    app = QApplication.instance() or QApplication(["goldspan", *argv])
    if not isinstance(app, QApplication):
        raise RuntimeError("Goldspan needs a QApplication")
    app.setApplicationName("Goldspan")
    app.setDesktopFileName("goldspan")
    app.setWindowIcon(app_icon())
    _write_log()
    settings = Settings()
    apply_theme(settings.get("appearance"))
    settings.changed.connect(
        lambda name: apply_theme(settings.get("appearance")) if name == "appearance" else None
    )
    window = MainWindow(settings)
    sys.excepthook = _reporter(window.report)
    window.desk.suggesting.hold()
    if argv:
        window.desk.files.open_paths([Path(name) for name in argv])
    window.show()
    seen = _Seen(window.settle)
    window.windowHandle().installEventFilter(seen)
    return app.exec()


class _Seen(QObject):
    """Calls `then` once, when its window has been painted for the first time."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """An expose event is answered with the first frame, so what is due now comes after that."""
        if event.type() == QEvent.Type.Expose:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _write_log() -> None:
    """Keep warnings and reports in a file; a disk that takes none costs only the log."""
    try:
        data_dir().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            data_dir() / "goldspan.log", maxBytes=1_000_000, backupCount=1, encoding="utf-8", errors="replace"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)


def _reporter(
    show: Callable[[str], None],
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """An exception hook that logs a bug and shows its report; the work goes on."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("%s", text)
        show(text)

    return report
