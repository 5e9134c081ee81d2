"""Deciding many suggestions of the open article at once, each time with a preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.document import Document
from annotations.edits.decide import suggestions_of
from annotations.errors import GoldspanError
from gui import hands

if TYPE_CHECKING:
    from gui.desk import Desk


class Bulk:
    """Shows what would be decided, and decides what the person left chosen: one step to undo."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def accept_rest(self) -> None:
        """Accept what is undecided."""
        document = self._desk.session.document
        if document is not None:
            self._preview("Accept the rest", document, document.undecided_ids())

    def accept_score(self) -> None:
        """Accept what has a score above one that the person chooses."""
        document = self._desk.session.document
        if document is None:
            return
        scored = [i for i in document.undecided_ids() if (a := document.get(i)) and a.score is not None]
        if scored:
            self._preview("Accept all above a score", document, scored, score=True)
        else:
            self._desk.fail(
                GoldspanError(
                    "No undecided suggestion has a score: most pipelines give none. Accept by label instead."
                )
            )

    def accept_label(self) -> None:
        """Accept what is undecided of a label: the selected one's, else one of a menu."""
        document, chosen = self._desk.session.document, self._desk.session.selected
        if document is None:
            return
        labels = {a.label for i in document.undecided_ids() if (a := document.get(i)) is not None}
        if len(chosen) == 1 and chosen[0].label in labels:
            self.accept_label_named(chosen[0].label)
        else:
            self._ask_label(labels)

    def accept_label_named(self, name: str) -> None:
        """Accept what is undecided of this label."""
        self._of_label(name, "Accept")

    def reject_label_named(self, name: str) -> None:
        """Reject what is undecided of this label."""
        self._of_label(name, "Reject")

    def _of_label(self, name: str, verb: str) -> None:
        document = self._desk.session.document
        if document is None:
            return
        ids = suggestions_of(document, label=name)
        if ids:
            self._preview(f"{verb} all of {name}", document, ids, verb=verb)
        else:
            self._desk.fail(GoldspanError(f"Nothing of the label {name} is undecided here."))

    def _ask_label(self, labels: set[str]) -> None:
        from gui.article.menus import LabelMenu

        view, scheme = self._desk.view, self._desk.session.scheme
        entities = [label for label in scheme.entities if label.name in labels]
        relations = [label for label in scheme.relations if label.name in labels]
        menu = LabelMenu(entities or relations, self.accept_label_named, view, "Accept all of")
        if entities and relations:
            submenu = menu.addMenu(LabelMenu(relations, self.accept_label_named, view))
            submenu.setText("Relations")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.mapToGlobal(view.rect().center()))

    def _preview(
        self,
        title: str,
        document: Document,
        ids: Sequence[str],
        *,
        verb: str = "Accept",
        score: bool = False,
    ) -> None:
        from gui.dialogs.bulk import BulkDialog

        session = self._desk.session
        dialog = BulkDialog(
            title,
            document,
            session.scheme,
            ids,
            verb=verb,
            reading=str(self._desk.settings.get("reading_font")),
            score=score,
            parent=self._desk.window,
        )
        session.changed.connect(dialog.lines.refresh)
        agreed = dialog.exec() == dialog.DialogCode.Accepted
        chosen = dialog.chosen()
        session.changed.disconnect(dialog.lines.refresh)
        dialog.deleteLater()
        if not agreed or not chosen or session.document is not document:
            return
        if verb == "Accept":
            hands.accept_all(session, chosen)
        else:
            hands.reject(session, chosen)
