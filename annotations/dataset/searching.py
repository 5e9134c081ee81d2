"""What a person types into the search, as words for the index and as parts of a text for a scan."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u318f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese, Yi: scripts without blanks between words."""

_ACCENTS = re.compile("[\u0300-\u036f]")

_SHORTEST = 3


class Search:
    """A search for all words of `query`, the last of which may be a beginning, in any case.

    Where words are short or their script has no blanks, the index finds nothing useful: then parts of the
    text are looked for instead, by reading it.
    """

    def __init__(self, query: str) -> None:
        self._query = query
        self.parts = query.casefold().split()
        """What a text must have, all of them, folded."""
        self.folds = any(part.upper() != part for part in self.parts)
        """Whether case matters to them at all, so that texts have to be folded."""

    @cached_property
    def words(self) -> list[str]:
        """The words as the index cuts them: at everything that is neither letter nor digit."""
        return _words(self._query)

    @property
    def scans(self) -> bool:
        """Whether texts have to be read."""
        return bool(_UNSPACED.search(self._query)) or all(len(word) < _SHORTEST for word in self.words)

    @property
    def pattern(self) -> str:
        """What the index is asked for. Titles are kept folded: ß is looked for as it is and as ss."""
        parts = []
        for n, word in enumerate(self.words, 1):
            forms = [f'"{form}"' for form in dict.fromkeys((word, *_words(word.casefold())))]
            star = " *" if n == len(self.words) else ""
            parts.append("(" + " OR ".join(form + star for form in forms) + ")")
        return " AND ".join(parts)

    def fits(self, title: str, text: str) -> bool:
        """Whether all parts are there; `title` comes folded already."""
        if self.folds:
            text = text.casefold()
        return all(part in text or part in title for part in self.parts)


def _words(query: str) -> list[str]:
    plain = _ACCENTS.sub("", unicodedata.normalize("NFC", query))
    cut = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in plain)
    return cut.split()
