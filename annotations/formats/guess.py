"""Which encoding bytes without a byte order mark are in."""

from __future__ import annotations

import re
import unicodedata

LEGACY: dict[str, str] = {
    "cp1252": "Western European (Windows-1252)",
    "iso8859_15": "Western European (ISO-8859-15)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859_2": "Central European (ISO-8859-2)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "koi8_u": "Cyrillic (KOI8-U)",
    "cp866": "Cyrillic (DOS 866)",
    "cp1253": "Greek (Windows-1253)",
    "iso8859_7": "Greek (ISO-8859-7)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1258": "Vietnamese (Windows-1258)",
    "cp874": "Thai (Windows-874)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "iso2022_jp": "Japanese (ISO-2022-JP)",
    "gb18030": "Chinese, simplified (GB18030)",
    "big5hkscs": "Chinese, traditional (Big5)",
    "cp949": "Korean (CP949, EUC-KR)",
    "mac_roman": "Western European (Mac Roman)",
    "cp850": "Western European (DOS 850)",
    "cp437": "Western European (DOS 437)",
}
"""The legacy encodings that are looked for, likelier ones first, and what people call them."""

UNICODE: dict[str, str] = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16-le": "Unicode (UTF-16, little endian)",
    "utf-16-be": "Unicode (UTF-16, big endian)",
    "utf-32-le": "Unicode (UTF-32, little endian)",
    "utf-32-be": "Unicode (UTF-32, big endian)",
}
"""The encodings of Unicode and what people call them."""

ENCODINGS = UNICODE | LEGACY
"""What a person can choose from: codec names as Python knows them, and what people call them."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 1 << 17
_PUNCTUATION = frozenset("‚„…†‡‰‹›‘’“”•–—™€£¥§©®«»°·±×½¼¾¿¡ \xad")
"""What an English text has beyond ASCII: too little to guess by, and Windows-1252 as a rule."""


def control_share(data: bytes) -> float:
    """The share of bytes that no text has a use for, 0 to 1."""
    return len(_CONTROL.findall(data)) / max(1, len(data))


def wide(data: bytes) -> str | None:
    """The UTF-16 or UTF-32 codec that `data` is clearly in, without a mark, or None.

    Clear: zero bytes in it, all of it decodes, every character is assigned and none is a control.
    """
    if b"\0" not in data[:_SAMPLE]:
        return None
    for size, codecs in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        if len(data) % size == 0:
            clear = [codec for codec in codecs if _clear(data[: _SAMPLE - _SAMPLE % size], codec)]
            if len(clear) == 1:
                return clear[0]
            if len(clear) == 2:
                return _one_script(data[:_SAMPLE])
    return None


def legacy(data: bytes) -> list[str]:
    """The legacy encodings that `data` may be in, the likeliest first; a long one is judged by a sample."""
    if re.search(rb"\x1b(\$[@B]|\([BJ])", data) and decodes(data, "iso2022_jp"):
        return ["iso2022_jp"]
    sample, fits = _sample(data)
    if not fits or ("cp1252" in fits and _only_punctuation(sample)):
        return fits
    from charset_normalizer import from_bytes

    found: list[str] = []
    for match in from_bytes(sample, cp_isolation=fits):
        same = match.could_be_from_charset
        found += [codec for codec in fits if codec in same and codec not in found]
    return found + [codec for codec in fits if codec not in found] if found else []


def decodes(data: bytes, codec: str) -> bool:
    """Whether all of `data` is valid in `codec`."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _clear(data: bytes, codec: str) -> bool:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if error.end < len(data):
            return False
        text = data[: error.start].decode(codec)
    return not any(map(_odd, set(text) - set("\t\n\v\f\r\x85")))


def _one_script(data: bytes) -> str | None:
    """The byte order in which the characters come from few blocks of Unicode; the wrong one scatters them."""
    even, odd = len(set(data[::2])), len(set(data[1::2]))
    if 2 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-be" if even < odd else "utf-16-le"


def _odd(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs")


def _only_punctuation(data: bytes) -> bool:
    return {c for c in data.decode("cp1252") if not c.isascii()} <= _PUNCTUATION


def _sample(data: bytes) -> tuple[bytes, list[str]]:
    """What a guess needs, the lines that are not plain ASCII, and the codecs that decode it."""
    sample = data if len(data) <= _SAMPLE else _telling(data)
    best: tuple[bytes, list[str]] = (sample, [])
    for cut in range(4 if sample is not data else 1):  # the sample may end in the middle of a character
        piece = sample[: len(sample) - cut]
        fits = [codec for codec in LEGACY if codec != "iso2022_jp" and decodes(piece, codec)]
        if len(fits) > len(best[1]):
            best = (piece, fits)
    return best


def _telling(data: bytes) -> bytes:
    lines: list[bytes] = []
    size = 0
    for line in re.finditer(rb"[^\n]*[\x80-\xff][^\n]*\n?", data):
        piece = line.group()[: _SAMPLE - size]
        lines.append(piece)
        size += len(piece)
        if size >= _SAMPLE:
            break
    return b"".join(lines)
