"""What a reader yields and a writer takes: one article with its annotations and what is known of the work."""

from __future__ import annotations

import msgspec

from annotations.document import Document


class Record(msgspec.Struct, frozen=True):
    """One article of a file. `seconds` is the time spent on it, `annotator` who did it or empty.

    `twice` counts the spans and relations that stood there twice and stand once now. The article's `key` is
    0, and its `id` is empty where the file names none. `place` is where it stands (`line 12`), for sentences.
    """

    document: Document
    seconds: float = 0
    annotator: str = ""
    twice: int = 0
    place: str = ""
