"""The label bar: a chip for each label that is on. A press does what the label's key does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotations.scheme import EntityLabel, RelationLabel
from gui.action_set import ActionSet
from gui.panels.label_menu import fill_label_menu
from gui.panels.more_button import MoreButton
from gui.session import Session
from gui.theme import current_theme, metrics, scaled, set_look
from gui.widgets import Chip, Menu, swatch_icon

_LEFT = 16
_GAP = 6


class LabelBar(QWidget):
    """Entity labels; while a relation is drawn or selected, relation labels. The rest is in a menu."""

    hidden_changed = Signal(object)
    """The names (a frozenset) of the entity labels that the person hides in the article."""
    accept_asked = Signal(str)
    """All suggestions of this label are to be accepted."""
    reject_asked = Signal(str)
    """All suggestions of this label are to be rejected."""

    def __init__(self, session: Session, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self.setObjectName("labelBar")
        self.setAccessibleName("Labels")
        self.setFixedHeight(scaled(metrics.LABEL_BAR))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hidden: frozenset[str] = frozenset()
        self._made: dict[bool, list[Chip]] = {}
        self._relations = False
        self._caption = QLabel("Relation", self)
        set_look(self._caption, "muted")
        self.more = MoreButton(self)
        self.more.clicked.connect(self._show_more)
        actions.labels_changed.connect(self._make_chips)
        session.mode_changed.connect(self._follow)
        session.following.settled.connect(self._follow)
        session.dataset_opened.connect(self._show_all)
        self._make_chips()

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(scaled(500), scaled(metrics.LABEL_BAR))

    def minimumSizeHint(self) -> QSize:
        """Room for the menu of labels."""
        return QSize(scaled(120), scaled(metrics.LABEL_BAR))

    def chips(self) -> list[Chip]:
        """The chips that are seen, from the left."""
        return [chip for chip in self._chips if chip.isVisibleTo(self)]

    # -- chips ------------------------------------------------------------------------------------

    def _labels(self) -> tuple[EntityLabel | RelationLabel, ...]:
        scheme = self._session.scheme
        labels = scheme.relations if self._relations else scheme.entities
        return tuple(label for label in labels if label.on)

    @property
    def _chips(self) -> list[Chip]:
        """The chips of the kind of label that is shown, made when it is first shown."""
        if self._relations not in self._made:
            self._made[self._relations] = [self._chip(label) for label in self._labels()]
        return self._made[self._relations]

    def _make_chips(self) -> None:
        for old in (chip for chips in self._made.values() for chip in chips):
            old.hide()
            old.deleteLater()
        self._made.clear()
        self._show_kind()

    def _show_kind(self) -> None:
        for chip in self._made.get(self._relations, []):
            chip.hide()
        self._relations = self._wants_relations()
        self._mark()
        self._arrange()

    def _chip(self, label: EntityLabel | RelationLabel) -> Chip:
        colour = label.colour or "azure"
        chip = Chip(label.name, colour, self._key(label.name), relation=self._relations, parent=self)
        chip.setToolTip(label.guideline)
        chip.clicked.connect(lambda: self._press(chip.label))
        if not self._relations:
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(partial(self._show_menu, chip))
        return chip

    def _action_id(self, name: str) -> str:
        return f"{'relation' if self._relations else 'span'}.relabel.{name}"

    def _key(self, name: str) -> str:
        native = QKeySequence.SequenceFormat.NativeText
        return self._actions[self._action_id(name)].shortcut().toString(native)

    def _press(self, name: str) -> None:
        self._actions[self._action_id(name)].trigger()

    def _wants_relations(self) -> bool:
        return self._session.relating is not None or self._session.selected_relation is not None

    def _follow(self) -> None:
        if self._wants_relations() != self._relations:
            self._show_kind()
        elif any(chip.armed != self._is_armed(chip) for chip in self._chips):
            self._mark()
            self._arrange()

    def _is_armed(self, chip: Chip) -> bool:
        return not self._relations and chip.label == self._session.armed

    def _mark(self) -> None:
        for chip in self._chips:
            chip.set_armed(self._is_armed(chip))
            chip.set_concealed(not self._relations and chip.label in self.hidden)

    # -- places -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._caption.setVisible(self._relations)
        left = _LEFT
        if self._relations:
            left = self._put(self._caption, left) + 4
        shown = self._fitting(self.width() - left - _LEFT)
        for chip in self._chips:
            chip.setVisible(chip in shown)
        for chip in shown:
            left = self._put(chip, left)
        rest = len(self._chips) - len(shown)
        self.more.setVisible(rest > 0)
        self.more.setText(f"{rest} more")
        self._put(self.more, left)

    def _put(self, widget: QWidget, left: int) -> int:
        size = widget.sizeHint()
        widget.setGeometry(left, (self.height() - 1 - size.height()) // 2, size.width(), size.height())
        return left + size.width() + _GAP

    def _fitting(self, room: int) -> list[Chip]:
        """The chips that there is room for; an armed one always is among them."""
        widths = [chip.sizeHint().width() + _GAP for chip in self._chips]
        if sum(widths) - _GAP <= room:
            return list(self._chips)
        self.more.setText(f"{len(self._chips)} more")
        room -= self.more.sizeHint().width()
        armed = next((n for n, chip in enumerate(self._chips) if chip.armed), None)
        shown, used = [], 0 if armed is None else widths[armed]
        for n, width in enumerate(widths):
            if n == armed:
                shown.append(n)
            elif used + width <= room:
                shown.append(n)
                used += width
            else:
                break
        if armed is not None and armed not in shown:
            shown.append(armed)
        return [self._chips[n] for n in shown]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground and the line below."""
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.surface)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.border)
        painter.end()

    # -- menus ------------------------------------------------------------------------------------

    def _show_more(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        seen = {chip.label for chip in self.chips()}
        for label in self._labels():
            if label.name not in seen:
                self._add_entry(menu, label)
        if self.hidden and not self._relations:
            menu.addSeparator()
            menu.addAction("Show all labels", self._show_all)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _add_entry(self, menu: Menu, label: EntityLabel | RelationLabel) -> None:
        # The key is shown only: bound twice it would fall silent.
        key = self._key(label.name)
        words = label.name.replace("&", "&&") + (f"\t{key}" if key else "")
        mark = swatch_icon(label.colour or "azure", relation=self._relations)
        menu.addAction(mark, words, partial(self._press, label.name))

    def _show_menu(self, chip: Chip, place: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = chip.label
        fill_label_menu(
            menu,
            self._session,
            name,
            accept=partial(self.accept_asked.emit, name),
            reject=partial(self.reject_asked.emit, name),
            hidden=name in self.hidden,
            hide=partial(self._toggle_hidden, name),
        )
        menu.popup(chip.mapToGlobal(place))

    # -- hiding -----------------------------------------------------------------------------------

    def _toggle_hidden(self, name: str) -> None:
        self._set_hidden(self.hidden ^ {name})

    def _show_all(self) -> None:
        self._set_hidden(frozenset())

    def _set_hidden(self, hidden: frozenset[str]) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            self._mark()
            self.hidden_changed.emit(hidden)
