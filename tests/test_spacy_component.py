"""The spaCy component: a document's events beside the host pipeline's own annotations."""

from __future__ import annotations


def test_component_adds_events() -> None:
    import spacy

    from communique.spacy_component import register

    register()
    nlp = spacy.blank("en")
    nlp.add_pipe("communique", config={"date": "2030-03-14", "second_opinion": False})
    doc = nlp("Gondor accused Arnor of theft on Tuesday.")
    assert [("ACCUSE", "Gondor", "Arnor", "2030-03-12")] == [
        (e.type, e.actors[0].text, e.recipients[0].text, e.when.start) for e in doc._.events
    ]
