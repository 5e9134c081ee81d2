"""Reading texts: every encoding, untouched; and a sentence for all that is no text."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import GoldspanError
from annotations.formats import text as texts
from annotations.formats.text import clipboard_text, decode_text, encoding_name, read_text
from tests.annotations.formats.gold_samples import ODD, not_root

SAMPLES = {
    "cp1252": "Der Bürgermeister von Köln traf die Außenministerin – „schön“, sagte er. Es dauerte länger.",
    "cp1250": "Premiér České republiky se setkal s prezidentem v Praze, žádná dohoda však uzavřena "
    "nebyla. Příští týden",
    "cp1251": "Президент России Владимир Путин встретился с премьер-министром Армении в Москве.",
    "koi8_r": "Президент России Владимир Путин встретился с премьер-министром Армении в Москве.",
    "cp1253": "Ο πρωθυπουργός της Ελλάδας συναντήθηκε με τον πρόεδρο στην Αθήνα την Πέμπτη.",
    "cp1255": "ראש הממשלה נפגש עם הנשיא בירושלים ביום חמישי",
    "cp1256": "التقى الرئيس رئيس الوزراء في القاهرة يوم الخميس",
    "shift_jis": "ロシアのプーチン大統領は水曜日にモスクワでアルメニアの首相と会談した。",
    "euc_jp": "ロシアのプーチン大統領は水曜日にモスクワでアルメニアの首相と会談した。",
    "iso2022_jp": "ロシアのプーチン大統領は水曜日にモスクワでアルメニアの首相と会談した。",
    "gb18030": "俄罗斯总统普京周三在莫斯科会见了亚美尼亚总理。双方讨论了撤军问题。",
    "big5": "俄羅斯總統普京週三在莫斯科會見了亞美尼亞總理。雙方討論了撤軍問題。",
    "euc_kr": "러시아 대통령은 수요일 모스크바에서 아르메니아 총리를 만났다.",
}
MARKS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "article.txt"


@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("content", [ODD, "\r\na\rb\n\n", "\ufeffa b\0"])
def test_a_mark_says_the_encoding_and_is_no_part_of_the_text(path: Path, encoding: str, content: str) -> None:
    path.write_bytes(MARKS[encoding] + content.encode(encoding))
    read = read_text(path)
    assert (read.text, read.encoding, read.certain) == (content, encoding, True)


@given(st.text(st.characters(codec="utf-8"), min_size=1).map(lambda t: f"Article: {t}"))
def test_utf8_is_read_code_point_for_code_point(content: str) -> None:
    controls = sum(c < " " or c == "\x7f" for c in content) / len(content.encode())
    if controls <= 0.1:
        assert decode_text(content.encode(), "x").text == content


@pytest.mark.parametrize("encoding", [e for e in MARKS if e != "utf-8"])
@pytest.mark.parametrize("sample", ["cp1252", "cp1251", "cp1255", "euc_kr"])
def test_wide_text_without_a_mark_is_found_where_it_is_clear(encoding: str, sample: str) -> None:
    read = decode_text(SAMPLES[sample].encode(encoding), "x")
    assert (read.text, read.encoding, read.certain) == (SAMPLES[sample], encoding, False)
    assert read.alternatives


@pytest.mark.parametrize("encoding", SAMPLES)
@pytest.mark.parametrize("times", [1, 4000])
def test_legacy_encodings_are_found_and_said_to_be_guessed(encoding: str, times: int) -> None:
    content = "\r\n".join([SAMPLES[encoding]] * times)
    read = decode_text(content.encode(encoding), "x")
    assert read.text == content
    assert not read.certain
    assert encoding_name(read.encoding) != read.encoding


def test_a_large_legacy_text_in_one_line_is_sampled_between_characters() -> None:
    content = SAMPLES["shift_jis"] * 4001
    assert decode_text(b"x" + content.encode("shift_jis"), "x").text == "x" + content


def test_english_with_typographic_quotes_is_windows_1252() -> None:
    content = "The mayor’s office said on Tuesday that “nothing” had been decided – yet…"
    assert decode_text(content.encode("cp1252"), "x").text == content


def test_the_person_can_choose_another_encoding(path: Path) -> None:
    path.write_bytes(SAMPLES["koi8_r"].encode("koi8_r"))
    guess = read_text(path)
    assert "koi8_u" in guess.alternatives
    chosen = read_text(path, "koi8_u")
    assert (chosen.text, chosen.certain) == (SAMPLES["koi8_r"], True)
    with pytest.raises(GoldspanError, match=r"is not in Unicode \(UTF-8\): byte 1 does not fit"):
        read_text(path, "utf-8")
    for odd in ("no-such", "rot13", "hex"):
        with pytest.raises(GoldspanError, match=f"no text encoding “{odd}”"):
            read_text(path, odd)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_a_chosen_encoding_leaves_the_mark_out_too(path: Path, encoding: str) -> None:
    codec = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    path.write_bytes(MARKS[codec] + ODD.encode(codec))
    assert read_text(path, encoding).text == ODD


BINARY = {
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a ZIP archive": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(20) + b"a.txt",
    "a Word, Excel or PowerPoint document": b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
    "an OpenDocument file": b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
    "an old Word, Excel or PowerPoint document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9),
    "a Rich Text (RTF) document": rb"{\rtf1\ansi Hello}",
    "a PNG picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a JPEG picture": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "an SQLite database": b"SQLite format 3\0\x10\0",
    "a gzip archive": b"\x1f\x8b\x08\0",
    "a program": b"\x7fELF\x02\x01",
    "binary data": zlib.compress(os.urandom(5000)),
}


@pytest.mark.parametrize("kind", BINARY)
def test_what_is_no_text_is_refused_by_what_it_looks_like(path: Path, kind: str) -> None:
    path.write_bytes(BINARY[kind])
    with pytest.raises(GoldspanError) as caught:
        read_text(path)
    assert f"article.txt looks like {kind}, not a text. " in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"PK is a code", b"BM and MZ", b"MZ\n", b"GIF89a is a format", b"II* III*"]
)
def test_a_text_that_begins_like_a_signature_is_a_text(content: bytes) -> None:
    assert decode_text(content, "x").text == content.decode()


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \0", "\u2028\u00a0".encode(), bytes(9)]
)
def test_an_empty_text_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(GoldspanError, match=r"article\.txt is empty"):
        read_text(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Müller\nKöln".encode() + b"\xed\xa0\xbd" + "é".encode(), "surrogate pair at line 2, character 5"),
        (
            b"\xff\xfe" + "a\nb".encode("utf-16-le") + b"\x3d\xd8" + b"c\0",
            "surrogate pair at line 2, character 2",
        ),
        (
            "Müller, Köln,\nÉva ".encode() + b"\xff" + "ő".encode(),
            "UTF-8 but for byte 0xff at line 2, character 5",
        ),
        (
            b"\xff\xfe\0\0" + b"a\0\0\0" + b"\xff\xff\xff\xff",
            "bytes that are not UTF-32-LE at line 1, character 2",
        ),
    ],
)
def test_broken_unicode_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(GoldspanError) as caught:
        decode_text(content, "article.txt")
    assert said in str(caught.value)


def test_what_is_not_there_or_no_file_is_said(path: Path, tmp_path: Path) -> None:
    for wrong, said in (
        (path, "is not there"),
        (tmp_path, "is a folder"),
        (Path("a\0b"), "could not be read"),
    ):
        with pytest.raises(GoldspanError, match=said):
            read_text(wrong)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(GoldspanError, match="is a device or a pipe"):
        read_text(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_may_not_be_read_is_said(path: Path) -> None:
    path.write_text("a")
    path.chmod(0)
    with not_root(), pytest.raises(GoldspanError, match="may not be read by you"):
        read_text(path)


def test_a_file_of_100_mb_is_refused_without_reading_it(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(texts.LIMIT)
    with pytest.raises(GoldspanError, match=r"article\.txt is too large for an article: 100 MB"):
        read_text(path)


def test_a_pasted_text_is_taken_as_it_is_or_refused_with_the_place() -> None:
    assert clipboard_text(ODD) == ODD
    with pytest.raises(GoldspanError, match=r"\(0xdc00\) at line 2, character 3"):
        clipboard_text("a\nbc\udc00d")
    with pytest.raises(GoldspanError, match="holds no text"):
        clipboard_text(" \n")


def test_naughty_strings_of_other_people_are_read(shared: Path) -> None:
    path = shared / "data" / "real" / "articles" / "blns_odd_unicode.txt"
    assert read_text(path).text.encode() == path.read_bytes()
