"""SVG and HTML elements as text in which every value is escaped. No drawing writes a tag by hand."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markupsafe import Markup, escape

_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def tag(name: str, *inside: Any, **attributes: Any) -> Markup:
    """One element; `class_` is the attribute class, `stroke_width` is stroke-width, None leaves an attribute out.

    >>> tag("text", "<b>", x=1.50, class_="note")
    Markup('<text x="1.5" class="note">&lt;b&gt;</text>')
    """
    said = "".join(f' {_named(k)}="{_shown(v)}"' for k, v in attributes.items() if v is not None)
    return Markup(f"<{name}{said}>{''.join(map(_shown, inside))}</{name}>")


def joined(parts: Any) -> Markup:
    """Elements one after the other."""
    return Markup("").join(parts)


def cut(text: str, most: int) -> str:
    """A label of at most so many characters; the whole belongs in a title beside it."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


@cache
def _named(name: str) -> str:
    return name if name == "viewBox" else name.rstrip("_").replace("_", "-")


def _shown(value: Any) -> str:
    if isinstance(value, Markup | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(escape(_NOT_SHOWN.sub("", str(value))))
