"""Lengths of the design in px at the system's usual font size; `fonts.scaled` grows them with the font."""

from __future__ import annotations

TOOLBAR = 44
LABEL_BAR = 44
STATUS_BAR = 28
DOCK_HEAD = 34
ROW = 27
QUEUE_ROW = 48
TABLE_ROW = 30
CONTROL = 30
CHIP = 28
QUEUE_WIDTH = 244
SIDE_WIDTH = 352

PADDING = 12
GRID = 4

RADIUS_SPAN = 4
RADIUS_KEY = 4
RADIUS_CONTROL = 6
RADIUS_PANEL = 8

ICON_TOOLBAR = 18
ICON_LIST = 16

ROW_BAR = 3
"""Width of the accent bar at the left of the selected row."""
