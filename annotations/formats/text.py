"""Reading an article's text from a file, the standard input or the clipboard, untouched.

What comes out is what the file holds, code point for code point; only a byte order mark is left out.
"""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

import msgspec

from annotations.errors import GoldspanError
from annotations.formats import guess
from annotations.formats.magic import looks_like
from annotations.offsets import lone_surrogate

LIMIT = 100_000_000
"""Bytes from which on a text is refused: no article, and more than the window can lay out."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MANY_CONTROLS = 0.1
_SOME_CONTROLS = 0.02
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HALF_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


class Undecodable(GoldspanError):
    """A file that is no text in the encodings that fit: the person may know better and choose one."""


class TextFile(msgspec.Struct, frozen=True):
    """A text and how it was read.

    `encoding` is a codec name. `certain` is False where it was guessed: the person is shown it, and can
    choose another; `alternatives` are the codecs that fit too, the likelier first.
    """

    text: str
    encoding: str
    certain: bool = True
    alternatives: tuple[str, ...] = ()


def encoding_name(encoding: str) -> str:
    """What people call an encoding: `Cyrillic (Windows-1251)` for `cp1251`."""
    return guess.ENCODINGS.get(encoding, encoding)


def read_text(path: Path, encoding: str | None = None) -> TextFile:
    """The text of a file, in `encoding` if one is given, else in the one that fits.

    Raises GoldspanError for what is missing, no file, not readable, too large, empty, or no text.
    """
    return decode_text(_bytes_of(path), path.name, encoding)


def decode_text(data: bytes, name: str, encoding: str | None = None) -> TextFile:
    """The text of bytes that came from `name` (for the sentences); else as `read_text`."""
    if len(data) >= LIMIT:
        raise _too_large(name)
    if not data.strip(b" \t\r\n\v\f\0"):
        raise _empty(name)
    kind = looks_like(data)
    if kind is not None:
        raise GoldspanError(f"{name} looks like {kind}, not a text. Save it as plain text and open that.")
    read = _chosen(data, name, encoding) if encoding else _found(data, name)
    if not read.text.strip():
        raise _empty(name)
    return read


def clipboard_text(text: str) -> str:
    """A pasted text as it is, or GoldspanError where it is empty, too large or not valid Unicode."""
    if not text.strip():
        raise GoldspanError("The clipboard holds no text. Copy an article's text, then paste it.")
    if len(text) >= LIMIT:
        raise GoldspanError(
            "The text on the clipboard is too long: 100 million characters or more. Paste a part."
        )
    check_text(text, "The text on the clipboard")
    return text


def check_text(text: str, name: str) -> None:
    """Raise GoldspanError with the place of the first lone surrogate, which no file can hold."""
    at = lone_surrogate(text)
    if at is not None:
        raise GoldspanError(
            f"{name} holds half a surrogate pair ({ord(text[at]):#06x}) at {_place(text, at)}, which is no "
            "character. Take it out, then try again."
        )


def _bytes_of(path: Path) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise GoldspanError(f"{path} is a folder. Choose a text file in it.")
        if not stat.S_ISREG(about.st_mode):
            raise GoldspanError(
                f"{path} is a device or a pipe, not a file. Save its text in a file and open that."
            )
        if about.st_size >= LIMIT:
            raise _too_large(path.name)
        with path.open("rb") as file:
            return file.read(LIMIT)
    except FileNotFoundError as error:
        raise GoldspanError(
            f"{path} is not there: moved, renamed or removed. Look for its new place."
        ) from error
    except PermissionError as error:
        raise GoldspanError(f"{path} may not be read by you. Change its permissions, or copy it.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise GoldspanError(
            f"{path} could not be read ({reason}). Check the disk, or copy the file."
        ) from error


def _too_large(name: str) -> GoldspanError:
    return GoldspanError(f"{name} is too large for an article: 100 MB or more. Split it into articles first.")


def _empty(name: str) -> GoldspanError:
    return GoldspanError(f"{name} is empty: there is no text in it. Choose another file.")


def _chosen(data: bytes, name: str, encoding: str) -> TextFile:
    try:
        codec = codecs.lookup(encoding).name
        mark = next((m for m, of in _MARKS if data.startswith(m) and codec in (of, of[:6], "utf-8-sig")), b"")
        text = str(data.removeprefix(mark), encoding)
    except LookupError as error:  # also a codec that is no text encoding
        raise GoldspanError(
            f"There is no text encoding “{encoding}”. Choose another, such as utf-8."
        ) from error
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise GoldspanError(
            f"{name} is not in {encoding_name(encoding)}: byte {at + 1} does not fit. "
            "Choose another encoding."
        ) from error
    check_text(text, name)
    return TextFile(text, encoding)


def _found(data: bytes, name: str) -> TextFile:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return TextFile(_marked(data.removeprefix(mark), name, codec), codec)
    controls = guess.control_share(data[:LIMIT])
    if b"\x1b$" not in data and controls <= _MANY_CONTROLS:
        try:
            return TextFile(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            _refuse_broken_utf8(data, name, error)
    wide = guess.wide(data)
    if wide:
        other = {"le": "be", "be": "le"}[wide[-2:]]
        return TextFile(data.decode(wide), wide, False, (wide[:-2] + other,))
    if controls > _SOME_CONTROLS:
        raise Undecodable(
            f"{name} looks like binary data, not a text. Save it as plain text, or choose its encoding."
        )
    return _guessed(data, name)


def _guessed(data: bytes, name: str) -> TextFile:
    candidates = guess.legacy(data)
    for n, codec in enumerate(candidates):
        if guess.decodes(data, codec):
            return TextFile(data.decode(codec), codec, False, tuple(candidates[n + 1 :]))
    if guess.decodes(data, "utf-8"):
        return TextFile(data.decode("utf-8"), "utf-8")
    raise Undecodable(
        f"{name} is in no encoding that is known here. Save it as UTF-8, or choose its encoding."
    )


def _marked(data: bytes, name: str, codec: str) -> str:
    """The text after a byte order mark, which leaves no doubt about the encoding."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec)
        what = (
            "half a surrogate pair" if "surrogate" in error.reason else f"bytes that are not {codec.upper()}"
        )
        raise GoldspanError(
            f"{name} holds {what} at {_place(before, len(before))}. "
            "Mend it in an editor and save it as UTF-8."
        ) from error


def _refuse_broken_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> None:
    """Raise where `data` is UTF-8 but for a few bytes: any other encoding would garble all of the rest."""
    before = data[: error.start].decode("utf-8")
    place = _place(before, len(before))
    if _HALF_PAIR.match(data, error.start):
        raise GoldspanError(
            f"{name} holds half a surrogate pair at {place}, which is no character. "
            "Take it out, then try again."
        ) from error
    sound = sum(len(m.group()) for m in _SEQUENCE.finditer(data))
    beyond = len(re.findall(rb"[\x80-\xff]", data))
    if sound >= 6 and sound >= 0.75 * beyond:
        raise Undecodable(
            f"{name} is UTF-8 but for byte {data[error.start]:#04x} at {place}. "
            "Mend it in an editor, or choose another encoding."
        ) from error


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, character {at - (text.rfind(chr(10), 0, at) + 1) + 1}"
