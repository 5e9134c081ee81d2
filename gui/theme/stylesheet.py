"""The one stylesheet, built from the tokens. What a stylesheet cannot draw is in `style`.

Widgets choose a look with `set_look`: buttons `primary`, `quiet`, `link`; labels `muted`, `secondary`,
`caption`, `strong`, `heading`, `title`, `ok`, `warning`, `error`; frames `surface`, `page`, `card`, `line`,
`upright`; progress bars `gold`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.theme import metrics as m
from gui.theme.fonts import Type, scaled, type_px
from gui.theme.qpalette import disabled
from gui.theme.tokens import TOKENS, Theme, blend

_BARS = """
QMainWindow::separator { background: {border}; width: 1px; height: 1px; }
QMenuBar { background: {window}; color: {text}; border-bottom: 1px solid {border}; padding: 0 6px; }
QMenuBar::item { padding: 6px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: {hover}; }
QMenuBar::item:disabled { color: {disabled}; }
QMenu { background: {raised}; color: {text}; border: {line}px solid {control}; padding: 4px; }
QMenu[rounded="true"] { border-radius: 8px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: {accent_soft}; }
QMenu::item:disabled { color: {disabled}; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: {border}; margin: 4px 0; }
QToolBar { background: {window}; border: none; border-bottom: 1px solid {border}; spacing: 2px;
  padding: 0 8px; min-height: {toolbar}px; max-height: {toolbar}px; }
QToolBar::separator { background: {border}; width: 1px; margin: 3px 9px; }
QStatusBar { background: {window}; border-top: 1px solid {border}; min-height: {status}px;
  font-size: {secondary_px}px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: {secondary_px}px; }
QDockWidget { color: {text}; font-weight: 600; }
QDockWidget::title { background: {surface}; padding: 9px 12px; text-align: left; }
QSplitter::handle { background: {border}; }
QToolTip { background: {raised}; color: {text}; border: {line}px solid {control}; padding: 3px 5px;
  font-size: {secondary_px}px; }
"""

_BUTTONS = """
QPushButton { background: {raised}; border: {line}px solid {control}; border-radius: 6px; color: {text};
  padding: 0 11px; min-height: {inner}px; }
QPushButton:hover { background: {window}; }
QPushButton:pressed { background: {hover}; }
QPushButton:checked { background: {accent_soft}; color: {accent}; font-weight: 600; }
QPushButton:disabled { color: {disabled}; border-color: {border}; }
QPushButton:default, QPushButton[look="primary"] { background: {accent};
  color: {on_accent}; border: {line}px solid {accent}; font-weight: 500; padding: 0 12px; }
QPushButton:default:hover, QPushButton[look="primary"]:hover {
  background: {accent_hover}; }
QPushButton:default:disabled, QPushButton[look="primary"]:disabled {
  background: {window}; color: {disabled}; border-color: {border}; }
QPushButton[look="quiet"], QPushButton[look="link"] { background: transparent; border-color: transparent;
  padding: 0 7px; }
QPushButton[look="quiet"]:hover, QPushButton[look="link"]:hover { background: {hover}; }
QPushButton[look="link"] { color: {accent}; }
QPushButton:focus { border: 2px solid {accent}; padding: 0 {focus_pad}px;
  min-height: {inner_focus}px; }
