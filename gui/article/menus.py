"""The menus over the article: a label for what is selected, a relation's label, the context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence

from annotations.model import Span
from annotations.scheme import EntityLabel, RelationLabel
from gui import hands
from gui.article.view import ArticleView
from gui.session import Relating, Session
from gui.widgets.menu import Menu, close_menus
from gui.widgets.swatch import swatch_icon

if TYPE_CHECKING:
    from gui.action_set import ActionSet


class LabelMenu(Menu):
    """A menu of labels in which a label's key chooses it."""

    def __init__(
        self,
        labels: Sequence[EntityLabel] | Sequence[RelationLabel],
        chosen: Callable[[str], None],
        parent: ArticleView,
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("labelMenu")
        self._chosen = chosen
        self._keys: dict[str, str] = {}
        if title:
            self.add_heading(title)
        for label in labels:
            relation = isinstance(label, RelationLabel)
            action = self.add_keyed(swatch_icon(label.colour, relation=relation), label.name, label.key or "")
            action.setObjectName(f"choose.{label.name}")
            action.triggered.connect(lambda _=False, name=label.name: self._chosen(name))
            if label.key:
                self._keys[QKeySequence(label.key).toString()] = label.name

    def choose(self, key: QKeySequence) -> bool:
        """Choose the label with this key."""
        name = self._keys.get(key.toString())
        if name is None:
            return False
        close_menus()
        self._chosen(name)
        return True


class ArticleMenus:
    """Opens them; what is chosen is done by the hands."""

    def __init__(self, view: ArticleView, session: Session, actions: ActionSet) -> None:
        self._view, self._session, self._actions = view, session, actions

    def label(self, at: QPoint) -> None:
        """Ask for the label of the selected text."""
        self._open(LabelMenu(self._entities(), lambda name: hands.label(self._session, name), self._view), at)

    def relabel(self, span_id: str, at: QPoint) -> None:
        """Ask for another label of a span."""
        menu = LabelMenu(
            self._entities(), lambda name: hands.relabel(self._session, [span_id], name), self._view
        )
        self._open(menu, at)

    def relation(self, labels: Sequence[RelationLabel], at: QPoint) -> None:
        """Ask for the label of the relation being drawn; leaving the menu leaves the relation."""
        session = self._session
        document, relating = session.document, session.relating
        if document is None or relating is None:
            return
        head, child = (document.text_of(document.spans[i]) for i in relating.ends)
        menu = LabelMenu(
            labels,
            lambda name: hands.relate_as(session, name),
            self._view,
            f"{_short(head)} → {_short(child)}",
        )
        first = menu.actions()[2] if len(menu.actions()) > 2 else None
        if first is not None:
            menu.setActiveAction(first)
        menu.aboutToHide.connect(lambda: session.background.post(self._leave_if_unchosen(relating)))
        self._open(menu, at)

    def relation_at_child(self, relating: Relating) -> None:
        """Ask for the label below the span that was picked by letters."""
        rect = self._view.span_rect(relating.child)
        at = self._view.viewport().mapToGlobal(rect.bottomLeft().toPoint() + QPoint(0, 6))
        self.relation(hands.choices(self._session, *relating.ends), at)

    def ask_annotate_every(self) -> None:
        """Ask for the label that every occurrence of the selected text gets; a span's own comes first."""
        bounds = hands.selected_bounds(self._session)
        if bounds is None:
            return
        span = self._session.selected_span
        if span is not None:
            hands.annotate_every(self._session, span.label)
            return
        menu = LabelMenu(
            self._entities(),
            lambda name: hands.annotate_every(self._session, name),
            self._view,
            "Every occurrence",
        )
        rect = self._view.char_rect(bounds[0])
        self._open(menu, self._view.viewport().mapToGlobal(rect.bottomLeft().toPoint() + QPoint(0, 6)))

    def context(self, at: QPoint) -> None:
        """The menu of what is selected."""
        menu = Menu(self._view)
        menu.setObjectName("contextMenu")
        selected = self._session.selected
        if self._session.selection.range is not None:
            menu.addMenu(self._label_submenu("Label", lambda name: hands.label(self._session, name)))
            self._add(menu, "span.annotate_every", "edit.copy", "find.show")
        elif selected and all(isinstance(a, Span) for a in selected):
            ids = [a.id for a in selected]
            self._add(menu, "suggestion.accept", "suggestion.reject", "suggestion.reset")
            menu.addSeparator()
            self._add(menu, "suggestion.accept_same", "suggestion.reject_same", "span.annotate_every")
            menu.addMenu(self._label_submenu("Relabel", lambda name: hands.relabel(self._session, ids, name)))
            menu.addSeparator()
            self._add(menu, "relation.start", "relation.pin", "note.edit", "edit.copy")
        elif selected:
            self._add(menu, "suggestion.accept", "suggestion.reject", "suggestion.reset")
            menu.addSeparator()
            self._add(menu, "suggestion.accept_same", "suggestion.reject_same", "relation.reverse")
            menu.addMenu(self._relation_submenu())
            self._add(menu, "note.edit")
        else:
            self._add(menu, "suggestion.next", "suggestion.accept_all", "suggest.run", "find.show")
        self._open(menu, at)

    def _open(self, menu: Menu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _entities(self) -> list[EntityLabel]:
        return [label for label in self._session.scheme.entities if label.on]

    def _label_submenu(self, title: str, chosen: Callable[[str], None]) -> Menu:
        menu = LabelMenu(self._entities(), chosen, self._view)
        menu.setTitle(title)
        return menu

    def _relation_submenu(self) -> Menu:
        session = self._session
        relation, document = session.selected_relation, session.document
        labels: Sequence[RelationLabel] = ()
        if relation is not None and document is not None:
            head, child = document.spans[relation.head], document.spans[relation.child]
            labels = session.scheme.relations_between(head.label, child.label)
        menu = LabelMenu(labels, lambda name: hands.relate_as(session, name), self._view)
        menu.setTitle("Relabel")
        return menu

    def _add(self, menu: Menu, *ids: str) -> None:
        for action_id in ids:
            menu.addAction(self._actions[action_id])

    def _leave_if_unchosen(self, relating: Relating) -> Callable[[], None]:
        def leave() -> None:
            now = self._session.relating
            if now is not None and now.child == relating.child:
                self._session.relate_from(None)

        return leave


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 28 else line[:27] + "…"
