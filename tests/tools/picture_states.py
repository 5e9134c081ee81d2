"""The main states of the window, one after the other, for the camera."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotations.dataset import Dataset, Sort, Wanted
from annotations.dataset.pace import note_finished
from annotations.edits import spans
from annotations.exporting import Chosen, Job
from annotations.model import Change, Edit, Relation, Span, State
from annotations.paths import data_dir
from annotations.scheme_file import default_scheme
from gui import hands
from gui.dialogs.export import ExportDialog
from gui.dialogs.palette import Palette
from gui.dialogs.scheme.merging import LabelMerge, confirm_merge
from gui.icons import app_icon
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import apply_theme
from resources.loader import read_text
from tests.tools.camera import Camera

HEADLINES = (
    "Ferry timetable changes from March",
    "Council approves the river bridge after a long night",
    "Harbour talks end with a deal",
    "Grain harvest falls for the second year",
    "Orchestra names new conductor",
    "Tribunal hears border case",
    "Vaccine trial enters third phase",
    "Rail union and ministry reach an agreement",
    "Weather: storm reaches the coast",
    "Museum returns bronze figures",
    "Cup final moved to Saturday",
    "Parliament debates water law",
)

RELABELLED = {
    ("BRINEHAVEN", "ORG"): "GPE",
    ("the Hotel Continental", "ORG"): "FAC",
    ("Solvang", "ORG"): "PERSON",
    ("Almeida", "PRODUCT"): "PERSON",
}
"""Suggestions of the sample that a person would correct: words and label, and the label that is right."""

REJECTED = ("a third", "340")

DECIDED_UP_TO = "Marta Kessler"

HEBREW = (
    "ירושלים – שרת האוצר של נורווגיה, אינגריד סולבנג, נפגשה ביום שלישי עם ראש ממשלת פורטוגל באוסלו.\n\n"
    "הארגון NATO הודיע ב־12 במרץ 2024 כי Baltic Freight Group תעביר 340 מכולות מהמבורג.\n\n"
    "وقال المتحدث باسم الحكومة في القاهرة إن المحادثات مع Ingrid Solvang ستستمر يوم الأربعاء.\n"
)

CHINESE = (
    "王毅3月12日在日内瓦会见世界卫生组织总干事，双方就公共卫生合作、疫苗分配和数据共享等问题交换意见，"
    "并同意今年秋天在上海再次会谈。\n\n"
    "「我们欢迎这一步，」发言人说，「航运协会将在六月之前公布新的时间表。」 Baltic Freight Group 没有回应。\n"
)

CROWD = 2000
"""Relations in one screen."""

LONG_TITLE = (
    "The finance ministers of eleven countries on the northern coast agree on a timetable for the dredging "
    "of the main channel, the pilots' pay, and what becomes of the containers of dried cod"
)

LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft met "
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz in "
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch on Tuesday.\n\n"
    "The file is at https://archive.example.org/"
    + "registry-of-harbours-and-their-authorities/" * 3
    + "index.html, said Mr Ng of the International Consortium of Investigative Journalists and Economists.\n"
)


def take_all(folder: Path, theme: str, article: Path | None, only: str) -> int:
    """Show the window in one theme, and take the pictures; the exit code."""
    app = QApplication(["goldspan"])
    app.setApplicationName("Goldspan")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    settings = Settings()
    settings.set("appearance", theme)
    settings.set("undecided", "leave")
    apply_theme(theme)
    window = MainWindow(settings)
    window.show()
    window.activateWindow()
    camera = Camera(window, folder, theme, only)
    try:
        _welcome(camera)
        _queue(camera)
        _article(camera)
        _floating(camera)
        _problems(camera)
        _bars(camera)
        _sizes(camera)
        _scripts(camera)
        _crowded(camera)
        _done(camera)
        if article is not None:
            _other(camera, article)
    finally:
        window.close()
    return 0


def _welcome(camera: Camera) -> None:
    camera.take("welcome-empty")
    home = Path.home() / "Documents" / "annotation"
    home.mkdir(parents=True)
    recent = camera.desk.files.recent
    recent.add(home.parent / "gone" / "newswire-sample.goldspan", 3, 9)
    for name, done, articles in (
        ("interviews-pilot", 60, 60),
        ("court-reports", 811, 2400),
        ("talks", 37, 120),
    ):
        path = home / f"{name}.goldspan"
        path.write_bytes(b"")
        recent.add(path, done, articles)
    camera.window._welcome.refresh()
    camera.take("welcome")


def _queue(camera: Camera) -> None:
    """A dataset of twelve articles, some done, one skipped, one flagged, some not yet looked at."""
    sample = read_text("samples/harbour.txt")
    parts = sample.strip().split("\n\n")
    path = data_dir() / "border-talks.goldspan"
    with Dataset.create(path, default_scheme()) as dataset:
        for n, title in enumerate(HEADLINES):
            text = (
                sample
                if n == 2
                else "\n\n".join(parts[(n + i) % len(parts)] for i in range(2 + n % 4)) + "\n"
            )
            dataset.add_article(text, id=title, title=title)
    camera.desk.files.open_dataset(path)
    camera.suggested()
    for step in (3, 4):
        camera.accept_some(step)
        camera.do("article.done")
        camera.suggested()
    camera.do("article.next")
    camera.suggested()
    camera.do("article.next")
    camera.suggested()
    camera.do("article.skip")
    camera.suggested()
    camera.do("article.flag")
    camera.do("article.next")
    camera.suggested()
    dataset = camera.desk.session.dataset
    if dataset is not None:
        camera.desk.session.open_article(list(dataset.keys())[2])
    camera.suggested()
    _queue_filtered(camera)


def _queue_filtered(camera: Camera) -> None:
    """The queue with a pace, with filters, its menus, and an article that is done."""
    queue, dataset = camera.desk.queue, camera.desk.session.dataset
    if dataset is None:
        return
    for key in list(dataset.keys())[:3]:
        dataset.add_seconds(key, 257)
        note_finished(dataset, key)
    camera.desk.session.queue_changed.emit(0)
    camera.take("queue-pace")
    camera.take_open("queue-menu", queue.filter.more.click)
    camera.take_open("queue-rename", camera.desk.actions["article.rename"].trigger)
    place = queue.list.visualRect(queue.model.index(2, 0)).center()
    camera.take_open("queue-row-menu", lambda: queue.list.customContextMenuRequested.emit(place))
    queue.filter.ask_span_text()
    queue.filter.span_text.setText("oslo")
    queue.filter._choose(Wanted(label="PERSON", sort=Sort.LENGTH, descending=True))
    QTest.qWait(500)
    camera.take("queue-filtered")
    queue.filter.clear()
    here = camera.desk.session.document
    camera.desk.session.open_article(next(iter(dataset.keys())))
    camera.take("queue-reopen")
    if here is not None:
        camera.desk.session.open_article(here.article.key)


def _decide(camera: Camera) -> None:
    """Do what a person would have done with the first paragraphs of the sample."""
    session = camera.desk.session
    document = session.document
    if document is None:
        return
    end = document.text.index(DECIDED_UP_TO)
    for annotation_id in document.undecided_ids():
        annotation = document.get(annotation_id)
        start = annotation.start if isinstance(annotation, Span) else document.place(annotation)[0]
        if start >= end:
            continue
        session.select([annotation_id], reveal=False)
        words = document.text_of(annotation) if isinstance(annotation, Span) else ""
        if label := RELABELLED.get((words, annotation.label)):
            camera.do(f"span.relabel.{label}")
        else:
            camera.do("suggestion.reject" if words in REJECTED else "suggestion.accept")
    for label, head, child in (
        ("met_with", camera.span("Ingrid Solvang"), camera.span("Duarte Almeida")),
        ("leads", camera.span("Almeida"), camera.span("Portugal", 1)),
    ):
        hands.relate(session, head.id, child.id, label)


def _article(camera: Camera) -> None:
    camera.desk.session.select(())
    camera.take("article-suggested")
    _decide(camera)
    view, session = camera.desk.view, camera.desk.session
    view.verticalScrollBar().setValue(0)
    camera.select("Hamburg")
    view.setFocus()
    camera.take("article")
    span = camera.span("Ingrid Solvang")
    camera.move(view.span_rect(span.id).center())
    QTest.qWait(200)
    camera.take("hover")
    undecided = next(s for s in map(session.document.spans.get, session.document.undecided_ids()) if s)
    camera.move(view.span_rect(undecided.id).center())
    QTest.qWait(200)
    camera.take("hover-undecided")
    camera.move(QPointF(2, 2))
    relation = next(iter(session.document.shown_relations()), None)
    if relation is not None:
        session.select([relation.id])
        camera.take("relation-selected")
    camera.do("view.rejected")
    camera.take("rejected-shown")
    camera.do("view.rejected")
    view.verticalScrollBar().setValue(0)
    camera.select("Duarte Almeida")
    camera.do("relation.start")
    camera.take("relate")
    target = camera.span("Portugal").id
    letters = view.showing.letters.get(target, "")
    if letters:
        camera.take_open("relate-choice", lambda: camera.press(*letters.lower()))
    session.relate_from(None)
    camera.take_open("label-menu", lambda: camera.drag_over("settle a quarrel"))
    session.select_range(0, 0)
    session.select(())
    camera.press("3")
    camera.take("armed")
    session.arm("")
    camera.select("Hamburg")
    view.verticalScrollBar().setValue(0)


def _floating(camera: Camera) -> None:
    desk = camera.desk

    def type_accept(palette: QWidget) -> None:
        if isinstance(palette, Palette):
            palette.field.setText("accept")

    camera.take_open("palette", desk.show_palette, type_accept)
    camera.take_open("bulk", desk.bulk.accept_rest)
    camera.take_open("scheme-editor", desk.edit_scheme)
    camera.take_open("preferences", desk.show_preferences)
    camera.take_open("pipeline", desk.dialogs.choose_pipeline)
    _export(camera)
    camera.take_open(
        "import", lambda: _import(camera), lambda dialog: camera.wait_for(lambda: not dialog.busy)
    )
    camera.take_open("keys", desk.show_keys)
    camera.take_open("about", desk.show_about)
    merge = LabelMerge("entity", "ORG", "NORP")
    camera.take_open("merge-labels", lambda: confirm_merge(merge, (1204, 118), (87, 40), camera.window))
    camera.take_open("statistics", lambda: _count(camera))
    camera.take_open("undecided", lambda: desk.dialogs.ask_undecided(14))


def _export(camera: Camera) -> None:
    """The dialog of an export for three formats, and what is said at its end."""
    desk = camera.desk
    dataset = desk.session.dataset
    if dataset is None:
        return

    def look(format_id: str) -> Callable[[QWidget], None]:
        def act(dialog: QWidget) -> None:
            if isinstance(dialog, ExportDialog):
                dialog.choose(format_id)
                camera.wait_for(lambda: dialog.preview.forecast(format_id) is not None)

        return act

    for format_id in ("goldspan", "spacy", "conll"):
        camera.take_open(f"export-{format_id}", desk.exporting.ask, look(format_id))
    out = data_dir() / "border-talks-spacy"
    desk.exporting.start(Job(Chosen(str(dataset.path), "all"), str(out), "spacy", (0.8, 0.2)))
    camera.wait_for(lambda: not desk.exporting.running)
    camera.take("exported-bar")
    desk.exporting.start(Job(Chosen(str(dataset.path), "all"), str(data_dir() / "border.conll"), "conll"))
    camera.wait_for(lambda: not desk.exporting.running)
    camera.take_open("export-left", lambda: desk.bar.buttons()[1].click())
    desk.bar.close_message()


def _count(camera: Camera) -> None:
    camera.desk.dialogs.statistics()
    camera.wait_for(lambda: QApplication.activeModalWidget() is not None)


def _problems(camera: Camera) -> None:
    """What is wrong in the open article, and in all of them."""
    page = camera.desk.problems
    document = camera.desk.session.document
    if document is None:
        return
    start = document.text.index("Almeida")
    for n, (words, label) in enumerate((("Almeida ", "PERSON"), ("Almei", "ORG"))):
        span = Span(f"p{n}", start, start + len(words), label, State.ACCEPTED, ("person",))
        change = Change(document.article.key, "Put", (Edit(None, span),))
        camera.desk.session.do(lambda _, change=change: change)
    camera.wait_for(lambda: not page.live.behind)
    page.go(1)
    camera.take("problems")
    page.check_dataset()
    camera.wait_for(lambda: not page.check.running)
    page.go(1)
    camera.take("problems-all-articles")
    camera.do("edit.undo")
    camera.do("edit.undo")
    page.fields.scope.setCurrentIndex(0)
    camera.window.annotations.kinds.set_current(0)


def _import(camera: Camera) -> None:
    """The import of files of several formats, one of which is in none that is read."""
    home = data_dir() / "from-others"
    home.mkdir(exist_ok=True)
    lines = [
        {
            "id": n,
            "text": f"{title}. Said by Ada Lund.",
            "label": [[0, 5, "EVENT"], [len(title) + 10, len(title) + 18, "PERSON"]],
        }
        for n, title in enumerate(HEADLINES)
    ]
    (home / "desk-export.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    (home / "english.conll").write_text("Ada B-PERS\nLund I-PERS\nleft O\n\nOslo B-LOC\n", "utf-8")
    (home / "clippings.csv").write_text("id,text\n1,Grain harvest falls.\n2,Tribunal hears case.\n", "utf-8")
    (home / "notes.pdf").write_bytes(b"%PDF-1.7 \0\0")
    camera.desk.dialogs.ask_import(
        [home / name for name in ("desk-export.jsonl", "english.conll", "clippings.csv", "notes.pdf")]
    )


def _bars(camera: Camera) -> None:
    desk = camera.desk
    desk.files.open_dataset(Path.home() / "Documents" / "annotation" / "talks.goldspan")
    camera.take("error-bar")
    desk.bar.close_message()
    desk.find_bar.open()
    desk.find_bar.field.setText("Brinehaven")
    camera.wait_for(lambda: bool(desk.find_bar.hits))
    camera.take("find-bar")
    desk.find_bar.close_bar()
    QTest.qWait(300)
    desk.session.select_range(0, 0)
    desk.view.set_selection_range(None)
    camera.select("Hamburg")
    desk.view.verticalScrollBar().setValue(0)


def _sizes(camera: Camera) -> None:
    window = camera.window
    camera.desk.settings.set("zoom", 2.0)
    camera.take("zoom-200")
    camera.desk.settings.set("zoom", 1.0)
    size = window.size()
    window.resize(1024, 700)
    camera.take("small")
    window.resize(900, 600)
    camera.take("narrow")
    window.resize(size)
    camera.desk.settings.set("reading_font", "Sans")
    camera.take("sans")
    camera.desk.settings.set("reading_font", "Serif")


def _scripts(camera: Camera) -> None:
    desk = camera.desk
    cyrillic = data_dir() / "hafen.txt"
    cyrillic.write_bytes("Паром идёт из Осло в Бринхавен. Капитан Анна Ларсен довольна.\r\n".encode("cp1251"))
    desk.files.open_paths([cyrillic])
    camera.suggested()
    camera.take("encoding-bar")
    desk.bar.close_message()
    for name, text, drawn in (
        ("chinese", CHINESE, (("王毅", "PERSON"), ("日内瓦", "GPE"), ("世界卫生组织", "ORG"))),
        ("right-to-left", HEBREW, (("אינגריד סולבנג", "PERSON"), ("אוסלו", "GPE"), ("NATO", "ORG"))),
        ("long-words", LONG, ()),
    ):
        path = data_dir() / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        desk.files.open_paths([path])
        camera.suggested()
        for words, label in drawn:
            start = text.index(words)
            desk.session.select_range(start, start + len(words))
            camera.do(f"span.relabel.{label}")
        camera.take(name)


def _crowded(camera: Camera) -> None:
    """An article with a very long title, and with as many relations as can be between the names on a page."""
    names = (
        "Ana Kurt",
        "Bo Ek",
        "Carl Lund",
        "Dora Mann",
        "Emil Nagy",
        "Finn Olsen",
        "Greta Paz",
        "Hans Roth",
    )
    text = (
        "\n\n".join(" met ".join(names[n % 8 :] + names[: n % 8]) + " in the harbour." for n in range(8))
        + "\n"
    )
    desk = camera.desk
    dataset = desk.session.dataset
    if dataset is None:
        return
    key = dataset.add_article(text, id=LONG_TITLE, title=LONG_TITLE)
    desk.session.open_article(key)
    camera.suggested()
    document = desk.session.document
    if document is None:
        return
    places = [(m.start(), m.end()) for name in names for m in re.finditer(name, text)]
    desk.session.do(lambda d: spans.add_all(d, sorted(places), "PERSON"), rows=len(places))
    camera.wait_for(lambda: not desk.session.busy)
    people = sorted((s for s in document.spans.values() if s.label == "PERSON"), key=lambda s: s.start)
    made = [
        Relation(f"crowd-{a}-{b}", head.id, child.id, "met_with", State.ACCEPTED)
        for a, head in enumerate(people)
        for b, child in enumerate(people)
        if a != b
    ][:CROWD]
    edits = tuple(Edit(None, relation) for relation in made)
    desk.session.do(lambda d: Change(d.article.key, "Relate all", edits), rows=len(made))
    camera.wait_for(lambda: not desk.session.busy)
    desk.session.select(())
    desk.view.verticalScrollBar().setValue(0)
    camera.take("crowded")
    desk.session.select([people[10].id])
    camera.take("crowded-selected")


def _done(camera: Camera) -> None:
    desk = camera.desk
    dataset = desk.session.dataset
    if dataset is not None:
        desk.session.open_article(list(dataset.keys())[2])
    desk.session.select(desk.session.document.undecided_ids(), reveal=False)
    camera.do("suggestion.accept")
    desk.session.select(())
    desk.view.verticalScrollBar().setValue(0)
    camera.take("all-decided")
    camera.desk.finish.done(go_on=False)
    camera.take("done")


def _other(camera: Camera, article: Path) -> None:
    camera.desk.files.open_paths([article])
    camera.suggested()
    camera.take("other")
    camera.accept_some(3)
    camera.desk.view.verticalScrollBar().setValue(0)
    camera.take("other-accepted")


if __name__ == "__main__":
    sys.exit("Run tests/tools/screenshots.py")
