"""SVG and HTML elements as text in which every value is escaped. No drawing writes a tag by hand."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def tag(name: str, *inside: Any, **attributes: Any) -> Markup:
    """One element; `class_` is the attribute class, `stroke_width` is stroke-width, None leaves an attribute out.

    >>> tag("text", "<b>", x=1.50, class_="note")
    Markup('<text x="1.5" class="note">&lt;b&gt;</text>')
    """
    said = "".join(
        f' {k.rstrip("_").replace("_", "-")}="{escape(_plain(v))}"' for k, v in attributes.items() if v is not None
    )
    return Markup(f"<{name}{said}>{''.join(escape(_plain(i)) for i in inside)}</{name}>")


def joined(parts: Any) -> Markup:
    """Elements one after the other."""
    return Markup("").join(parts)


def cut(text: str, most: int) -> str:
    """A label of at most so many characters; the whole belongs in a title beside it."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return _NOT_SHOWN.sub("", str(value))
