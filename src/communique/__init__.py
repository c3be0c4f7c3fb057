"""Communiqué: from a news page to who did what to whom, when, where, and on whose word.

>>> import communique
>>> coding = communique.code_text("Gondor's foreign minister met her Arnorian counterpart in Rohan.")  # doctest: +SKIP
>>> coding.events[0].type  # doctest: +SKIP
'CONSULT'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from communique.api import open_store as open
    from communique.pipeline import Coder
    from communique.records import Coding

__all__ = ["Coder", "Coding", "__version__", "code_text", "open"]

_LAZY = {
    "Coder": ("communique.pipeline", "Coder"),
    "Coding": ("communique.records", "Coding"),
    "open": ("communique.api", "open_store"),
}


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for: `import communique` itself is quick."""
    if name in _LAZY:
        from importlib import import_module

        module, attribute = _LAZY[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")


def code_text(text: str, *, date: str | None = None) -> Coding:
    """One text's coding with everything as packaged; `date` is its day of publication, if known (ISO)."""
    from communique.pipeline import default_coder

    return default_coder().code_text(text, date=date)
