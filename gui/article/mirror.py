"""The article view shows what the session says: one way, from the session to the view."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from annotations.model import Change
from gui.article.focus import focus_on
from gui.article.targets import Targets
from gui.article.view import ArticleView
from gui.session import Session
from gui.settings import Settings
from gui.widgets.announce import announce

HOVER_MS = 120
"""How long a span or an arc is hovered before all that is not joined to it fades."""


class Mirror(QObject):
    """Keeps one view in step with the session and the preferences."""

    def __init__(self, view: ArticleView, session: Session, settings: Settings) -> None:
        super().__init__(view)
        self._view, self._session, self._settings = view, session, settings
        self.targets = Targets(view, session)
        self._hovered = ""
        self._hover_timer = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._hover_timer.timeout.connect(self.refresh_focus)
        session.opened.connect(self._opened)
        session.retitled.connect(view.show_title)
        session.changed.connect(self._changed)
        session.scheme_changed.connect(lambda: view.set_scheme(session.scheme))
        session.selection_changed.connect(self._selected)
        session.mode_changed.connect(self._mode_changed)
        session.reveal.connect(view.ensure_visible)
        settings.changed.connect(self._setting_changed)
        view.zoomChanged.connect(lambda zoom: settings.set("zoom", zoom))
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        view.set_zoom(float(settings.get("zoom")))
        view.set_reading_font(str(settings.get("reading_font")))
        for name in ("show_rejected", "show_spans", "show_relations"):
            self._setting_changed(name)

    def hover(self, annotation_id: str, line: int = -1) -> None:
        """Show what is under the pointer; a moment later all that is not joined to it fades."""
        document = self._session.document
        is_span = document is not None and annotation_id in document.spans
        self._view.set_hovered(annotation_id if is_span else "", line)
        if annotation_id != self._hovered:
            self._hovered = annotation_id
            self._hover_timer.start()

    def refresh_focus(self) -> None:
        """Bring the arcs of what is hovered or selected forward, and fade the others."""
        document = self._session.document
        if document is None or self._session.relating is not None:
            return
        focus = focus_on(
            document,
            hovered=self._hovered or None,
            selected=self._session.selection.ids,
            pinned=self._session.pinned or None,
            only_selected=bool(self._settings.get("only_own_relations")),
            rejected=bool(self._settings.get("show_rejected")),
        )
        self._view.set_focus_on(focus.kept, focus.relations or None)

    def _opened(self) -> None:
        self._hovered = ""
        self._view.set_document(self._session.document, self._session.scheme)
        if self._settings.get("reflow") == "never":
            self._view.set_reflowed(False)

    def _changed(self, change: Change) -> None:
        self._view.apply(change)
        announce(self._view, change.text)
        self.refresh_focus()

    def _selected(self) -> None:
        selection = self._session.selection
        self._view.set_selected(selection.ids)
        if selection.range is not None:
            if self._view.showing.selection != selection.range:
                self._view.set_selection_range(*selection.range)
        elif selection.ids:
            self._view.set_selection_range(None)
        self.refresh_focus()

    def _mode_changed(self) -> None:
        relating = self._session.relating
        self.targets.refresh()
        if relating is None:
            self._view.set_relating(None)
            self.refresh_focus()
        else:
            self._view.set_relating(self.targets.rest, source=relating.head, target=relating.child)

    def _scrolled(self) -> None:
        if self._session.relating is not None and not self._session.relating.child:
            self._mode_changed()

    def _setting_changed(self, name: str) -> None:
        value = self._settings.get(name)
        if name == "zoom":
            self._view.set_zoom(float(value))
        elif name == "reading_font":
            self._view.set_reading_font(str(value))
        elif name == "reflow":
            self._view.set_reflowed(value != "never")
        elif name == "show_rejected":
            self._view.show_rejected(bool(value))
        elif name == "show_spans":
            self._view.show_labels(bool(value))
        elif name == "show_relations":
            self._view.show_relations(bool(value))
        elif name == "only_own_relations":
            self.refresh_focus()
