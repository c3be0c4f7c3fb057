"""From a PLOVER type to the numbers and codes that go with it: quad class, CAMEO code, intensity, Goldstein value.

The traps in the sources (signs, quads, codes filed twice) are resolved in the data files and told in docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from communique.ontology.loading import load_ontology


def quad(event_type: str) -> int:
    """The quad class of a PLOVER type: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.

    >>> quad("SANCTION")
    4
    """
    return load_ontology().types[event_type].quad


def intensity(event_type: str, mode: str | None = None) -> float:
    """PLOVER's score of a mode, or of its type when the mode has none: 10 most cooperative, -10 most hostile.

    >>> intensity("ASSAULT", "beat"), intensity("ACCUSE")
    (-7.5, -3.0)
    """
    known = load_ontology().types[event_type]
    found = known.mode(mode) if mode else None
    return known.plover_score if found is None or found.plover_score is None else found.plover_score


def goldstein(code: str | None) -> float | None:
    """The Goldstein value of a CAMEO code (ICEWS's table), that of its parent where the table has a hole.

    >>> goldstein("112")
    -2.0
    """
    codes = load_ontology().cameo
    while code:
        known = codes.get(code)
        if known and known.goldstein is not None:
            return known.goldstein
        code = code[:-1]
    return None


def cameo_for(event_type: str, mode: str | None = None, contexts: Sequence[str] = (), own: str | None = None) -> str:
    """The CAMEO code that stands for an event: the lexicon entry's `own` if it names one, else the mapping's.

    The rows of data/ontology/plover_cameo.csv are tried in order and the first that fits type, mode and any of the
    contexts wins, so the answer depends on nothing but its arguments. An unknown mode counts as none.

    >>> cameo_for("AID", None, ["military"]), cameo_for("AID", own="0233")
    ('072', '0233')
    """
    return own or _mapped(event_type, mode, frozenset(contexts))


@cache
def _mapped(event_type: str, mode: str | None, contexts: frozenset[str]) -> str:
    for row in load_ontology().cameo_choices:
        fits_mode = row.mode is None or row.mode == mode
        fits_context = row.context is None or row.context in contexts
        if row.type == event_type and fits_mode and fits_context:
            return row.code
    raise KeyError(event_type)
