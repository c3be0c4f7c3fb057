"""From paths to pages: which files hold pages, who reads them, and a fault in one never ending the others.

A reader turns one open file into pages. It is known by the ends of file names it is registered for:

    from communique.pages import register_reader

    @register_reader(".eml")
    def read_mail(file, source):
        yield Page(source=source, body=..., media="text")

Readers yield, one at a time and in order, a `Page` or the `InputError` that stands in its place.
"""

from __future__ import annotations

import glob
import gzip
import os
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from communique.errors import InputError, UnreadableInput
from communique.records import Page

Reader = Callable[[BinaryIO, str], Iterator[Page | InputError]]
STDIN = "-"
SPOOL = 16 * 1024 * 1024
_SUFFIX = re.compile(r"\.(?=.*[A-Za-z])[A-Za-z0-9]{1,5}")
_READERS: dict[str, Reader] = {}  # filled by `register_reader` when `communique.pages` is imported


def register_reader(*suffixes: str) -> Callable[[Reader], Reader]:
    """Makes a function the reader of files whose names end so; the longest registered end of a name wins."""

    def add(reader: Reader) -> Reader:
        for suffix in suffixes:
            _READERS[suffix.lower()] = reader
        return reader

    return add


def find_reader(name: str) -> Reader | None:
    """The reader of a file of this name, or None. A `.gz` around another known end is undone on the way.

    >>> find_reader("page.html") is find_reader("PAGE.HTM")
    True
    """
    low = name.lower()
    ends = [s for s in _READERS if low.endswith(s)]
    if ends:
        return _READERS[max(ends, key=len)]
    if low.endswith(".gz"):
        inner = find_reader(low[:-3])
        return None if inner is None else _unzipped(inner)
    return None


def known_suffixes() -> tuple[str, ...]:
    """The ends of file names that have a reader, sorted."""
    return tuple(sorted(_READERS))


def find_inputs(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | InputError]:
    """Decides which files a call's paths mean: files as they are, folders with all below them, patterns, "-".

    In the order given; inside a folder by name, depth last. Hidden files and files without a reader are passed over in
    folders, never when named. What cannot be found is an `InputError` in its place.
    """
    for given in paths:
        path = os.fspath(given)
        if path == STDIN or Path(path).is_file():
            yield path
        elif Path(path).is_dir():
            yield from _in_folder(path)
        elif glob.has_magic(path):
            found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # a pattern may be absolute
            if not found:
                yield UnreadableInput(f"no file matches {path}", source=path)
            for each in found:
                yield from _in_folder(each) if Path(each).is_dir() else (each,)
        else:
            yield UnreadableInput(f"{path} does not exist", source=path)


def read_pages(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Page | InputError]:
    """Reads every page that the paths hold, one at a time and in order; what cannot be read is yielded as its error.

    >>> list(read_pages(["no-such-file.txt"]))[0].source
    'no-such-file.txt'

    Memory does not grow with the number of pages. How a page becomes an article is left to `read_article`.
    """
    for path in find_inputs(paths):
        if isinstance(path, InputError):
            yield path
        else:
            yield from _read_path(path)


def read_stream(file: BinaryIO, source: str, name: str) -> Iterator[Page | InputError]:
    """Reads an open file by the reader of its name; every fault becomes an `InputError` that names the source."""
    reader = find_reader(name)
    suffix = Path(name).suffix
    if reader is None and _SUFFIX.fullmatch(suffix):
        known = " ".join(known_suffixes())
        yield UnreadableInput(f"{source}: no reader for {suffix}; there are readers for {known}", source=source)
        return
    try:
        reader = reader or find_reader(sniff_suffix(file)) or _READERS[".txt"]
        yield from reader(file, source)
    except InputError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield UnreadableInput(f"{source} is broken or cut off: {error}", source=source)
    except OSError as error:
        yield UnreadableInput(f"{source} cannot be read: {error.strerror or error}", source=source)


def sniff_suffix(file: BinaryIO) -> str:
    """The end of name that a file without one would have, by its first bytes; ".txt" for what looks like text.

    The file must be seekable or able to peek; it is left where it was.
    """
    head = _peek(file)
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"\x1f\x8b"):
        return ".warc.gz" if _gzip_opens_warc(head) else ".txt.gz"
    for mark, suffix in ((b"PK\x03\x04", ".zip"), (b"PAR1", ".parquet"), (b"WARC/", ".warc")):
        if head.startswith(mark):
            return suffix
    if bare.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and (
        b"<rss" in bare or b"<feed" in bare or b"<rdf" in bare
    ):
        return ".xml"
    if bare.startswith(b"<") and any(
        t in bare for t in (b"<html", b"<!doctype", b"<body", b"<head", b"<p", b"<div", b"<article")
    ):
        return ".html"
    if bare.startswith(b"{") and (b'"text"' in bare or b'"html"' in bare or b'"id"' in bare):
        return ".jsonl"
    return ".txt"


def seekable(file: BinaryIO) -> BinaryIO:
    """The file itself where it can seek, else a copy of it that spills to disk: for formats read from their end."""
    if file.seekable():
        return file
    copy = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  # closed with the last reference to it
    shutil.copyfileobj(file, copy)
    copy.seek(0)
    return cast("BinaryIO", copy)


def _peek(file: BinaryIO) -> bytes:
    peek = getattr(file, "peek", None)
    if peek is not None:
        return cast("bytes", peek(4096))[:4096]
    head = file.read(4096)
    file.seek(-len(head), os.SEEK_CUR)
    return head


def _gzip_opens_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 64).startswith(b"WARC/")
    except zlib.error:
        return False


def _read_path(path: str) -> Iterator[Page | InputError]:
    if path == STDIN:
        yield from read_stream(sys.stdin.buffer, STDIN, "")
        return
    try:
        with Path(path).open("rb") as file:
            yield from read_stream(file, path, Path(path).name)
    except OSError as error:
        yield UnreadableInput(f"{path} cannot be read: {error.strerror or error}", source=path)


def _in_folder(folder: str) -> Iterator[str | InputError]:
    found = False
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and find_reader(name) is not None:
                found = True
                yield str(Path(here) / name)
    if not found:
        yield UnreadableInput(f"{folder} holds no file that can be read ({' '.join(known_suffixes())})", source=folder)


def _unzipped(reader: Reader) -> Reader:
    def read(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
        with gzip.open(file, "rb") as inner:
            yield from reader(cast("BinaryIO", inner), source)

    return read
