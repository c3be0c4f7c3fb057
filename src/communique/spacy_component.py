"""Communiqué as a spaCy component: `nlp.add_pipe("communique")`, then `doc._.events`, `doc._.coding`.

The component reads the document's text with Communiqué's own pipeline and lexicons; the host pipeline's parse is left
as it is and not used. Found by spaCy through the entry point `spacy_factories`; nothing heavy is imported before the
component is made.
"""

from __future__ import annotations

from typing import Any


def make_component(nlp: Any, name: str, date: str | None, second_opinion: bool) -> Any:
    """The component: codes each document's text as published on `date` (ISO), or without a date.

    >>> import spacy  # doctest: +SKIP
    >>> nlp = spacy.blank("en")  # doctest: +SKIP
    >>> nlp.add_pipe("communique", config={"date": "2030-03-14"})  # doctest: +SKIP
    >>> [e.type for e in nlp("Gondor accused Arnor of shelling a village.")._.events]  # doctest: +SKIP
    ['ACCUSE']
    """
    from spacy.tokens import Doc

    from communique.pipeline import Coder

    for field in ("coding", "events", "attributions", "relations"):
        if not Doc.has_extension(field):
            Doc.set_extension(field, default=None)
    coder = Coder.load(second_opinion=second_opinion)

    def component(doc: Any) -> Any:
        coding = coder.code_text(doc.text, date=date)
        doc._.coding = coding
        doc._.events, doc._.attributions, doc._.relations = coding.events, coding.attributions, coding.relations
        return doc

    return component


def register() -> None:
    """Tells spaCy of the component, for pipelines built without the entry point."""
    from spacy.language import Language

    defaults = {"date": None, "second_opinion": True}
    Language.factory("communique", default_config=defaults, assigns=["doc._.events"], func=make_component)
