"""Importing in the real window: the dialog, what comes in, what is said, and what stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotations.dataset import Dataset
from annotations.model import State, Status
from gui.dialogs.import_dialog import ImportDialog
from gui.dialogs.import_report import ImportReportDialog
from gui.main_window import MainWindow
from tests.annotations.formats.test_docbin import foreign
from tests.gui.person import Person, click

ODD = "🧑‍🚀 cafe\u0301\r\nשלום\u00a0\u2028\tAda\0 Lund"


def doccano(path: Path, texts: list[str], label: str = "PERSON", *, bad: int = -1) -> Path:
    """Write texts with a span on their first three characters; the one numbered `bad` has a longer one."""
    with path.open("w", encoding="utf-8") as file:
        for n, text in enumerate(texts):
            end = len(text) + 9 if n == bad else 3
            file.write(json.dumps({"id": n, "text": text, "label": [[0, end, label]]}) + "\n")
    return path


@pytest.fixture
def dialog(qtbot: QtBot) -> Callable[[], ImportDialog]:
    """Waits for the import dialog, and until it has looked into its file."""

    def wait() -> ImportDialog:
        def found() -> ImportDialog | None:
            modal = QApplication.activeModalWidget()
            return modal if isinstance(modal, ImportDialog) else None

        qtbot.waitUntil(lambda: found() is not None)
        shown = found()
        assert shown is not None
        qtbot.waitUntil(lambda: not shown.busy)
        return shown

    return wait


@pytest.fixture(autouse=True)
def no_dialog_stays(window: MainWindow) -> Iterator[None]:
    yield
    for found in window.findChildren(ImportDialog):
        found.reject()


@pytest.fixture
def ended(window: MainWindow, qtbot: QtBot) -> Callable[[], str]:
    """Waits for the end of the import; what the bar says."""

    def wait() -> str:
        qtbot.waitUntil(lambda: not window.desk.importing.busy, timeout=20_000)
        return window.desk.bar.message()

    return wait


def titles(window: MainWindow) -> list[str]:
    assert window.desk.session.dataset is not None
    return [row.title for row in window.desk.session.dataset.queue()]


def test_a_file_of_another_tool_comes_in_with_its_labels(
    person: Person,
    window: MainWindow,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    path = doccano(tmp_path / "export.jsonl", [ODD, "Ada left."], "ROBOT")
    window.desk.files.open_paths([path])
    shown = dialog()
    assert [item.format.id for item in shown.files.items if item.format] == ["doccano"]
    assert shown.preview.list.count() == 2
    assert "ROBOT 2" in shown.preview.words()
    assert "Not in the label scheme: ROBOT" in shown.preview.words()
    shown.go.click()
    said = ended()
    assert "2 articles imported." in said
    assert "New in the label scheme: ROBOT (2)." in said
    session = window.desk.session
    label = session.scheme.entity("ROBOT")
    assert label is not None
    assert label.colour
    assert label.key
    assert session.dataset is not None
    assert session.dataset.scheme == session.scheme
    document = session.dataset.load(max(session.dataset.keys()) - 1)
    assert document.text == ODD
    assert document.state.status is Status.DONE
    assert [(s.start, s.end, s.label) for s in document.spans.values()] == [(0, 3, "ROBOT")]
    assert person.document.article.title == "Talks 1", "what was open stays open"


def test_what_is_chosen_decides_over_gold_and_labels(
    person: Person,
    window: MainWindow,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    before = person.session.scheme
    window.desk.files.open_paths([doccano(tmp_path / "export.jsonl", ["Ada left."], "ROBOT")])
    shown = dialog()
    shown.choices.gold.setCurrentIndex(2)
    shown.choices.labels.setChecked(False)
    shown.go.click()
    assert "Not in the label scheme: ROBOT (1)." in ended()
    dataset = person.session.dataset
    assert dataset is not None
    assert dataset.scheme == before
    (span,) = dataset.load(max(dataset.keys())).spans.values()
    assert span.state is State.SUGGESTED


def test_the_same_file_twice_is_found(
    person: Person,
    window: MainWindow,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    path = doccano(tmp_path / "export.jsonl", ["Ada left.", "Bo left."])
    for said in (
        "2 articles imported.",
        "0 articles imported. 2 articles were left out: their text is there already.",
    ):
        window.desk.files.open_paths([path])
        dialog().go.click()
        assert ended() == said
    window.desk.files.open_paths([path])
    shown = dialog()
    shown.choices.twins.setCurrentIndex(1)
    shown.go.click()
    assert ended() == "2 articles imported."
    assert len(titles(window)) == 6
    assert person.session.dataset is not None


def test_a_bad_record_stops_it_and_can_be_left_out(
    person: Person,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    path = doccano(tmp_path / "export.jsonl", ["Ada left.", "Bo left.", "Cy left."], bad=1)
    window.desk.files.open_paths([path])
    shown = dialog()
    assert "line 2" in shown.preview.words()
    shown.go.click()
    said = ended()
    assert "export.jsonl, line 2" in said
    assert said.endswith("Nothing was imported.")
    assert titles(window) == ["Talks 1", "Talks 2"]
    (skip,) = window.desk.bar.buttons()
    assert skip.text() == "Skip it and go on"
    click(skip)
    said = ended()
    assert said == "2 articles imported. 1 bad record was left out."
    (show,) = window.desk.bar.buttons()
    click(show)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ImportReportDialog))
    report = QApplication.activeModalWidget()
    assert isinstance(report, ImportReportDialog)
    assert "PERSON: 2" in report.report
    assert "export.jsonl, line 2" in report.report
    report.close()
    assert person.session.dataset is not None


def test_a_decision_made_meanwhile_is_kept_and_a_cancelled_import_leaves_nothing(
    person: Person,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    path = doccano(tmp_path / "export.jsonl", [f"Article number {n}." for n in range(20_000)])
    window.desk.files.open_paths([path])
    dialog().go.click()
    importing, status = window.desk.importing, window.statusBar()
    qtbot.waitUntil(lambda: "read" in importing.counted)
    assert status.imported.isVisible()
    assert "Importing export.jsonl" in status.imported.text()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    person.view.setFocus()
    person.session.select([person.span("Oslo").id])
    person.press("A")
    assert importing.busy
    assert person.state("Oslo") is State.ACCEPTED
    click(status.imported.stop)
    assert ended() == "The import was cancelled. Nothing was imported."
    assert not status.imported.isVisible()
    assert titles(window) == ["Talks 1", "Talks 2"]
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []
    assert person.state("Oslo") is State.ACCEPTED


def test_closing_the_dataset_cancels_the_import(
    person: Person, window: MainWindow, qtbot: QtBot, tmp_path: Path, dialog: Callable[[], ImportDialog]
) -> None:
    assert person.session.dataset is not None
    place = person.session.dataset.path
    path = doccano(tmp_path / "export.jsonl", [f"Article number {n}." for n in range(20_000)])
    window.desk.files.open_paths([path])
    dialog().go.click()
    qtbot.waitUntil(lambda: "read" in window.desk.importing.counted)
    window.desk.files.close_dataset()
    qtbot.waitUntil(lambda: not window.desk.importing.busy, timeout=20_000)
    with Dataset.open(place) as dataset:
        assert dataset.totals().articles == 2
    assert window.desk.bar.isHidden()


def test_with_nothing_open_a_new_dataset_is_made(
    window: MainWindow,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    window.desk.files.open_paths([doccano(tmp_path / "export.jsonl", ["Ada left.", "Bo left."], "ROBOT")])
    shown = dialog()
    shown.choices.set_place(tmp_path / "robots")
    shown.go.click()
    assert "2 articles imported into robots.goldspan." in ended()
    session = window.desk.session
    assert session.dataset is not None
    assert session.dataset.path == tmp_path / "robots.goldspan"
    assert [label.name for label in session.scheme.entities] == ["ROBOT"]
    assert session.document is not None
    assert session.document.text == "Ada left."


def test_a_new_dataset_of_a_bad_file_is_not_left(
    window: MainWindow, tmp_path: Path, dialog: Callable[[], ImportDialog], ended: Callable[[], str]
) -> None:
    window.desk.files.open_paths([doccano(tmp_path / "export.jsonl", ["Ada left."], bad=0)])
    shown = dialog()
    shown.choices.set_place(tmp_path / "robots")
    shown.go.click()
    assert "line 1" in ended()
    assert not (tmp_path / "robots.goldspan").exists()
    assert window.desk.session.dataset is None


def test_a_folder_of_many_formats_comes_in_as_each_is(
    person: Person,
    window: MainWindow,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    ended: Callable[[], str],
) -> None:
    folder = tmp_path / "corpus"
    (folder / "brat" / "deep").mkdir(parents=True)
    (folder / "brat" / "deep" / "a.txt").write_text("Ada left.", "utf-8")
    (folder / "brat" / "deep" / "a.ann").write_text("T1\tPERSON 0 3\tAda\n", "utf-8")
    doccano(folder / "export.jsonl", ["Bo left."])
    (folder / "tokens.conll").write_text("Cy B-PER\nleft O\n", "utf-8")
    foreign(folder / "docs.spacy")
    (folder / "README.md").write_text("About this.", "utf-8")
    window.desk.files.open_paths([folder])
    shown = dialog()
    found = [item.format.id for item in shown.files.items if item.format]
    assert found == ["brat", "spacy", "doccano", "conll"]
    shown.files.list.setCurrentRow(1)
    shown.go.click()
    said = ended()
    assert "articles imported." in said
    assert "Not all that was there could be kept." in said
    dataset = person.session.dataset
    assert dataset is not None
    texts = [dataset.load(key).text for key in list(dataset.keys())]
    assert {"Ada left.", "Bo left.", "Cy left"} < {text.strip() for text in texts}


def test_files_are_added_taken_away_and_read_otherwise(
    person: Person, window: MainWindow, qtbot: QtBot, tmp_path: Path, dialog: Callable[[], ImportDialog]
) -> None:
    assert person.session.dataset is not None
    lines, table = tmp_path / "lines.conll", tmp_path / "table.csv"
    lines.write_text("Ada left.\nBo left.\n", "utf-8")
    table.write_text("number,wording\n1,Ada left.\n2,Bo left.\n", "utf-8")
    window.desk.dialogs.ask_import([lines])
    shown = dialog()
    shown.files.choose_format("text")
    shown.choices.split.setCurrentIndex(1)
    shown.choices.split.activated.emit(1)
    qtbot.waitUntil(lambda: shown.preview.list.count() == 2)
    shown.add_paths([table])
    qtbot.waitUntil(lambda: len(shown.files.items) == 2)
    shown.files.list.setCurrentRow(1)
    shown.files.choose_format("csv")
    qtbot.waitUntil(lambda: not shown.busy)
    assert "wording" in shown.preview.words()
    shown.choices.column.setCurrentIndex(shown.choices.column.findData("wording"))
    shown.choices.reading_changed.emit()
    qtbot.waitUntil(lambda: shown.preview.list.count() == 2)
    shown.files.list.setCurrentRow(0)
    click(shown.files.remove)
    assert [item.path for item in shown.files.items] == [table]
    assert shown.plan.reading.column == "wording"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "is empty: there is nothing to read"),
        ("{not json\n", "no format that can be read"),
        ("\x00\x01\x02", "no format that can be read"),
    ],
)
def test_what_is_no_data_cannot_be_imported(
    person: Person,
    window: MainWindow,
    tmp_path: Path,
    dialog: Callable[[], ImportDialog],
    words: str,
    said: str,
) -> None:
    assert person.session.dataset is not None
    path = tmp_path / "broken.jsonl"
    path.write_text(words, "utf-8")
    window.desk.dialogs.ask_import([path])
    shown = dialog()
    assert not shown.go.isEnabled()
    assert said in shown.preview.words()


def test_plain_texts_open_at_once_and_pasted_data_is_asked_about(
    person: Person, window: MainWindow, tmp_path: Path, dialog: Callable[[], ImportDialog]
) -> None:
    text = tmp_path / "a.txt"
    text.write_text(ODD, "utf-8", newline="")
    window.desk.files.open_paths([text])
    assert person.document.text == ODD
    QGuiApplication.clipboard().setText('{"text": "Ada left.", "spans": []}\n')
    window.desk.files.paste()
    assert dialog().files.items[0].format is not None
    QApplication.activeModalWidget().close()
    QGuiApplication.clipboard().setText("Bo left [sic].")
    window.desk.files.paste()
    assert person.document.text == "Bo left [sic]."
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(text))])
    QGuiApplication.clipboard().setMimeData(data)
    window.desk.files.paste()
    assert person.document.text == ODD


def test_conll_in_a_text_file_is_asked_about(
    person: Person, window: MainWindow, tmp_path: Path, dialog: Callable[[], ImportDialog]
) -> None:
    assert person.session.dataset is not None
    path = tmp_path / "eng.testb.txt"
    path.write_text("-DOCSTART- -X- O O\n\nAda NNP I-NP B-PER\nleft VBD O O\n", "utf-8")
    window.desk.files.open_paths([path])
    shown = dialog()
    assert shown.preview.list.count() == 1
    buttons = [b.text() for b in shown.findChildren(QPushButton)]
    assert "Import" in buttons
