"""The look: colours, type, lengths, and the stylesheet that dresses every widget.

`apply_theme(preference)` dresses the application; `current_theme()` is the theme in force;
`theme_keeper().themeChanged` says when it changed. `label_paint(colour)` gives a label's colours,
`type_font(Type.CAPTION)` a role's font, `reading_font(preference, zoom)` the article's;
`set_look(widget, "primary")` chooses a look of the stylesheet; `metrics` has the lengths, and `scaled(px)`
grows them with the font.
"""

from gui.theme import metrics
from gui.theme.fonts import Type, measured_font, reading_font, scaled, tabular, type_font, type_px, ui_font
from gui.theme.keeper import Appearance, ThemeKeeper, apply_theme, current_theme, theme_keeper
from gui.theme.labels import LabelPaint, label_paint
from gui.theme.marks import draw_focus, draw_row
from gui.theme.qpalette import disabled
from gui.theme.stylesheet import set_look
from gui.theme.tokens import DARK, LIGHT, TOKENS, Theme, blend

__all__ = [
    "DARK",
    "LIGHT",
    "TOKENS",
    "Appearance",
    "LabelPaint",
    "Theme",
    "ThemeKeeper",
    "Type",
    "apply_theme",
    "blend",
    "current_theme",
    "disabled",
    "draw_focus",
    "draw_row",
    "label_paint",
    "measured_font",
    "metrics",
    "reading_font",
    "scaled",
    "set_look",
    "tabular",
    "theme_keeper",
    "type_font",
    "type_px",
    "ui_font",
]