QPushButton[look="quiet"]:focus, QPushButton[look="link"]:focus { padding: 0 6px; }
QPushButton:default:focus, QPushButton[look="primary"]:focus {
  border: 2px solid {focus_on_accent}; padding: 0 11px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit { background: {page}; color: {text}; border: {line}px solid {control};
  border-radius: 6px; placeholder-text-color: {muted}; }
QLineEdit { padding: 0 8px; min-height: {inner}px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid {accent}; }
QLineEdit:focus { padding: 0 7px; min-height: {inner_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { background: {window}; color: {disabled};
  border-color: {border}; }
QLineEdit[invalid="true"] { border-color: {error}; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0;
  min-height: 0; }
QComboBox QAbstractItemView { background: {raised}; border: {line}px solid {control}; }
QGroupBox { border: {line}px solid {border}; border-radius: 6px; margin-top: 24px; padding: 6px; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; font-weight: 600; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 20px; }
"""

_VIEWS = """
QAbstractItemView { background: {surface}; color: {text}; border: none; outline: none;
  selection-color: {text}; }
QHeaderView { background: {surface}; border: none; }
QHeaderView::section { background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {border};
  padding: 0 6px; min-height: {head}px; font-size: {caption_px}px; font-weight: 500; }
QTableCornerButton::section { background: {surface}; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 0; }
QScrollBar:horizontal { height: 12px; margin: 0; }
QScrollBar::handle { background: {scroll}; border-radius: 3px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: {control}; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QProgressBar { background: {track}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
  text-align: center; }
QProgressBar::chunk { background: {accent}; border-radius: 3px; }
QProgressBar[look="gold"]::chunk { background: {gold_fill}; }
QTabWidget::pane { border: none; border-top: 1px solid {border}; }
QTabBar::tab { padding: 6px 12px; color: {muted}; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: {accent}; border-bottom-color: {accent}; font-weight: 600; }
QTabBar::tab:focus { background: {accent_soft}; }
"""

_LOOKS = """
QLabel[look="muted"] { color: {muted}; }
QLabel[look="secondary"] { color: {muted}; font-size: {secondary_px}px; }
QLabel[look="caption"] { color: {muted}; font-size: {caption_px}px; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="heading"] { font-size: {heading_px}px; font-weight: 600; }
QLabel[look="title"] { font-size: {title_px}px; font-weight: 600; }
QLabel[look="ok"] { color: {ok}; }
QLabel[look="warning"] { color: {warning}; }
QLabel[look="error"] { color: {error}; }
QFrame[look="surface"], QWidget[look="surface"] { background: {surface}; }
QFrame[look="page"], QWidget[look="page"] { background: {page}; }
QFrame[look="card"] { background: {page}; border: {line}px solid {border}; border-radius: 6px; }
QFrame[look="floating"] { background: {raised}; border: {line}px solid {control}; border-radius: 8px; }
QWidget[look="strip"] { background: {surface}; border-top: {line}px solid {border}; }
QWidget[look="strip"] QLabel { border: none; }
QFrame[look="line"] { background: {border}; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="upright"] { background: {border}; border: none; max-width: 1px; min-width: 1px; }
"""


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget one of the looks above, now or later; an empty one takes it away."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def stylesheet(theme: Theme) -> str:
    """Return the stylesheet of a theme."""
    words = {token: theme.colour(token).name() for token in TOKENS} | _derived(theme) | _lengths(theme)
    sheet = _BARS + _BUTTONS + _FIELDS + _VIEWS + _LOOKS
    for word, value in words.items():
        sheet = sheet.replace("{" + word + "}", value)
    return sheet


def _derived(theme: Theme) -> dict[str, str]:
    return {
        "hover": blend(theme.text, theme.window, 0.08).name(),
        "disabled": disabled(theme).name(),
        "accent_hover": blend(theme.text, theme.accent, 0.14).name(),
        "focus_on_accent": theme.text.name(),
        "track": blend(theme.text, theme.page, 0.3).name() if theme.high_contrast else theme.border.name(),
        "scroll": blend(theme.control, theme.surface, 0.5).name(),
    }


def _lengths(theme: Theme) -> dict[str, str]:
    line = round(theme.outline)
    return {
        "line": str(line),
        "toolbar": str(scaled(m.TOOLBAR) - 1),
        "status": str(scaled(m.STATUS_BAR) - 1),
        "inner": str(scaled(m.CONTROL) - 2 * line),
        "inner_focus": str(scaled(m.CONTROL) - 4),
        "focus_pad": str(10 if line == 1 else 11),
        "head": str(scaled(m.ROW) - 1),
        "caption_px": str(round(type_px(Type.CAPTION))),
        "secondary_px": str(round(type_px(Type.SECONDARY))),
        "heading_px": str(round(type_px(Type.HEADING))),
        "title_px": str(round(type_px(Type.TITLE))),
    }
