"""Every error that Communiqué raises on purpose, as one tree.

    CommuniqueError
    ├── InputError            a page, row or file that cannot be read; the run goes on with the next
    │   ├── UnreadableInput       missing, empty, binary, broken
    │   └── UnsupportedLanguage   read, but not in a language the coder knows
    ├── UsageError            the call itself is off (exit code 2)
    ├── LexiconError          a lexicon file that breaks its own rules; says file and line
    ├── ModelError            a language model or the second opinion's file is missing or does not fit
    └── StoreError            the store cannot be opened, written or understood

Each message is one sentence: what, where, what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.records import Article, Coding


class CommuniqueError(Exception):
    """Base of all errors below; its text is fit to be shown to a user as it is. Can be sent between processes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[CommuniqueError], args: tuple[Any, ...], state: dict[str, Any]) -> CommuniqueError:
    """An error as it was in the process that met it."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class InputError(CommuniqueError):
    """One input (a file, a row, a page) could not be read; `source` says which."""

    def __init__(self, message: str, *, source: str) -> None:
        super().__init__(message)
        self.source = source


class UnreadableInput(InputError):
    """The input is missing, empty, binary or broken."""


class UnsupportedLanguage(InputError):
    """The page was read, but is not written in a language that the coder knows.

    `article` is the page as read, blocks and all; `record` is its coding with nothing coded, once the pipeline met it.
    """

    def __init__(self, message: str, *, source: str, article: Article | None = None) -> None:
        super().__init__(message, source=source)
        self.article = article
        self.record: Coding | None = None


class UsageError(CommuniqueError):
    """The command or function was called in a way that cannot work."""


class LexiconError(CommuniqueError):
    """A lexicon file breaks the lexicon's own rules."""

    def __init__(self, message: str, *, file: str, line: int) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line


class ModelError(CommuniqueError):
    """A language model, or the file of the second opinion, is missing or does not fit."""


class StoreError(CommuniqueError):
    """The store cannot be opened, written to, or understood by this version."""
