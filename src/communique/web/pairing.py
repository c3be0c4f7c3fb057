"""The style rules that light words and card together when either is hovered, focused or led to. No script needed."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import Response

PAIRS = 150  # acts on one page that are paired; later ones keep their links


@cache
def pair_rules() -> str:
    """One rule for each number: its words (`eN`), its card (`cN`), its superscript (`nN`)."""
    rules = []
    for n in range(1, PAIRS + 1):
        signs = f".c{n}:hover, .c{n}:focus-within, .c{n}:target, .e{n}:hover, .n{n}:focus"
        rules.append(f"article:has({signs}) :is(.e{n}, .c{n} .who) {{ background: var(--lit); }}")
    return "\n".join(rules) + "\n"


def send_pair_rules(request: Request) -> Response:
    """`/pairs.css`."""
    return Response(pair_rules(), media_type="text/css")
