"""First and last day of values, and properties of the calendar arithmetic behind them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.times import bounds
from communique.times.dates import as_value, easter, grain, holiday, step

VALUES = [
    ("1998-02-13", ("1998-02-13", "1998-02-13")),
    ("1998-02-13TNI", ("1998-02-13", "1998-02-13")),
    ("1998-02-13T14:30", ("1998-02-13", "1998-02-13")),
    ("1998-02", ("1998-02-01", "1998-02-28")),
    ("2000-02", ("2000-02-01", "2000-02-29")),
    ("1998-W07", ("1998-02-09", "1998-02-15")),
    ("1998-W07-WE", ("1998-02-14", "1998-02-15")),
    ("1998-W07-5", ("1998-02-13", "1998-02-13")),
    ("1998-Q3", ("1998-07-01", "1998-09-30")),
    ("1998-H2", ("1998-07-01", "1998-12-31")),
    ("1998-SU", ("1998-06-01", "1998-08-31")),
    ("1998-WI", ("1998-12-01", "1999-02-28")),
    ("1998", ("1998-01-01", "1998-12-31")),
    ("199", ("1990-01-01", "1999-12-31")),
    ("19", ("1900-01-01", "1999-12-31")),
    ("FY1998", ("1997-04-01", "1999-03-31")),
    ("XXXX-06-28", ("--06-28", "--06-28")),
    ("XXXX-02", ("--02-01", "--02-29")),
    ("XXXX-WXX-3", (None, None)),
    ("XXXX", (None, None)),
    ("P3D", (None, None)),
    ("PXM", (None, None)),
    ("1998-W60", (None, None)),
    ("1998-13", (None, None)),
    ("", (None, None)),
    ("PRESENT_REF", ("1998-02-13", "1998-02-13")),
    ("PAST_REF", (None, "1998-02-13")),
    ("FUTURE_REF", ("1998-02-13", None)),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[v for v, _ in VALUES])
def test_bounds(value: str, expected: tuple[str | None, str | None]) -> None:
    assert bounds(value, "1998-02-13") == expected


@given(
    day=st.dates(dt.date(1, 1, 8), dt.date(9998, 12, 20)), unit=st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"])
)
def test_a_day_lies_in_the_bounds_of_its_own_value(day: dt.date, unit: str) -> None:
    earliest, latest = bounds(as_value(day, unit), None)
    if day.year >= 100 or unit not in ("DE", "CE"):
        assert earliest is not None and latest is not None
        assert earliest <= day.isoformat() <= latest


@given(day=st.dates(dt.date(1000, 1, 8), dt.date(9000, 1, 1)), unit=st.sampled_from(["D", "W", "M", "Q", "Y", "WE"]))
def test_a_value_tells_its_own_grain(day: dt.date, unit: str) -> None:
    assert grain(as_value(day, unit)) == unit


@given(value=st.text(alphabet="0123456789XPTWQFY-:", max_size=14))
def test_no_value_breaks_the_bounds(value: str) -> None:
    earliest, latest = bounds(value, None)
    if earliest and latest:
        assert earliest <= latest


@given(day=st.dates(dt.date(1000, 1, 1), dt.date(9000, 1, 1)), count=st.integers(-500, 500))
def test_days_and_weeks_step_back_again(day: dt.date, count: int) -> None:
    for unit in ("D", "W"):
        there = step(day, unit, count)
        assert there is not None
        assert step(there, unit, -count) == day


@pytest.mark.parametrize(("year", "expected"), [(1999, "1999-04-04"), (2019, "2019-04-21"), (2024, "2024-03-31")])
def test_easter(year: int, expected: str) -> None:
    assert str(easter(year)) == expected


HOLIDAYS = [
    ("11 thursday 4", 2019, "2019-11-28"),
    ("11 tuesday first-after-monday", 2020, "2020-11-03"),
    ("11 tuesday first-after-monday", 2022, "2022-11-08"),
    ("05 monday last", 2019, "2019-05-27"),
    ("easter -2", 2019, "2019-04-19"),
    ("11 thursday 4 +1", 2019, "2019-11-29"),
    ("12-25", 2019, "2019-12-25"),
]


@pytest.mark.parametrize(("rule", "year", "expected"), HOLIDAYS)
def test_holidays(rule: str, year: int, expected: str) -> None:
    assert str(holiday(rule, year)) == expected
