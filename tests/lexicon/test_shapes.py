"""The shape grammar: what is read, and what is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.lexicon import ShapeError, read_shape


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("subject:actor predicate:verb direct:recipient", "ACTOR verb RECIPIENT"),
        ("subject:actors predicate:verb", "ACTORS verb"),
        ("subject:recipient predicate:verb oblique:actor/to", "RECIPIENT verb to ACTOR"),
        ("subject:actor predicate:verb direct:object oblique:recipient/with?", "ACTOR verb OBJECT (with RECIPIENT)"),
        ("subject:actor predicate:verb oblique:object/on|to clausal:clause/to", "ACTOR verb on|to OBJECT CLAUSE-TO"),
        ("subject:actor predicate:verb dative:recipient? direct:object", "ACTOR verb (RECIPIENT) OBJECT"),
        ("subject:actor predicate:verb oblique:object/out of", "ACTOR verb out of OBJECT"),
        ("subject:actor predicate:verb direct:object clausal:clause/of/ing?", "ACTOR verb OBJECT (of CLAUSE-ING)"),
        ("subject:subject predicate:verb direct:recipient", "SUBJECT verb RECIPIENT"),
    ],
)  # fmt: skip
def test_reads(expected, text):
    assert " ".join(_shown(s) for s in read_shape(text).slots) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ('exactly once, "ACTOR RECIPIENT" has it 0 times', "ACTOR RECIPIENT"),
        ("has it 2 times", "ACTOR verb verb"),
        ('"TARGET" is no slot', "ACTOR verb TARGET"),
        ('"with" stands before no slot', "ACTOR verb RECIPIENT with"),
        ("two subjects", "ACTOR RECIPIENT verb"),
        ("more than two bare slots", "ACTOR verb RECIPIENT OBJECT OBJECT"),
        ("takes neither", "ACTOR (verb) RECIPIENT"),
        ("cannot read", "ACTOR verb 'RECIPIENT'"),
        ("ACTORS stands only before", "verb ACTORS"),
        ("0 times", ""),
    ],
)
def test_refuses(expected, text):
    with pytest.raises(ShapeError) as error:
        read_shape(text)
    assert expected in str(error.value)


@given(
    st.lists(
        st.sampled_from("ACTOR RECIPIENT OBJECT verb CLAUSE-TO ( ) with on|upon (with RECIPIENT)".split(" ")),
        max_size=7,
    )
)
def test_any_row_of_words_is_read_or_refused(words):
    text = " ".join(words)
    try:
        shape = read_shape(text)
    except ShapeError as error:
        assert str(error)
    else:
        assert sum(s.role == "verb" for s in shape.slots) == 1
        assert read_shape(shape.text) == shape


def _shown(slot):
    form = "/".join(["", "|".join(slot.prepositions)] if slot.prepositions else [""]) + (
        f"/{slot.form}" if slot.form else ""
    )
    return f"{slot.place}:{slot.role}{form}{'?' * slot.optional}"
