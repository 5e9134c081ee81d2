"""The numbers of strings are spaCy's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from spacy.strings import StringStore
from spacy.symbols import NAMES

from annotations.formats.docbin_strings import hash64, strings_of
from tests.annotations.formats.test_docbin import foreign

texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@given(st.lists(texts))
def test_every_string_has_the_number_that_spacy_gives_it(strings: list[str]) -> None:
    known = strings_of(strings)
    store = StringStore()
    for string in ("👩‍🚀 é\r\n\0", "שלום", "eightbyt", "PERSON", "ORG", "a\u2028b", *strings):
        number = store.add(string)
        assert known.get(number, string) == string
        assert number in known or string not in strings
        if number >= len(NAMES):
            assert hash64(string.encode()) == number


def test_the_symbols_are_those_of_the_spacy_that_is_installed() -> None:
    known = strings_of(())
    assert [known[n] for n in range(len(NAMES))] == [name or "" for name in NAMES]


def test_reading_a_file_loads_no_spacy(tmp_path: Path) -> None:
    foreign(tmp_path / "x.spacy")
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from annotations.formats import docbin\n"
        "from annotations.formats.format import Reading\nfrom annotations.formats.report import Report\n"
        "assert list(docbin.read(Path(sys.argv[1]), Reading(), Report()))\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'spacy', 'thinc', 'numpy'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x.spacy")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
