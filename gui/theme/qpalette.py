"""The application's QPalette, built from the tokens."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gui.theme.tokens import Theme, blend

TEXT_SELECTION = 0.22
"""Opacity of `accent` behind selected text; the text keeps its colour."""


def disabled(theme: Theme) -> QColor:
    """Return the colour of words and icons that cannot be used now."""
    return blend(theme.text, theme.window, 0.5 if theme.high_contrast else 0.38)


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of a theme, for what no stylesheet rule dresses."""
    role = QPalette.ColorRole
    selection = theme.accent if theme.high_contrast else blend(theme.accent, theme.page, TEXT_SELECTION)
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.page,
        role.AlternateBase: theme.surface,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: selection,
        role.HighlightedText: theme.on_accent if theme.high_contrast else theme.text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Accent: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.border,
        role.Mid: theme.border,
        role.Dark: theme.control,
        role.Shadow: theme.border,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, disabled(theme))
    return palette
