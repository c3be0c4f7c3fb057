"""Bytes as text: which encoding a page is in, line ends made one kind, and what was lost said in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.errors import UnreadableInput

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BINARY = re.compile(
    rb"^(?:%PDF-|\x89PNG|GIF8|\xff\xd8\xff|\x7fELF|MZ|\xd0\xcf\x11\xe0|RIFF|OggS|ID3|BM\S{0,4}\x00\x00)"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
SAMPLE = 50_000  # bytes looked at to guess an encoding
MAX_CONTROL = 0.01  # share of control characters above which bytes are not text


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was in, and a note where characters were guessed or lost."""

    text: str
    encoding: str
    note: str | None = None


def decode_bytes(data: bytes, *, source: str, declared: str | None = None) -> Decoded:
    """Decides which encoding bytes are in and reads them: byte order mark, UTF-8, what HTML declares, the likeliest.

    >>> decode_bytes("Faramir’s".encode("cp1252"), source="page.txt").text
    'Faramir’s'

    Raises `UnreadableInput` for bytes that are no text. Line ends become "\\n"; a NUL or other control character
    becomes a space, so that offsets hold in every store.
    """
    if _BINARY.match(data):
        raise UnreadableInput(f"{source} is not text but a binary file; give HTML or plain text", source=source)
    decoded = _by_mark(data) or _by_trying(data, declared)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    controls = len(_CONTROL.findall(text[:SAMPLE]))
    if controls > max(2, MAX_CONTROL * min(len(text), SAMPLE)):
        raise UnreadableInput(f"{source} is not text but binary data; give HTML or plain text", source=source)
    return Decoded(_CONTROL.sub(" ", text), decoded.encoding, decoded.note)


def clean_text(text: str) -> str:
    """A text that came decoded (a row's column), with the same line ends and controls as a file's."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub(" ", text)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates, as broken JSON escapes leave them
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = (
                data[len(mark) :].decode(encoding, "replace")
                if encoding == "utf-8"
                else data.decode(encoding, "replace")
            )
            return Decoded(text, encoding, _lost(text))
    return None


def _by_trying(data: bytes, declared: str | None) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start > 200 and _almost_utf8(data):
            text = data.decode("utf-8", "replace")
            return Decoded(text, "utf-8", "some bytes are not valid UTF-8 and were replaced")
    meta = _META_CHARSET.search(data[:4096])
    for name in (declared, meta[1].decode("ascii") if meta else None, _guess(data)):
        if name is None:
            continue
        try:
            name = "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
            text = data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        return Decoded(text, name, f"read as {name}")
    text = data.decode("cp1252", "replace")
    return Decoded(text, "cp1252", _lost(text) or "the encoding was guessed as cp1252")


def _almost_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 with a few broken places: far more valid multi-byte characters than invalid ones."""
    text = data[:SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(1 for c in text if ord(c) > 127) - broken > 4 * broken


def _guess(data: bytes) -> str | None:
    """The likeliest encoding; Western single-byte pages go to cp1252, which charset guessers take for many others."""
    sample = data[:SAMPLE]
    high = [b for b in sample if b > 127]
    if b"\x00" not in sample and len(high) <= 0.05 * len(sample):
        try:
            sample.decode("cp1252")
            return "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return None if best is None else best.encoding


def _lost(text: str) -> str | None:
    return "some bytes could not be read and were replaced" if "\ufffd" in text else None
