"""Merging a label into another over all articles: which one, and whether it is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotations.scheme_check import Label
from annotations.scheme_draft import Kind, usage
from gui.dialogs.frame import DialogFrame
from gui.widgets import Menu, swatch_icon

Used = tuple[int, int]
"""How many spans or relations, in how many articles."""


class LabelMerge(NamedTuple):
    """What the person wants: `label` becomes `into` everywhere, and leaves the scheme."""

    kind: Kind
    label: str
    into: str


def merge_menu(kind: Kind, labels: Iterable[Label], chosen: Callable[[str], None], parent: QWidget) -> Menu:
    """A menu of the labels that another can be merged into."""
    menu = Menu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.add_heading("Merge into")
    for label in labels:
        entry = menu.add_keyed(swatch_icon(label.colour, relation=kind == "relation"), label.name, "")
        entry.triggered.connect(lambda _=False, name=label.name: chosen(name))
    return menu


class MergeDialog(DialogFrame):
    """Says what a merge would do, with counts; accepted where it is meant."""

    def __init__(self, merge: LabelMerge, used: Used, used_into: Used, parent: QWidget | None = None) -> None:
        super().__init__("Merge labels", "mergeDialog", parent)
        self.add_heading(f"Merge {merge.label} into {merge.into}?", merge_words(merge, used, used_into))
        cancel = self.add_cancel()
        self.merge = self.add_button("Back up and merge", primary=True)
        self.merge.clicked.connect(self.accept)
        cancel.setFocus()
        self.fit(520)


def confirm_merge(merge: LabelMerge, used: Used, used_into: Used, parent: QWidget) -> bool:
    """Ask whether a merge is meant."""
    dialog = MergeDialog(merge, used, used_into, parent)
    agreed = dialog.exec() == dialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed


def merge_words(merge: LabelMerge, used: Used, used_into: Used) -> str:
    """What a merge would do."""
    become = "becomes" if used[0] == 1 else "become"
    return (
        f"{usage(merge.kind, *used)} {become} {merge.into}, which has {usage(merge.kind, *used_into)}. "
        f"{merge.label} leaves the label scheme, and what is then the same stands once.\n\n"
        "A backup of the dataset is made first. The merge cannot be undone, nor what was done before it."
    )
