"""Rows of the inspector that are more than words: state with its mark, label with its menu, score."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotations.model import Annotation, Relation, State
from gui.action_set import ActionSet
from gui.panels.annotation_delegate import colour_of
from gui.panels.label_button import LabelButton
from gui.panels.relabel_menu import add_labels
from gui.session import Session
from gui.theme import metrics, scaled
from gui.widgets import SPAN_STATES, KeyCap, Menu, ProgressStrip


class _Line(QWidget):
    """A few widgets side by side, from the left."""

    def __init__(self, *widgets: QWidget, spacing: int = 6) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)


class StateField(_Line):
    """The mark of a state and its word."""

    def __init__(self) -> None:
        self._mark, self._words = QLabel(), QLabel()
        super().__init__(self._mark, self._words)

    def show_state(self, state: State) -> None:
        """Show a state."""
        found = SPAN_STATES.get(state.value)
        self._words.setText(found.words if found is not None else state.value.capitalize())
        self._mark.setVisible(found is not None)
        if found is not None:
            ratio = self.devicePixelRatioF()
            side = metrics.ICON_LIST
            self._mark.setPixmap(found.icon().pixmap(QSize(side, side), ratio))

    def text(self) -> str:
        """The word."""
        return self._words.text()


class LabelField(_Line):
    """A label with its swatch and key; a click shows the labels that can be given instead."""

    def __init__(self, session: Session, actions: ActionSet) -> None:
        self._session, self._actions = session, actions
        self.button, self._key = LabelButton(), KeyCap("")
        super().__init__(self.button, self._key)
        self.button.setToolTip("Give it another label")
        self.button.clicked.connect(self._show_menu)
        self.button.setFixedHeight(scaled(22))

    def show_label(self, annotation: Annotation) -> None:
        """Show the label of an annotation."""
        relation = isinstance(annotation, Relation)
        colour = colour_of(self._session.scheme, annotation)
        suggested = annotation.state is State.SUGGESTED
        self.button.show_label(annotation.label, colour, relation=relation, suggested=suggested)
        action_id = f"{'relation' if relation else 'span'}.relabel.{annotation.label}"
        native = QKeySequence.SequenceFormat.NativeText
        known = action_id in self._actions
        self._key.set_text(self._actions[action_id].shortcut().toString(native) if known else "")

    def _show_menu(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_labels(menu, self._session, self._actions)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))


class ScoreField(_Line):
    """A score as a figure and as a small bar."""

    def __init__(self) -> None:
        self._words, self._strip = QLabel(), ProgressStrip("control")
        self._strip.setFixedWidth(scaled(88))
        super().__init__(self._words, self._strip, spacing=8)

    def show_score(self, score: float) -> None:
        """Show a score from 0 to 1."""
        self._words.setText(f"{score:.2f}")
        self._strip.set_progress(round(1000 * score), 1000)

    def text(self) -> str:
        """The figure."""
        return self._words.text()
