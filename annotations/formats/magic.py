"""What a file that is no text looks like, by its first bytes."""

from __future__ import annotations

import re

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (rb"\s*%PDF-\d", "a PDF document"),
    (rb"\{\\rtf\d", "a Rich Text (RTF) document"),
    (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument", "an OpenDocument file"),
    (rb"PK\x03\x04.{26}mimetypeapplication/epub", "an EPUB book"),
    (rb"PK\x03\x04.{26}(\[Content_Types\]|_rels/|word/|xl/|ppt/)", "a Word, Excel or PowerPoint document"),
    (rb"PK(\x03\x04|\x05\x06)", "a ZIP archive"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint document"),
    (rb"SQLite format 3\x00", "an SQLite database"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (rb"\xff\xd8\xff", "a JPEG picture"),
    (rb"GIF8[79]a.[\x00-\x1f].[\x00-\x1f]", "a GIF picture"),
    (rb"II\*\x00|MM\x00\*", "a TIFF picture"),
    (rb"BM.{4}\x00\x00\x00\x00", "a BMP picture"),
    (rb"RIFF.{4}WEBP", "a WebP picture"),
    (rb"RIFF.{4}WAVE", "a WAV sound"),
    (rb"ID3[\x02-\x04]\x00", "an MP3 sound"),
    (rb"OggS\x00", "an Ogg sound or film"),
    (rb".{4}ftyp", "an MP4 film or a HEIC picture"),
    (rb"\x1a\x45\xdf\xa3", "a Matroska or WebM film"),
    (rb"\x1f\x8b\x08", "a gzip archive"),
    (rb"BZh[1-9]1AY&SY", "a bzip2 archive"),
    (rb"\xfd7zXZ\x00", "an xz archive"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|MZ[^\n]{0,60}\x00", "a program"),
)


def looks_like(data: bytes) -> str | None:
    """What kind of file begins with `data`, with its article (“a PDF document”), or None for none known."""
    head = data[:512]
    return next((name for pattern, name in _SIGNATURES if re.match(pattern, head, re.DOTALL)), None)
