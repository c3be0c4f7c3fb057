"""The gazetteer: its file is fresh, sorted and searched rightly; its keys are stable; reading it is cheap."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import CommuniqueError
from communique.places.gazetteer import DATA, Gazetteer, load_gazetteer, load_peoples
from communique.places.names import key_of

WRITTEN = DATA / "lexicons/en/places"
FILE = DATA / "places/gazetteer.tsv"


def test_the_built_file_fits_its_sources() -> None:
    manifest = json.loads((DATA / "places/manifest.json").read_text())
    sums = {n: hashlib.sha256((WRITTEN / f"{n}.csv").read_bytes()).hexdigest() for n in manifest["inputs"]}
    assert (manifest["inputs"], manifest["output"]) == (sums, hashlib.sha256(FILE.read_bytes()).hexdigest())


def test_the_file_is_sorted_small_and_each_second_name_leads_to_a_first() -> None:
    lines = FILE.read_bytes()[1:-1].split(b"\n")
    assert lines == sorted(lines)
    assert FILE.stat().st_size < 15e6
    first = {(f[0], f[2]) for f in (line.split(b"\t") for line in lines) if f[1] != b"="}
    seconds = [f for f in (line.split(b"\t") for line in lines) if f[1] == b"="]
    assert [f for f in seconds if (f[3], f[2]) not in first] == []


@pytest.mark.parametrize(
    ("geonameid", "name"),
    [
        (703448, "Kyiv"),
        (703448, "Kiev"),
        (5128581, "New York City"),
        (690791, "Ukraine"),
        (614540, "Georgia"),
        (690791, "the Ukraine"),
    ],
)
def test_names_and_second_names_lead_to_the_place(geonameid: int, name: str) -> None:
    assert geonameid in {e.geonameid for e in load_gazetteer().find(key_of(name))}


@cache
def built() -> bytes:
    return FILE.read_bytes()


@given(st.integers(min_value=0, max_value=10**9))
def test_every_line_is_found_by_its_key(seed: int) -> None:
    data = built()
    start = data.rfind(b"\n", 0, seed % (len(data) - 2) + 1) + 1
    fields = data[start : data.index(b"\n", start)].decode().split("\t")
    assert fields[2] in {str(e.geonameid or "") for e in load_gazetteer().find(fields[0])}


@given(st.text(max_size=40))
def test_keys_are_stable_and_any_text_may_be_looked_up(text: str) -> None:
    key = key_of(text)
    assert key_of(key) == key
    assert all(e.key == key for e in load_gazetteer().find(key))


def test_a_missing_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match="make gazetteer"):
        Gazetteer(tmp_path / "none.tsv")


def test_each_country_is_written_once_with_its_centre() -> None:
    with (WRITTEN / "countries.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({r["iso3"] for r in rows}) == len(rows)
    assert [r["iso3"] for r in rows if not (-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180)] == []
    people = load_peoples().demonyms
    assert (people["Lebanese"], people["North Korean"], people["Serb"]) == ("LBN", "PRK", "SRB")


def test_reading_costs_little_time_and_memory() -> None:
    code = (
        "import resource, time; from communique.places.gazetteer import Gazetteer, load_gazetteer, load_peoples\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; start = time.perf_counter()\n"
        "load_peoples(); load_gazetteer().find('osaka')\n"
        "print(time.perf_counter() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)"
    )
    best = (9.0, 999.0)
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, ran.stdout.split())
        best = min(best, (seconds, megabytes))
    assert (best[0] <= 0.3, best[1] <= 100) == (True, True), best
    start = time.perf_counter()
    for _ in range(10_000):
        load_gazetteer().find("kabul")
    assert time.perf_counter() - start < 1.0
