"""The ontology's facts, its traps, and the mapping PLOVER -> CAMEO."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.ontology import cameo_for, goldstein, intensity, load_ontology, quad

ONTOLOGY = load_ontology()


def test_sizes():
    assert (
        len(ONTOLOGY.types),
        len(ONTOLOGY.contexts),
        len(ONTOLOGY.auxiliary_modes),
        len(ONTOLOGY.sectors),
        len(ONTOLOGY.sectors_cameo),
        len(ONTOLOGY.international_actors),
        len(ONTOLOGY.cameo),
    ) == (16, 37, 4, 25, 34, 7, 313)


@pytest.mark.parametrize(
    ("expected", "event_type"),
    [(1, "AGREE"), (1, "CONCEDE"), (2, "RETREAT"), (2, "AID"), (3, "REQUEST"), (3, "THREATEN"), (4, "SANCTION")],
)
def test_quad(expected, event_type):
    assert quad(event_type) == expected


@pytest.mark.parametrize(
    ("expected", "event_type", "mode"),
    [
        (-3.0, "ACCUSE", None),  # the manual's 3 without its sign
        (-3.5, "ACCUSE", "allege"),
        (4.0, "CONSULT", "visit"),
        (-5.0, "PROTEST", "vandalize"),  # no score of its own
        (10.0, "AID", None),
        (-9.0, "ASSAULT", "no-such-mode"),
    ],
)
def test_intensity(expected, event_type, mode):
    assert intensity(event_type, mode) == expected


@pytest.mark.parametrize(
    ("expected", "code"),
    [(-2.0, "112"), (0.0, "010"), (-10.0, "190"), (-4.0, "1214"), (None, None), (None, "99"), (5.2, "031")],
)
def test_goldstein(expected, code):
    assert goldstein(code) == expected


@pytest.mark.parametrize(
    ("expected", "event_type", "mode", "contexts"),
    [
        ("072", "AID", None, ["military"]),
        ("074", "AID", None, ["military", "peacekeeping"]),
        ("042", "CONSULT", "visit", ["diplomatic"]),
        ("046", "CONSULT", None, ["diplomatic"]),
        ("163", "SANCTION", "discontinue", ["economic"]),
        ("161", "SANCTION", "discontinue", ["diplomatic"]),
        ("0841", "RETREAT", "release", []),
        ("020", "REQUEST", None, []),
        ("173", "COERCE", "arrest", ["legal"]),
        ("195", "ASSAULT", "drone", ["military"]),
        ("180", "ASSAULT", None, []),
    ],
)
def test_cameo_for(expected, event_type, mode, contexts):
    assert cameo_for(event_type, mode, contexts) == expected


def test_the_entrys_own_code_wins():
    assert cameo_for("AID", "anything", ["military"], own="0232") == "0232"


@given(
    st.sampled_from([(t.code, m) for t in ONTOLOGY.types.values() for m in (None, *(x.name for x in t.modes))]),
    st.lists(st.sampled_from(sorted(ONTOLOGY.contexts)), max_size=4),
)
def test_every_type_mode_and_context_has_a_known_code(of, contexts):
    code = cameo_for(of[0], of[1], contexts)
    assert code in ONTOLOGY.cameo
    assert code == cameo_for(of[0], of[1], contexts[::-1])
    assert goldstein(code) is not None


def test_the_mappings_name_only_what_is_known():
    for row in ONTOLOGY.cameo_choices:
        known = ONTOLOGY.types[row.type]
        assert row.mode is None or known.mode(row.mode), row
        assert row.context is None or row.context in ONTOLOGY.contexts, row
        assert row.code in ONTOLOGY.cameo, row
    for code in ONTOLOGY.cameo.values():
        if code.plover:
            known = ONTOLOGY.types[code.plover.type]
            assert code.plover.mode is None or known.mode(code.plover.mode), code
            assert set(code.plover.contexts) <= set(ONTOLOGY.contexts), code


def test_no_row_of_the_mapping_is_out_of_reach():
    """A later row that an earlier one always beats would be a lie about what the mapping does."""
    for n, row in enumerate(ONTOLOGY.cameo_choices):
        for before in ONTOLOGY.cameo_choices[:n]:
            wider = before.mode in (None, row.mode) and before.context in (None, row.context)
            assert not (before.type == row.type and wider), (before, row)


def test_codes_keep_their_zeros_and_their_parents():
    for code in ONTOLOGY.cameo.values():
        assert code.code.startswith(code.root)
        assert code.root in ONTOLOGY.cameo
        assert {2: "root", 3: "base", 4: "sub"}[len(code.code)] == code.level


def test_most_codes_come_back_in_the_same_type():
    """PLOVER -> CAMEO -> PLOVER keeps the type, but for the codes that docs/ontology.md names."""
    lost = {
        (row.type, row.code)
        for row in ONTOLOGY.cameo_choices
        if (reading := ONTOLOGY.cameo[row.code].plover) is None or reading.type != row.type
    }
    assert lost == {("RETREAT", "0831"), ("RETREAT", "080")}
