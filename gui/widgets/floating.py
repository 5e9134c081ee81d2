"""Round corners for what floats in a window of its own, where the screen can show what is behind them."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def can_round() -> bool:
    """Tell whether a window may have clear corners; a bare X server without a compositor paints them black.

    Qt does not say whether there is a compositor: every desktop has one, a window manager alone has not.
    """
    return QGuiApplication.platformName() != "xcb" or bool(os.environ.get("XDG_CURRENT_DESKTOP"))


def float_rounded(widget: QWidget) -> None:
    """Let the corners of a popup be clear, before it is first shown. It paints a rounded ground itself."""
    if can_round():
        # Without a frame of the system's: its shadow would be that of a rectangle.
        flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        widget.setWindowFlags(widget.windowFlags() | flags)
        widget.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        widget.setProperty("rounded", True)
