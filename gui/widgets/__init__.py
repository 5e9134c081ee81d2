"""Small widgets and painters that panels and dialogs share; they know the theme and nothing of the data."""

from gui.widgets.announce import announce
from gui.widgets.chip import Chip
from gui.widgets.elided import ElidedLabel
from gui.widgets.key_button import KeyButton
from gui.widgets.keycap import KeyCap, key_cap_width, paint_key_cap
from gui.widgets.menu import Menu, close_menus
from gui.widgets.message_bar import BarButton, MessageBar
from gui.widgets.panel_head import PanelHead, tool_button
from gui.widgets.progress import ProgressStrip
from gui.widgets.rows import dress_rows
from gui.widgets.search_field import SearchField
from gui.widgets.segmented import SegmentedButtons
from gui.widgets.states import ARTICLE_STATES, FLAGGED, PROBLEM, SPAN_STATES, StateIcon
from gui.widgets.swatch import paint_relation_swatch, paint_swatch, swatch_icon

__all__ = [
    "ARTICLE_STATES",
    "FLAGGED",
    "PROBLEM",
    "SPAN_STATES",
    "BarButton",
    "Chip",
    "ElidedLabel",
    "KeyButton",
    "KeyCap",
    "Menu",
    "MessageBar",
    "PanelHead",
    "ProgressStrip",
    "SearchField",
    "SegmentedButtons",
    "StateIcon",
    "announce",
    "close_menus",
    "dress_rows",
    "key_cap_width",
    "paint_key_cap",
    "paint_relation_swatch",
    "paint_swatch",
    "swatch_icon",
    "tool_button",
]
