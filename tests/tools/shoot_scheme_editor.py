"""Take pictures of the label scheme editor.

`python -m tests.tools.shoot_scheme_editor FOLDER [light|dark [WIDTH HEIGHT]]`.
With `QT_SCALE_FACTOR=2` the pictures are of 200 %.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotations.scheme_file import default_scheme
from gui.dialogs.scheme_editor import SchemeEditor
from gui.theme import apply_theme

COUNTS = {
    name: (count, articles)
    for name, count, articles in (
        ("PERSON", 1204, 120),
        ("NORP", 688, 97),
        ("ORG", 911, 117),
        ("GPE", 1377, 118),
        ("LOC", 142, 60),
        ("DATE", 806, 119),
        ("TIME", 97, 41),
        ("CARDINAL", 203, 77),
        ("FAC", 64, 22),
        ("EVENT", 38, 12),
        ("LAW", 21, 9),
    )
}
RELATIONS = {"met_with": (112, 40), "leads": (85, 51), "located_in": (230, 88), "member_of": (48, 20)}


def main(folder: Path, theme: str, size: tuple[int, int]) -> None:
    """Show the editor in its main states and save each as a PNG."""
    app = QApplication([])
    apply_theme("dark" if theme == "dark" else "light")
    editor = SchemeEditor(default_scheme(), COUNTS, RELATIONS)
    editor.resize(*size)
    editor.show()
    editor.activateWindow()
    QTest.qWaitForWindowExposed(editor)
    scale = round(editor.devicePixelRatio() * 100)

    def shoot(state: str) -> None:
        QTest.qWait(50)
        editor.grab().save(str(folder / f"scheme-{state}-{theme}-{size[0]}-{scale}.png"))

    editor.relations.table.choose(2)
    editor.entities.table.choose(3)
    editor.details.name.setFocus()
    shoot("entity")
    QTest.keyClicks(editor.details.key, "3")
    shoot("clash")
    editor.relations.table.setFocus()
    editor.matrix.table.setFocus()
    editor.matrix.table.setCurrentIndex(editor.matrix.model.index(1, 1))
    shoot("relation")
    editor.close()
    app.quit()


if __name__ == "__main__":
    folder, theme, width, height = (sys.argv[1:] + ["light", "1138", "752"][len(sys.argv) - 2 :])[:4]
    main(Path(folder), theme, (int(width), int(height)))
