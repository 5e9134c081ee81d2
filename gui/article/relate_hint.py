"""The small panel at the foot of the article while a relation is drawn: from where, and which keys help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QLabel

from gui.article.view import ArticleView
from gui.icons import icon_pixmap
from gui.session import Session
from gui.theme import scaled, set_look, theme_keeper
from gui.widgets.elided import ElidedLabel
from gui.widgets.keycap import KeyCap

_FOOT = 16
_SHADOW = QColor(0, 0, 0, 56)


class RelateHint(QFrame):
    """Floats over the view, centred above its lower edge; the pinned end shows there too."""

    def __init__(self, view: ArticleView, session: Session) -> None:
        super().__init__(view)
        self._view, self._session = view, session
        set_look(self, "floating")
        self._icon, self._way, self._head, self._words = QLabel(), QLabel(), ElidedLabel(), QLabel()
        set_look(self._head, "strong")
        set_look(self._words, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._way)
        row.addWidget(self._head)
        row.addSpacing(4)
        row.addWidget(self._words)
        row.addSpacing(4)
        row.addWidget(_upright())
        row.addSpacing(4)
        for key, words in (("Shift+R", "reverse"), ("Esc", "cancel")):
            row.addWidget(KeyCap(key))
            label = QLabel(words)
            set_look(label, "muted")
            row.addWidget(label)
            row.addSpacing(4)
        self.setGraphicsEffect(
            QGraphicsDropShadowEffect(self, blurRadius=20, xOffset=0, yOffset=3, color=_SHADOW)
        )
        view.installEventFilter(self)
        session.mode_changed.connect(self._refresh)
        theme_keeper().themeChanged.connect(self._refresh)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the view changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _refresh(self) -> None:
        session, document = self._session, self._session.document
        relating = session.relating
        head = relating.head if relating is not None else session.pinned
        if document is None or head not in document.spans:
            self.hide()
            return
        self._icon.setPixmap(
            icon_pixmap("spline" if relating else "pin", "text", 18, self.devicePixelRatioF())
        )
        text = " ".join(document.text_of(document.spans[head]).split())
        self._head.setText(text)
        if relating is None:
            self._way.setText("Pinned")
            self._words.setText("scroll to the other end, then R, or drag to it")
        else:
            self._way.setText("Relate to" if relating.reversed else "Relate from")
            typed = f"{relating.typed}…, " if relating.typed else ""
            self._words.setText(
                "choose the relation" if relating.child else f"{typed}type a letter, then the relation’s key"
            )
        self.setAccessibleName(f"{self._way.text()} {text}. {self._words.text()}")
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        area = self._view.viewport().geometry()
        most = QSize(max(200, area.width() - 2 * _FOOT), scaled(40))
        self.resize(self.sizeHint().boundedTo(most).expandedTo(QSize(0, scaled(38))))
        self.move(
            area.x() + (area.width() - self.width()) // 2, area.bottom() - self.height() - scaled(_FOOT)
        )


def _upright() -> QFrame:
    line = QFrame()
    set_look(line, "upright")
    return line
