"""Quotation marks are read by kind and paragraph; an odd mark costs no more than its own sentence."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.attribution.quotations import Paragraph, Quotation, find_quotations


def paragraphs(text: str) -> list[Paragraph]:
    out, at = [], 0
    for number, line in enumerate(text.split("\n")):
        out.append(Paragraph(number, at, at + len(line), number))
        at += len(line) + 1
    return out


def quoted(text: str) -> list[str]:
    return [text[q.first : q.last] for q in find_quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["We go.", "We stay."], "“We go.” He paused. “We stay.”"),
        (["We go.", "We stay."], '"We go." He paused. "We stay."'),
        (["We go.", "We stay."], "``We go.'' He paused. ``We stay.''"),
        (["We go."], "He said: «We go.»"),
        (["Wir gehen."], "Er sagte: „Wir gehen.“"),
        (["a crime"], "He called it 'a crime' and left."),
        (["We don't go, and it's late,"], "'We don't go, and it's late,' he said."),
        ([], "The officials' decision wasn't the ministers' choice."),
        ([], "In the '90s he was 5'10\" tall."),
        (["We go.", "We stay, he said."], "“We go.\n“We stay, he said."),
        (["We go."], "“We go. He left. She stayed."),
        (["is clear"], 'The matter..."is clear" to all.'),
        (["We go,"], "We go,” he said. Then he left."),
        (["We go.", "We stay."], "”We go.” He paused. “We stay.”"),
        (["ring"], "‘the “ring”, he said’"),
    ],
)
def test_quotations(expected: list[str], text: str) -> None:
    assert expected == quoted(text)


def test_a_quotation_without_its_closing_mark_runs_on_where_the_next_paragraph_opens() -> None:
    text = "“We go.\n“We stay,” he said."
    first, second = find_quotations(text, paragraphs(text))
    assert (first.runs_on, second.runs_on) == (True, False)


def test_an_odd_mark_leaves_the_next_sentence_alone() -> None:
    text = "He said “we go. The army marched. “We stay,” she said."
    assert quoted(text) == ["we go.", "We stay,"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,!?'\"“”‘’«»\n", max_size=60))
def test_quotations_never_overlap_nor_leave_their_paragraph(text: str) -> None:
    listed = paragraphs(text)
    found: tuple[Quotation, ...] = find_quotations(text, listed)
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start or before.paragraph < after.paragraph
    for q in found:
        assert listed[q.paragraph].start <= q.start <= q.first < q.last <= q.end <= listed[q.paragraph].end
