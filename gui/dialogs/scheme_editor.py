"""The label scheme editor: labels, keys, colours, guidelines, and which relation may join what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotations import scheme_file
from annotations.errors import EditRefused, GoldspanError
from annotations.scheme import LabelScheme
from annotations.scheme_check import problems
from annotations.scheme_draft import Counts, Kind, SchemeDraft, usage
from gui import folders
from gui.dialogs.scheme.details import Details
from gui.dialogs.scheme.footer import Footer
from gui.dialogs.scheme.label_pane import LabelPane, line
from gui.dialogs.scheme.matrix import Matrix
from gui.dialogs.scheme.merging import LabelMerge, confirm_merge, merge_menu
from gui.theme import scaled, set_look

_SIZE = QSize(1138, 752)
_FILES = "Label schemes (*.toml);;All files (*)"


class SchemeEdits(NamedTuple):
    """What the person made of a scheme. The renames (old name to new) are to be applied all at once."""

    scheme: LabelScheme
    renames: dict[str, str]
    relation_renames: dict[str, str]


class SchemeEditor(QDialog):
    """Edits a copy of a scheme; `edits()` is what came of it once it was applied, or `merge` two labels that
    are to be merged instead.

    `counts` and `relation_counts` say how many spans or relations have a label, in how many articles.
    Files are looked for `beside` the dataset.
    """

    def __init__(
        self,
        scheme: LabelScheme,
        counts: Counts,
        relation_counts: Counts | None = None,
        parent: QWidget | None = None,
        beside: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("schemeEditor")
        self._beside = beside
        self._draft = SchemeDraft(scheme, counts, relation_counts or {})
        self._kind: Kind = "entity"
        self.merge: LabelMerge | None = None
        self.entities = LabelPane(self._draft, "entity")
        self.relations = LabelPane(self._draft, "relation")
        self.matrix, self.details, self.footer = Matrix(self._draft), Details(), Footer()
        self._panes: dict[Kind, LabelPane] = {"entity": self.entities, "relation": self.relations}
        self._lay_out()
        self._connect()
        for pane in (self.relations, self.entities):
            pane.table.choose(0)
        self._refresh()
        self.entities.table.setFocus()

    @classmethod
    def edit(
        cls,
        scheme: LabelScheme,
        counts: Counts,
        relation_counts: Counts | None = None,
        parent: QWidget | None = None,
        beside: Path | None = None,
    ) -> SchemeEdits | LabelMerge | None:
        """Show the editor and wait; return what was applied, or which labels are to be merged, or None."""
        editor = cls(scheme, counts, relation_counts, parent, beside)
        applied = editor.exec() == QDialog.DialogCode.Accepted
        editor.deleteLater()
        return (editor.merge or editor.edits()) if applied else None

    def edits(self) -> SchemeEdits:
        """Return the scheme as it stands, and what was renamed."""
        return SchemeEdits(self._draft.scheme, self._draft.renames("entity"), self._draft.renames("relation"))

    def load_file(self, path: Path) -> None:
        """Take over the scheme of a file; a fault is said and changes nothing."""
        try:
            kept = self._draft.load(scheme_file.read(path))
        except GoldspanError as error:
            self.footer.say(f"{error} Nothing was changed.", "error")
            return
        for pane in self._panes.values():
            pane.refresh()
        self._refresh()
        if kept:
            self.footer.say(
                f"Kept, because they are used and the file has none: {', '.join(kept)}.", "warning"
            )

    def save_file(self, path: Path) -> None:
        """Write the scheme as it stands to a file."""
        try:
            scheme_file.write(path, self._draft.scheme)
        except GoldspanError as error:
            self.footer.say(error.message, "error")
        else:
            self.footer.say(f"Saved as {path.name}.", "ok")

    def reject(self) -> None:
        """Close without a change; what was edited is given up only when the person says so."""
        if not self._draft.changed or self._gives_up():
            super().reject()

    def _lay_out(self) -> None:
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.addWidget(self.relations.table)
        lower.addWidget(self.matrix)
        self.relations.table.setMinimumWidth(scaled(190))
        lower.setSizes([scaled(415), scaled(366)])
        self.relations.column.addWidget(lower, 1)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.entities)
        left.addWidget(self.relations)
        left.setSizes([scaled(402), scaled(288)])
        right = QScrollArea()
        right.setWidgetResizable(True)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setWidget(self.details)
        right.setMinimumWidth(self.details.minimumSizeHint().width() + scaled(12))
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setStretchFactor(0, 1)
        whole.setSizes([scaled(781), scaled(356)])
        for splitter in (lower, left, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.matrix.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.details.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_look(self.matrix, "page")
        set_look(self.details, "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addWidget(whole, 1)
        column.addWidget(line())
        column.addWidget(self.footer)
        room = self.screen().availableSize() - QSize(24, 48)
        self.resize(QSize(scaled(_SIZE.width()), scaled(_SIZE.height())).boundedTo(room))

    def _connect(self) -> None:
        for kind, pane in self._panes.items():
            pane.chosen.connect(lambda _row, kind=kind: self._choose(kind))
            pane.edited.connect(self._refresh)
            pane.refused.connect(lambda sentence: self.footer.say(sentence, "error"))
            pane.opened.connect(self._edit_name)
        self.matrix.edited.connect(self._refresh)
        details, draft = self.details, self._draft
        details.renamed.connect(lambda name: self._do(draft.rename, name, details.name))
        details.keyed.connect(lambda key: self._do(draft.set_key, key, details.key))
        details.coloured.connect(lambda colour: self._do(draft.set_colour, colour))
        details.guided.connect(lambda text: self._do(draft.set_guideline, text))
        details.switched.connect(lambda on: self._do(draft.switch, on))
        details.merge_asked.connect(self._ask_merge)
        self.footer.load.clicked.connect(self._ask_load)
        self.footer.save.clicked.connect(self._ask_save)
        self.footer.cancel.clicked.connect(self.reject)
        self.footer.apply.clicked.connect(self.accept)

    def _choose(self, kind: Kind) -> None:
        self._kind = kind
        for each, pane in self._panes.items():
            pane.table.marked = each == kind
            pane.table.viewport().update()
        self.matrix.show_relation(self.relations.table.row)
        self._show_details()

    def _do(self, verb: Callable[..., None], value: str | bool, field: QLineEdit | None = None) -> None:
        """Let the draft do it to the chosen label; a refusal stands under the field where it was tried."""
        row = self._panes[self._kind].table.row
        if row < 0:
            return
        try:
            verb(self._kind, row, value)
        except EditRefused as error:
            self.details.refuse(str(error), field)
            self.footer.apply.setEnabled(field is not self.details.name)
            return
        self._refresh()

    def _refresh(self) -> None:
        """Show the draft as it is now, and what is still wrong with it."""
        self.setWindowTitle(f"Label scheme: {self._draft.scheme.name}")
        for pane in self._panes.values():
            pane.model.refresh()
        self.matrix.refresh()
        self._show_details()
        wrong = problems(self._draft.scheme)
        self.footer.apply.setEnabled(not wrong)
        self.footer.save.setEnabled(not wrong)
        self.footer.say(wrong[0].sentence if wrong else "", "error" if wrong else "muted")

    def _show_details(self) -> None:
        row, labels = self._panes[self._kind].table.row, self._draft.labels(self._kind)
        if not 0 <= row < len(labels):
            self.details.show_label(None, "", {})
            return
        others = {label.name: label.colour for label in labels if label is not labels[row]}
        self.details.show_label(labels[row], usage(self._kind, *self._draft.used(self._kind, row)), others)

    def _ask_merge(self) -> None:
        """Ask which label the chosen one is to become, and whether that is meant; then close."""
        kind, row = self._kind, self._panes[self._kind].table.row
        labels = self._draft.labels(kind)
        if self._draft.changed:
            self.footer.say("Apply or cancel the other changes first: labels are merged at once.", "error")
        elif len(labels) < 2:
            self.footer.say("There is no other label.", "error")
        elif row >= 0:
            others = [label for label in labels if label is not labels[row]]
            menu = merge_menu(kind, others, lambda name: self._merge(kind, row, name), self)
            button = self.details.merge
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _merge(self, kind: Kind, row: int, into: str) -> None:
        names = [label.name for label in self._draft.labels(kind)]
        merge = LabelMerge(kind, names[row], into)
        used = (self._draft.used(kind, row), self._draft.used(kind, names.index(into)))
        if confirm_merge(merge, *used, self):
            self.merge = merge
            self.accept()

    def _edit_name(self) -> None:
        self.details.name.setFocus()
        self.details.name.selectAll()

    def _gives_up(self) -> bool:
        box = QMessageBox(
            QMessageBox.Icon.NoIcon, "Label scheme", "The changes to the label scheme are not applied."
        )
        box.setParent(self, box.windowFlags())
        discard = box.addButton("Discard them", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Keep editing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is discard

    def _ask_load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Load a scheme", folders.to_open(self._beside), _FILES)
        if path:
            folders.used(Path(path))
            self.load_file(Path(path))

    def _ask_save(self) -> None:
        place = folders.to_save(f"{folders.file_name(self._draft.scheme.name)}.toml", self._beside)
        path, _ = QFileDialog.getSaveFileName(self, "Save as TOML", place, _FILES)
        if path:
            folders.used(Path(path))
            self.save_file(Path(path))
