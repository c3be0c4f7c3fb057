"""The data dictionary: every field of the machine-readable record, read from the records' own source."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

from communique import records

HEAD = """# Data dictionary

*Made from `src/communique/records.py` by `make docs`; change that, not this page.*

`communique code PATHS… --jsonl -` writes one JSON object per article, one per line, in input order:

```
{{"article": {{…}}, "blocks": […], "actors": […], "times": […], "places": […], "attributions": […], "events": […],
 "relations": […], "refusals": […], "run": {{…}}}}
```

Offsets are half-open character offsets into `article.text`. Unknown is `null`, never `""` and never the publication date. Ids are unique
within a record. Every event, attribution, relation, block, time, place and refusal carries `rule`: the id of the lexicon entry or registered
rule that decided it. Fields may be added; those here keep their names and meaning.
"""
SHOWN = (
    ("article", records.Article), ("blocks", records.Block), ("actors", records.Actor), ("actors[].mentions", records.Mention),
    ("times", records.TimeExpression), ("places", records.PlaceMention), ("attributions", records.Attribution),
    ("events", records.Event), ("events[].actors, .recipients", records.Party), ("events[].when", records.When),
    ("events[].where", records.Where), ("events[].quantities", records.Quantity), ("events[].why", records.Evidence),
    ("relations", records.Relation), ("refusals", records.Refusal), ("run", records.Run),
)  # fmt: skip
_COMMENT = re.compile(r"^\s+(\w+):.*?#\s*(.+)$", re.M)


def data_dictionary() -> str:
    """The page: a section a record, a row a field."""
    parts = [HEAD.replace("{{", "{").replace("}}", "}")]
    for where, record in SHOWN:
        notes = dict(_COMMENT.findall(inspect.getsource(record)))
        parts += [f"\n## {where}\n", f"{inspect.getdoc(record)}\n", "| field | holds | note |", "| --- | --- | --- |"]
        for field in fields(record):
            kind = str(field.type).replace("|", "or").replace("Literal", "")
            parts.append(f"| `{field.name}` | {kind} | {notes.get(field.name, '')} |")
    return "\n".join(parts) + "\n"
