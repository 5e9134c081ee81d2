"""Answering a dialog that waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

_D = TypeVar("_D", bound=QDialog)


def answer(kind: type[_D], act: Callable[[_D], object]) -> None:
    """Act on the next dialog of a kind that waits; it is closed afterwards, so that no test hangs."""

    def try_it() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            QTimer.singleShot(10, try_it)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, try_it)
