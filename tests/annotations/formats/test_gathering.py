"""Files and folders that a person chooses are parted by what they are."""

from __future__ import annotations

from pathlib import Path

from annotations.formats.format import Reading
from annotations.formats.gathering import UNREAD, gather, read_all
from annotations.formats.report import Report

SPANS = "article,span,start,end,label,text,state,sources,score,note\na,s1,0,3,PERSON,Ada,accepted,person,,\n"
RELATIONS = "article,relation,head,child,label,state,sources,score,note\n"
TEXTS = "article,title,source,status,text\na,A,,done,Ada 👩‍🚀 left.\n"


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def found(*paths: Path) -> list[tuple[str, str]]:
    return [(each.path.name, each.format.id if each.format else "") for each in gather(paths)]


def test_the_files_of_one_table_are_one(tmp_path: Path) -> None:
    put(tmp_path, news_csv=SPANS, news_relations_csv=RELATIONS, news_texts_csv=TEXTS)
    assert found(tmp_path) == [("news.csv", "csv")]
    assert found(*sorted(tmp_path.iterdir())) == [("news.csv", "csv")]
    records = list(read_all(gather([tmp_path / "news.texts.csv"]), Reading(), Report()))
    assert [record.document.text for record in records] == ["Ada 👩‍🚀 left."]
    assert len(records[0].document.spans) == 1


def test_a_brat_corpus_in_folders_of_folders_is_found(tmp_path: Path) -> None:
    put(tmp_path, a__b__one_txt="Ada left.", a__b__one_ann="T1\tPERSON 0 3\tAda\n", a__two_txt="Bo left.")
    assert found(tmp_path) == [(tmp_path.name, "brat")]
    assert len(list(read_all(gather([tmp_path]), Reading(), Report()))) == 2


def test_texts_of_a_folder_are_one_unless_some_are_data(tmp_path: Path) -> None:
    put(tmp_path, a_txt="Ada left.", deep__b_txt="Bo left.")
    assert found(tmp_path) == [(tmp_path.name, "text")]
    put(tmp_path, c_txt='{"id": 1, "text": "Cy left.", "label": [[0, 2, "PERSON"]]}\n')
    assert sorted(found(tmp_path)) == [("a.txt", "text"), ("b.txt", "text"), ("c.txt", "doccano")]


def test_what_nothing_reads_is_named(tmp_path: Path) -> None:
    put(tmp_path, a_txt="Ada left.", README_md="About it.", b_pdf="%PDF-1.7", _hidden_txt="no")
    report = Report()
    records = list(read_all(gather([tmp_path]), Reading(), report))
    assert [record.document.text for record in records] == ["Ada left."]
    assert [place.partition("/")[2] for place in report.left[UNREAD].places] == ["README.md", "b.pdf"]


def test_one_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (each,) = gather([tmp_path / "empty"])
    assert each.format is None
    assert "nothing in the folder" in each.problem
    (gone,) = gather([tmp_path / "gone.jsonl"])
    assert "is not there" in gone.problem


def test_a_file_that_is_none_lets_the_others_in(tmp_path: Path) -> None:
    put(tmp_path, a_jsonl='{"id": 1, "text": "Ada left.", "label": []}\n', b_jsonl="nothing\n")
    items = gather([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    forced = [each._replace(format=items[0].format) for each in items]
    report = Report(skip_bad=True)
    assert len(list(read_all(forced, Reading(), report))) == 1
    assert "b.jsonl" in report.bad[0]
