"""A store of very many made-up events, written column by column: for measuring how fast it can be asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from communique.store.tables import TABLES, arrow_schema
from communique.store.writing import create_store, transaction

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
COUNTRIES = [f"{chr(65 + i // 26)}{chr(65 + i % 26)}X" for i in range(190)]
FIRST_DAY, LAST_DAY = 10957, 20454  # 2000-01-01 to 2026-01-01, in days since 1970
PART = 250_000


def write(path: Path, count: int, seed: int = 3) -> None:
    """A store at `path` that holds so many events (and nothing else), newest first as merging writes them."""
    import numpy as np
    import pyarrow as pa

    create_store(path)
    dice = np.random.default_rng(seed)
    weights = 1 / np.arange(1, len(COUNTRIES) + 1)
    days = np.sort(dice.integers(FIRST_DAY, LAST_DAY, count).astype("int32"))[::-1].copy()

    def parts() -> Any:
        for start in range(0, count, PART):
            rows = _part(dice, days[start : start + PART], start, weights / weights.sum())
            yield from rows.to_batches()

    with transaction(path) as act:
        act.overwrite("events", pa.RecordBatchReader.from_batches(arrow_schema("events"), parts()))
        act.mark_merged(act.new_batch())


def _part(dice: Any, days: Any, start: int, weights: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    n = len(days)
    ids = pa.array([f"{i:016x}" for i in range(start, start + n)])
    doer, other = dice.choice(len(COUNTRIES), n, p=weights), dice.choice(len(COUNTRIES), n, p=weights)
    kind = dice.integers(0, len(TYPES), n)
    names, people = pa.array(COUNTRIES), pa.array([f"the minister of {c}" for c in COUNTRIES])
    pairs = pa.array([f"{a}>{b}" for a in COUNTRIES for b in COUNTRIES])
    outlets = pa.array([f"Outlet {i}" for i in range(300)])
    outlet = outlets.take(pa.array(dice.integers(0, 300, n)))
    day = pa.array(days, pa.date32())
    filled: dict[str, Any] = {
        "event_id": ids, "report_id": ids, "article_key": ids, "coding": ids,
        "day": day, "published_day": day, "first_published": day, "last_published": day,
        "day_how": pa.array(["told"] * n),
        "type": pa.array(TYPES).take(pa.array(kind)),
        "quad": pa.array(1 + kind // 4),
        "intensity": pa.array(np.round(10 - kind * 1.3, 1)),
        "goldstein": pa.array(np.round(10 - kind * 1.3, 1)),
        "cameo": pa.array([f"{c + 1:02}0" for c in range(16)]).take(pa.array(kind)),
        "factuality": _status(dice.choice(4, n, p=[0.8, 0.1, 0.06, 0.04])),
        "dyads": pairs.take(pa.array(doer * len(COUNTRIES) + other)),
        "actor_countries": names.take(pa.array(doer)), "recipient_countries": names.take(pa.array(other)),
        "actor_names": _lists(people.take(pa.array(doer))), "recipient_names": _lists(people.take(pa.array(other))),
        "outlet": outlet, "outlets": _lists(outlet), "reports": _lists(ids), "articles": _lists(ids),
        "evidence": pa.array([f"The minister did what ministers do, time {i}." for i in range(start, start + n)]),
        "trigger": pa.array(["did"] * n), "decided_by": pa.array(["lexicon"] * n), "rule": pa.array(["made-up"] * n),
        "headline": pa.array([f"Headline {i}" for i in range(start, start + n)]),
        "url": pa.array([f"https://outlet.example/{i}" for i in range(start, start + n)]),
        "added": pa.array([datetime(2030, 1, 1, tzinfo=UTC)] * n, pa.timestamp("us", tz="UTC")),
    }  # fmt: skip
    ones = pa.array([1] * n)
    filled |= dict.fromkeys(("n_reports", "n_articles", "n_outlets", "batch"), ones) | {"n_copies": pa.array([0] * n)}
    schema = arrow_schema("events")
    columns = []
    for name in TABLES["events"].names:
        wanted = schema.field(name).type
        column = filled.get(name)
        if column is None:
            empty = pa.types.is_list(wanted)
            column = pa.array([[]] * n, wanted) if empty else pa.nulls(n, wanted)
        columns.append(column.cast(wanted))
    return pa.Table.from_arrays(columns, schema=schema)


def _lists(values: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.ListArray.from_arrays(pa.array(np.arange(len(values) + 1, dtype="int32")), values)


def _status(drawn: Any) -> Any:
    import pyarrow as pa

    return pa.array(["actual", "future", "hypothetical", "negated"]).take(pa.array(drawn))
