"""Who denies what: (who, the type of what is denied, text)."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

TEXTS = [
    (("Arnor",), "ACCUSE", "Gondor accused Arnor of shelling a village. Arnor denied the accusation."),
    (("Arnor",), "COERCE", "Gondor said Arnor arrested nine sailors, which Arnor denies."),
    (("Arnor",), "ACCUSE", "Gondor accused Arnor of lying, a charge that Arnor denies."),
    # a third party's denial, or none
    ((), "ACCUSE", "Gondor accused Arnor of shelling a village. Rohan denied the report."),
    ((), "ACCUSE", "Gondor accused Arnor of shelling a village."),
    # it does not deny: "did not deny"
    ((), "ACCUSE", "Gondor accused Arnor of shelling a village. Arnor did not deny it."),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("expected", "kind", "text"), TEXTS)
def test_disputes(coder: Coder, expected: tuple[str, ...], kind: str, text: str) -> None:
    event = next(e for e in coder.code_text(text, date="2019-07-18").events if e.type == kind)
    assert expected == event.disputed_by
    assert "REJECT" not in [e.type for e in coder.code_text(text, date="2019-07-18").events]
