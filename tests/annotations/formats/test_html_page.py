"""The HTML page: text and spans are all there, nothing is taken for markup, nothing else is loaded."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given

from annotations.document import Document
from annotations.formats import html_page
from annotations.formats.format import Holds, Writing
from annotations.formats.html_marks import escaped
from annotations.formats.record import Record
from annotations.formats.report import Report
from annotations.model import ArticleState, Relation, Span, State, Status
from annotations.palette import label_colour
from annotations.scheme import EntityLabel, LabelScheme, RelationLabel
from tests.annotations.formats.documents import documents
from tests.annotations.formats.gold_samples import ODD, article, span

SCHEME = LabelScheme(
    "s", (EntityLabel("PER", "azure"), EntityLabel("ORG", "#123456")), (RelationLabel("leads", "green"),)
)


class Page(HTMLParser):
    """The lines of each text, and what each mark covers by its span's number."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.covered: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.tags: set[str] = set()
        self._open: list[str] = []
        self._in_line = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag == "p":
            self._in_line = True
            self.lines.append("")
        elif tag == "mark":
            self._open.append(given.get("id") or "")
        elif tag == "b" and self._in_line:
            self.labels[self._open[-1]] = given["data-label"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._in_line = False
            assert not self._open, "a mark is closed in its line"
        elif tag == "mark":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._in_line:
            self.lines[-1] += data
            for id in {id for id in self._open if id}:
                self.covered[id] = self.covered.get(id, "") + data


def page_of(document: Document, folder: Path, report: Report | None = None) -> tuple[str, Page]:
    path = folder / "page.html"
    html_page.write([Record(document)], path, Writing(SCHEME), report or Report())
    content = path.read_bytes().decode()
    page = Page()
    page.feed(content)
    return content, page


def pictured(text: str) -> str:
    """A text as the page shows it."""
    return "".join(
        chr(0x2400 + ord(c)) if c < " " and c != "\t" else "\u2421" if c == "\x7f" else c for c in text
    )


@given(documents(Holds(), states=(State.ACCEPTED, State.SUGGESTED)))
def test_text_and_spans_are_whole(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _, page = page_of(document, Path(folder))
    assert page.lines == [pictured(line) for line in re.split(r"\r\n|\n|\r", document.text)]
    spans = sorted(document.spans.values(), key=document.place)
    for n, found in enumerate(spans):
        inner = document.text_of(found)
        if inner.strip("\r\n") == inner and f"a1-{n}" in page.covered:
            first = re.split(r"\r\n|\n|\r", inner)[0]
            assert pictured(first).startswith(page.covered[f"a1-{n}"])
            assert page.labels[f"a1-{n}"] == found.label


def test_nested_and_crossing_spans(tmp_path: Path) -> None:
    text = "abcdefgh"
    bounds = [(0, 8, "PER"), (1, 4, "ORG"), (3, 6, "ORG"), (3, 4, "PER")]
    spans = [Span(f"s{n}", a, b, label, State.ACCEPTED) for n, (a, b, label) in enumerate(bounds)]
    content, page = page_of(Document(article(text), ArticleState(), spans), tmp_path)
    assert page.lines == [text]
    assert page.covered == {"a1-0": text, "a1-1": "bcd", "a1-2": "d", "a1-3": "d"}
    line = re.search(r'<p dir="auto">(.*)</p>', content)
    assert line
    pieces = re.sub(r"<i></i><b[^>]*></b>", "", line[1])
    pieces = re.sub(r'<mark class="((?:first |last )*)[^>]*>', r"<\1>", pieces).replace(" >", ">")
    assert (
        pieces
        == "<first last>a<first last>bc<first><first last>d</mark></mark></mark><last>ef</mark>gh</mark>"
    )


def test_a_span_over_a_line_break_goes_on_in_the_next_line(tmp_path: Path) -> None:
    text = "Acme\r\nInc."
    content, page = page_of(
        Document(article(text), ArticleState(), [span("s1", text, "Acme\r\nInc")]), tmp_path
    )
    assert page.lines == ["Acme", "Inc."]
    assert re.findall(r'<mark class="([^"]*)"', content) == ["first l2", "last l2"]


def test_nothing_is_taken_for_markup(tmp_path: Path) -> None:
    text = '<script>alert(1)</script> & "it\'s" </p>'
    spans = [span("s1", text, "<script>", '"><img src=x>'), span("s2", text, "it's", "PER")]
    relations = [Relation("r1", "s1", "s2", "</style>'", State.ACCEPTED)]
    made = Document(article(text, title="<h1>&"), ArticleState(), spans, relations)
    content, page = page_of(made, tmp_path)
    assert page.lines == [text]
    assert "img" not in page.tags
    assert "h1" not in page.tags
    assert content.count("<script>") == 1
    assert escaped("\0<") == "\u2400&lt;"


def test_the_page_loads_nothing(tmp_path: Path) -> None:
    content, page = page_of(Document(article(ODD), ArticleState(), [span("s1", ODD, "Ada")]), tmp_path)
    assert re.findall(r"https?://[^\"' ]*", content) == ["http://www.w3.org/2000/svg"]
    assert not {"link", "img", "iframe", "object"} & page.tags
    assert not re.search(r"\bsrc=|@import|url\(", content)


def test_labels_have_the_colours_of_the_scheme_in_both_themes(tmp_path: Path) -> None:
    spans = [span("s1", ODD, "Ada", "PER"), span("s2", ODD, "Moscow", "NEW")]
    relations = [Relation("r1", "s1", "s2", "leads", State.ACCEPTED)]
    content, _ = page_of(Document(article(ODD), ArticleState(), spans, relations), tmp_path)
    for dark in (False, True):
        found = label_colour("azure", dark=dark)
        assert f".l0 {{ --fill: {found.fill}; --pale: {found.pale}; --line: {found.line}; }}" in content
        assert f"--line: {label_colour('green', dark=dark).line}; }}" in content
    assert 'class="relation r0"' in content
    assert '<li class="l2"><span></span>NEW <small>1</small></li>' in content


def test_states_are_told_apart_and_rejected_ones_left_out(tmp_path: Path) -> None:
    spans = [
        span("s1", ODD, "Ada", "PER", state=State.SUGGESTED, score=0.874),
        span("s2", ODD, "Moscow", "ORG", state=State.REJECTED),
        span("s3", ODD, "met", "ORG"),
    ]
    relations = [
        Relation("r1", "s1", "s3", "leads", State.SUGGESTED, score=0.5),
        Relation("r2", "s1", "s2", "leads", State.REJECTED),
    ]
    report = Report()
    content, page = page_of(
        Document(article(ODD), ArticleState(Status.DONE), spans, relations), tmp_path, report
    )
    assert page.labels == {"a1-0": "PER 0.87", "a1-1": "ORG"}
    assert 'class="first last l0 suggested"' in content
    assert '<li class="r0 suggested" data-head="a1-0" data-child="a1-1" data-label="leads 0.50">' in content
    assert "undecided <small>2</small>" in content
    assert [*report.left] == ["a rejected span", "a rejected relation"]


def test_several_articles_make_one_page(tmp_path: Path) -> None:
    records = [Record(Document(article("x", id=f"a{n}", title=f"T{n}"), ArticleState())) for n in range(3)]
    written = html_page.write(records, tmp_path / "p.html", Writing(SCHEME), Report())
    content = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert written.records == content.count("<section>") == 3
    assert written.bytes == len(content.encode())


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs a browser")
def test_a_browser_draws_each_relation(tmp_path: Path) -> None:
    text = "Ada met Bob.\nLater she met Eve."
    spans = [span("s1", text, "Ada", "PER"), span("s2", text, "Bob", "PER"), span("s3", text, "Eve", "PER")]
    relations = [
        Relation("r1", "s1", "s2", "leads", State.ACCEPTED),
        Relation("r2", "s3", "s1", "leads", State.ACCEPTED),
    ]
    page_of(Document(article(text), ArticleState(), spans, relations), tmp_path)
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run(
        ["chromium", *options, "--virtual-time-budget=3000", "--dump-dom", (tmp_path / "page.html").as_uri()],
        capture_output=True,
        check=True,
        timeout=100,
    ).stdout.decode()
    assert shown.count('<path class="arc"') == 3, "one within a line, and two pieces of one across lines"
    assert shown.count("<svg") == 2
