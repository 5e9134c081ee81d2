"""Which theme is in force, and the word that it changed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from gui.theme.qpalette import palette_of
from gui.theme.style import GoldspanStyle
from gui.theme.stylesheet import stylesheet
from gui.theme.tokens import DARK, LIGHT, Theme, high_contrast_theme

Appearance = Literal["system", "light", "dark"]
"""The preference: follow the system, or always light, or always dark."""

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class ThemeKeeper(QObject):
    """Holds the theme in force, dresses the application in it, and follows the system.

    There is one, `theme_keeper()`. What paints by itself connects to `themeChanged` and repaints; widgets
    dressed by the stylesheet and icons of `gui.icons` follow by themselves.
    """

    themeChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preference: Appearance = "system"
        self._style: GoldspanStyle | None = None
        self.theme: Theme = LIGHT

    def apply(self, preference: Appearance) -> None:
        """Dress the application; from now on follow the system if the preference says so."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a theme needs a QApplication")
        hints = app.styleHints()
        if self._style is None:
            self._style = GoldspanStyle(self.theme)
            app.setStyle(self._style)
            hints.colorSchemeChanged.connect(self._follow)
        self._preference = preference
        # Native parts (title bars, file dialogs) follow too. Signals of our own doing are not news.
        blocked = hints.blockSignals(True)
        hints.setColorScheme(_SCHEMES[preference])
        hints.blockSignals(blocked)
        self._dress(app)

    def _follow(self) -> None:
        app = QApplication.instance()
        if self._preference == "system" and isinstance(app, QApplication):
            self._dress(app)

    def _dress(self, app: QApplication) -> None:
        self.theme = self._chosen(app.styleHints())
        if self._style is not None:
            self._style.theme = self.theme
        app.setPalette(palette_of(self.theme))
        app.setStyleSheet(stylesheet(self.theme))
        self.themeChanged.emit()

    def _chosen(self, hints: QStyleHints) -> Theme:
        if _wants_contrast(hints):
            QGuiApplication.setPalette(QPalette())
            return high_contrast_theme(QGuiApplication.palette())
        if self._preference == "system":
            return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._preference == "dark" else LIGHT


def _wants_contrast(hints: QStyleHints) -> bool:
    """Tell whether the system asks for high contrast (known from Qt 6.10 on).

    The hints are found as a child: `QStyleHints.accessibility()` hands Python the ownership of Qt's object.
    """
    preferences = (getattr(child, "contrastPreference", None) for child in hints.children())
    return any(preference().name == "HighContrast" for preference in preferences if preference is not None)


_keepers: list[ThemeKeeper] = []


def theme_keeper() -> ThemeKeeper:
    """Return the one keeper, made when first asked for."""
    if not _keepers:
        _keepers.append(ThemeKeeper())
    return _keepers[0]


def current_theme() -> Theme:
    """Return the theme in force; light before any was applied."""
    return theme_keeper().theme


def apply_theme(preference: Appearance = "system") -> None:
    """Dress the application in the theme that the preference and the system ask for."""
    theme_keeper().apply(preference)
