"""The inspector: all that is known of what is selected, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotations.document import Document
from annotations.edits import spans
from annotations.edits.step import quoted
from annotations.model import Annotation, Relation, Span, State
from annotations.offsets import trim
from annotations.snapping import snapped
from gui import hands
from gui.action_set import ActionSet
from gui.panels import inspector_words as words
from gui.panels.clamped_text import ClampedText
from gui.panels.empty import EmptyNote
from gui.panels.inspector_cards import GuidelineCard, ProblemCard
from gui.panels.inspector_fields import LabelField, ScoreField, StateField
from gui.panels.inspector_rows import InspectorRows
from gui.panels.late_note import write_late
from gui.panels.listing import flaw, words_of
from gui.panels.note_edit import NoteEdit
from gui.session import Session
from gui.settings import Settings
from gui.theme import metrics, scaled, set_look, theme_keeper
from gui.widgets import KeyButton, PanelHead


class InspectorPanel(QWidget):
    """Shows the one selected span or relation, or how many are selected, or what to do next."""

    returned = Signal()
    """The person leaves the note with Esc and wants to go back to the article."""

    def __init__(
        self, session: Session, actions: ActionSet, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._actions, self._settings = session, actions, settings
        self._document: Document | None = session.document
        self._shown: tuple[object, ...] = ()
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head, self.offsets = PanelHead("Inspector"), QLabel()
        self.empty, self.text, self.labels = EmptyNote(at_top=True), ClampedText(), QLabel()
        self.accept = KeyButton("Accept", "A", icon_name="check", primary=True)
        self.reject = KeyButton("Reject", "X", icon_name="x")
        self.rows = InspectorRows()
        self.state, self.label, self.score = StateField(), LabelField(session, actions), ScoreField()
        self.note, self.problem, self.guideline = NoteEdit(), ProblemCard(), GuidelineCard()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show()

    def sizeHint(self) -> QSize:
        """The width of the design."""
        return QSize(scaled(metrics.SIDE_WIDTH), scaled(360))

    def edit_note(self) -> None:
        """Put the cursor into the note of what is selected."""
        self._session.following.catch_up()
        if self.note.isVisibleTo(self):
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.note.moveCursor(self.note.textCursor().MoveOperation.End)

    # -- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_look(self.offsets, "muted")
        self.offsets.setContentsMargins(0, 0, 6, 0)
        self.offsets.setToolTip("Offsets: code points from the start of the text, the end exclusive")
        self.head.add_widget(self.offsets)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body())
        self._stack.addWidget(self.empty)
        self._stack.addWidget(scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)

    def _body(self) -> QWidget:
        body, buttons = QWidget(), QHBoxLayout()
        set_look(body, "surface")
        set_look(self.labels, "muted")
        self.labels.setWordWrap(True)
        buttons.setSpacing(8)
        for button in (self.accept, self.reject):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button, 1)
        self._fill_rows()
        column = QVBoxLayout(body)
        column.setContentsMargins(metrics.PADDING, 4, metrics.PADDING, metrics.PADDING)
        column.setSpacing(10)
        for part in (self.text, self.labels, buttons, self.problem, self.rows, self.guideline):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        return body

    def _fill_rows(self) -> None:
        self.rows.add("State", self.state)
        self.rows.add("Label", self.label, drop=3)
        self.rows.add("Also")
        self.rows.add("Source")
        self.rows.add("Score", self.score)
        self.rows.add("Was")
        self.rows.add("Ends")
        self.rows.add("Relations")
        self.rows.add("Note", self.note, drop=7)

    def _connect(self) -> None:
        session = self._session
        self.accept.clicked.connect(lambda: self._actions["suggestion.accept"].trigger())
        self.reject.clicked.connect(lambda: self._actions["suggestion.reject"].trigger())
        self.rows.followed.connect(self._follow)
        self.problem.mend.connect(self._snap)
        self.note.written.connect(self._write_note)
        self.note.left.connect(self.returned)
        session.opened.connect(self._opened)
        session.following.settled.connect(self._follow_session)
        for signal in (session.scheme_changed, session.dataset_opened):
            signal.connect(self._show)
        self._settings.changed.connect(lambda _: self._show())
        theme_keeper().themeChanged.connect(self._show)

    # -- showing ----------------------------------------------------------------------------------

    def _opened(self) -> None:
        # What is in the field was typed for the article that was open until now.
        self.note.keep()
        self._document = self._session.document
        self._show()

    def _follow_session(self) -> None:
        """Show anew what is another; suggestions that arrive elsewhere change nothing here."""
        if self._subject() != self._shown:
            self._show()

    def _subject(self) -> tuple[object, ...]:
        """All that is shown comes from this."""
        document, selection = self._document, self._session.selection
        if document is None or document is not self._session.document:
            return (document, selection)
        chosen = self._session.selected
        joined, others = _joined_to(document, chosen[0]) if len(chosen) == 1 else ([], [])
        left = (document.undecided > 0, bool(document.spans))
        return (document, document.tokens, selection, chosen, joined, others, left)

    def _show(self) -> None:
        self._shown = self._subject()
        document, chosen = self._document, self._session.selected
        self.offsets.setText("")
        if document is None or not chosen or document is not self._session.document:
            self.note.show_note("", "")
            self._show_nothing()
            self.setFocusProxy(self.empty)
            self._stack.setCurrentIndex(0)
            return
        one = chosen[0] if len(chosen) == 1 else None
        self._show_buttons(chosen)
        self.rows.setVisible(one is not None)
        self.labels.setVisible(one is None)
        if one is not None:
            self._show_one(document, one)
        else:
            self.problem.say("")
            self.guideline.say("")
            self.note.show_note("", "")
            self.text.show_text(f"{len(chosen):,} selected", "Sans")
            self.labels.setText(words.several_words(chosen))
        self._stack.setCurrentIndex(1)

    def _show_one(self, document: Document, annotation: Annotation) -> None:
        span = annotation if isinstance(annotation, Span) else None
        if span is not None:
            self.offsets.setText(f"{span.start:,}–{span.end:,}")
        whole = document.text_of(span) if span is not None else words_of(document, annotation)
        self.text.show_text(whole, str(self._settings.get("reading_font")))
        self.state.show_state(annotation.state)
        self.label.show_label(annotation)
        self.rows.set_shown("Score", shown=annotation.score is not None)
        if annotation.score is not None:
            self.score.show_score(annotation.score)
        self.rows.show_words("Also", words.alternatives_words(document, annotation))
        self.rows.show_words("Source", words.sources_words(annotation))
        self.rows.show_words("Was", words.was_words(document, annotation))
        self.rows.show_words("Ends", words.ends_words(document, annotation))
        self.rows.show_words("Relations", words.relations_words(document, annotation))
        self.note.show_note(annotation.id, annotation.note)
        dataset = self._session.dataset
        self.note.setReadOnly(dataset is None or dataset.read_only)
        self.problem.say(flaw(document, span) if span is not None else "")
        self.guideline.say(self._guideline(annotation))

    def _show_buttons(self, chosen: list[Annotation]) -> None:
        self.accept.setEnabled(any(a.state is not State.ACCEPTED for a in chosen))
        self.reject.setEnabled(any(a.own or a.state is not State.REJECTED for a in chosen))
        # The focus never goes to a button that cannot be pressed, or is not seen.
        usable = (button for button in (self.accept, self.reject) if button.isEnabled())
        self.setFocusProxy(next(usable, self.empty))
        self.reject.setText("Remove" if all(a.own for a in chosen) else "Reject")

    def _guideline(self, annotation: Annotation) -> str:
        scheme, relation = self._session.scheme, isinstance(annotation, Relation)
        label = scheme.relation(annotation.label) if relation else scheme.entity(annotation.label)
        return label.guideline if label is not None else ""

    def _show_nothing(self) -> None:
        document, stretch = self._session.document, self._session.selection.range
        if document is None:
            self.empty.say("", "No article is open.")
        elif stretch is not None:
            self.offsets.setText(f"{stretch[0]:,}–{stretch[1]:,}")
            self.empty.say(quoted(document.text[stretch[0] : stretch[1]]), "Press a label’s key.")
        elif document.undecided:
            self.empty.say("Nothing selected.", "Tab goes to the next suggestion.")
        elif document.spans:
            self.empty.say("Nothing selected.", "Everything here is decided.")
        else:
            self.empty.say("Nothing selected.", "Select text and press a label’s key.")

    # -- doing ------------------------------------------------------------------------------------

    def _follow(self, target: str) -> None:
        """A relation or an end is selected; an alternative is taken in place of what is selected."""
        document, span = self._document, self._session.selected_span
        other = document.get(target) if document is not None else None
        if other is None:
            return
        if span is not None and isinstance(other, Span):
            hands.relabel(self._session, [span.id], other.label)
        else:
            self._session.select([target])

    def _snap(self) -> None:
        document, span = self._document, self._session.selected_span
        if document is not None and span is not None:
            bounds = snapped(document, *trim(document.text, span.start, span.end))
            hands.set_bounds(self._session, span.id, *bounds)

    def _write_note(self, annotation_id: str, note: str) -> None:
        document = self._document
        if document is None:
            return
        if document is self._session.document:
            self._session.do(lambda d: spans.annotate(d, annotation_id, note))
        else:
            write_late(self._session, document, annotation_id, note)


def _joined_to(document: Document, annotation: Annotation) -> tuple[list[Relation], list[Span]]:
    """The relations that an annotation is or has, and the spans that are named beside it."""
    if isinstance(annotation, Relation):
        return [annotation], [document.spans[annotation.head], document.spans[annotation.child]]
    joined = document.relations_of(annotation.id)
    ends = [document.spans[end] for relation in joined for end in (relation.head, relation.child)]
    return joined, [*ends, *document.alternatives(annotation.start, annotation.end)]
