"""PySide6 6.12.0 on Python 3.11 drops a reference to `None` at each call that returns nothing; Python dies.

In a child process, since a broken binding takes its process down. From Python 3.12 on `None` is immortal, and
its count does not move; there the test shows that the calls do not kill the process.
"""

import subprocess
import sys

CALLS = 20_000
COUNT = """
import sys
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
thing, widget, image = QObject(), QWidget(), QImage(8, 8, QImage.Format.Format_ARGB32)
layout, painter = QTextLayout("a"), QPainter(image)
calls = {
    "QObject.setObjectName": lambda: thing.setObjectName("a"),
    "QWidget.update": lambda: widget.update(),
    "QWidget.setCursor": lambda: widget.setCursor(Qt.CursorShape.ArrowCursor),
    "QImage.fill": lambda: image.fill(0),
    "QPainter.translate": lambda: painter.translate(0.0, 0.0),
    "QTextLayout.setPosition": lambda: layout.setPosition(QPointF()),
}
for name, call in calls.items():
    call()
    before = sys.getrefcount(None)
    for _ in range(int(sys.argv[1])):
        call()
    print(name, sys.getrefcount(None) - before, flush=True)
painter.end()
"""


def test_calls_that_return_nothing_leave_none_alone() -> None:
    child = subprocess.run([sys.executable, "-c", COUNT, str(CALLS)], capture_output=True, text=True)
    drift = {name: int(change) for name, change in (line.split() for line in child.stdout.splitlines())}
    assert child.returncode == 0, f"died after {drift}: {child.stderr[-2000:]}"
    assert len(drift) == 6
    assert {name: change for name, change in drift.items() if abs(change) > CALLS // 100} == {}
