"""Nothing leaves the machine: neither the window nor its worker asks for an address or connects to one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
ROOT = Path(__file__).resolve().parents[2]

WATCH = """
import os, socket, sys

def look(event, arguments):
    asked = event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")
    if asked or event == "socket.connect" and arguments[0].family != getattr(socket, "AF_UNIX", None):
        with open(os.environ["WATCHED"], "a") as file:
            print(event, arguments[1:], file=file)

sys.addaudithook(look)
with open(os.environ["WATCHED"], "a") as file:
    print("watched", file=file)
"""
"""Read by every Python as it starts, the worker's too."""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotations.exporting import Chosen, Job
from gui import app

def begin():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "mainWindow")
    desk = window.desk

    def suggested(document, _):
        desk.settings.set("undecided", "accept")
        desk.finish.done(go_on=False)
        dataset = desk.session.dataset.path
        desk.exporting.start(Job(Chosen(str(dataset)), sys.argv[2], "goldspan"))
        QTimer.singleShot(0, look)

    def look():
        if not desk.exporting.running:
            print(len(desk.session.document.spans), "PySide6.QtNetwork" in sys.modules)
            window.close()
        else:
            QTimer.singleShot(50, look)

    desk.suggesting.finished.connect(suggested)
    desk.files.open_paths([Path(sys.argv[1])])

if __name__ == "__main__":
    application = QApplication(["goldspan"])
    QTimer.singleShot(0, begin)
    sys.exit(app.main([]))
"""


def test_from_raw_to_gold_without_the_network(tmp_path: Path) -> None:
    article, gold, watched = tmp_path / "rescue.txt", tmp_path / "gold.jsonl", tmp_path / "watched"
    shutil.copy(RESOURCES / "rescue.txt", article)
    (tmp_path / "sitecustomize.py").write_text(WATCH, "utf-8")
    script = tmp_path / "window.py"
    script.write_text(WINDOW, "utf-8")
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, str(script), str(article), str(gold)],
        env=os.environ | {"PYTHONPATH": paths, "WATCHED": str(watched)},
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert (done.returncode, done.stderr) == (0, "")
    spans, has_qt_network = done.stdout.split()
    assert int(spans) > 15
    assert has_qt_network == "False"
    assert gold.read_bytes().count(b"\n") == 1
    lines = watched.read_text("utf-8").splitlines()
    assert lines.count("watched") >= 2, "the window and its worker"
    assert set(lines) == {"watched"}
