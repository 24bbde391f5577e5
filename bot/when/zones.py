"""Which zone a word means, and on which side of a clock change (rules 1 and 7)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

from bot.when.answers import Question
from bot.when.chart import Rule, rule
from bot.when.facts import Flag, ZoneSaid
from bot.when.tokens import plain

# Several places, or several countries, own each of these.
_SHARED = frozenset({"ist", "cst", "est", "bst"})
_CITIES = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe")
_OCEANS = ("Indian", "Pacific")


_plain = cache(plain)  # most names are alike in all languages


@dataclass(frozen=True)
class Places:
    """The starts that a wall-clock time may mean, and the question if there are several."""

    starts: tuple[datetime, ...]
    question: Question | None = None


@cache
def _table(name: str = "zones") -> Mapping[str, Any]:
    file = resources.files("bot.when") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def zone_names() -> Mapping[str, str]:
    """Give every IANA name by its small letters."""
    return {name.casefold(): name for name in sorted(available_timezones())}


def zone_phrases(language: str) -> Iterator[tuple[str, ZoneSaid]]:
    """Give every phrase that says a zone in a language; where it says several, the nearest one.

    Nearest are our own tables, then the names of the language (CLDR), then those of the zone
    database, then the largest cities.
    """
    table = _table()
    known = {plain(each): ZoneSaid(abbreviation=each) for each in table["season"]}
    known |= dict(_long_names(language))
    for source in (table["city"], table["region"], _in_language(language), _cities(), _largest()):
        for name, phrases in source.items():
            for phrase in phrases:
                known.setdefault(_plain(phrase), ZoneSaid(name=name, city=True))
    yield from known.items()


def _long_names(language: str) -> Iterator[tuple[str, ZoneSaid]]:
    """Give names such as "Central European Time", each of which one zone bears (CLDR)."""
    told = Locale(language).meta_zones
    for metazone, seasons in _table()["metazone"].items():
        names = told.get(metazone, {}).get("long", {})
        for season in seasons.keys() & names.keys():
            abbreviation = seasons[season]
            zone = _table()["season"][abbreviation][0]
            yield _plain(names[season]), ZoneSaid(zone, abbreviation)


def _in_language(language: str) -> Mapping[str, list[str]]:
    """Give the cities of zones by the names of a language; one that several bear is left out."""
    found: dict[str, list[str]] = {}
    for name, words in Locale(language).time_zones.items():
        if "city" in words and name.casefold() in zone_names():
            found.setdefault(words["city"], []).append(name)
    return _of_one_zone(found)


@cache
def _cities() -> Mapping[str, list[str]]:
    """Give the city part of each IANA name, where it belongs to one zone only."""
    found: dict[str, list[str]] = {}
    for name in zone_names().values():
        area, _, rest = name.partition("/")
        city = rest.rpartition("/")[2].replace("_", " ")
        if (
            rest
            and area in (*_CITIES, *_OCEANS)
            and city.casefold() not in _table()["never"]["words"]
        ):
            found.setdefault(city, []).append(name)
    return _of_one_zone(found)


def _of_one_zone(found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    cities: dict[str, list[str]] = {}
    for city, names in found.items():
        if _alike(names):
            cities.setdefault(names[0], []).append(city)
    return cities


def _largest() -> Mapping[str, list[str]]:
    return _table("cities")


def _alike(names: list[str]) -> bool:
    return len(names) == 1 or len({tuple(_seasons(ZoneInfo(name))) for name in names}) == 1


def _seasons(zone: tzinfo, year: int = 2026) -> Iterator[tuple[str, timedelta | None]]:
    for month in (1, 7):
        noon = datetime(year, month, 1, 12, tzinfo=zone)
        yield str(noon.tzname()).casefold(), noon.utcoffset()


def plausible(zone: ZoneSaid | None, speaker: ZoneInfo) -> ZoneInfo | timezone:
    """Give the zone that a word most likely means: the one whose "today" is asked for."""
    if zone is None:
        return speaker
    if zone.offset is not None:
        return timezone(zone.offset)
    if zone.name:
        return ZoneInfo(zone.name)
    return ZoneInfo(_table()["season"][zone.abbreviation][0])


def places(wall: datetime, zone: ZoneSaid | None, speaker: ZoneInfo) -> Places:
    """Put a naive wall-clock time into the zone that was said, or the speaker's.

    No start: the time is skipped by a clock change there. Several: a question.
    """
    if zone is None or not zone.abbreviation:
        return _folded(instants(wall, plausible(zone, speaker)))
    abbreviation = zone.abbreviation
    if zone.name:
        return _in_season(wall, abbreviation, ZoneInfo(zone.name))
    if abbreviation in dict(_seasons(speaker, wall.year)):
        return _in_season(wall, abbreviation, speaker)
    owners = [ZoneInfo(name) for name in _table()["season"][abbreviation]]
    if abbreviation not in _SHARED:
        return _in_season(wall, abbreviation, owners[0])
    return Places(_shared(wall, abbreviation, owners), Question.ZONE_ABBREVIATION)


def _shared(wall: datetime, abbreviation: str, owners: list[ZoneInfo]) -> tuple[datetime, ...]:
    starts = [start for owner in owners for start in instants(wall, owner)[:1]]
    spoken = [start for start in starts if str(start.tzname()).casefold() == abbreviation]
    return tuple(spoken if len(spoken) > 1 else starts)


def _in_season(wall: datetime, abbreviation: str, zone: ZoneInfo) -> Places:
    starts = instants(wall, zone)
    for start in starts:
        if str(start.tzname()).casefold() == abbreviation:
            return Places((start,))
    offset = dict(_seasons(zone, wall.year)).get(abbreviation)
    if offset is None:  # the zone has lost its seasons since the word was made
        return Places(starts, Question.ZONE_SEASON)
    literal = wall.replace(tzinfo=timezone(offset, abbreviation.upper()))
    return Places((*starts[:1], literal), Question.ZONE_SEASON)


def _folded(starts: tuple[datetime, ...]) -> Places:
    return Places(starts, Question.FOLD if len(starts) > 1 else None)


def instants(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the instants at which a zone's clocks show a time: none, one, or two."""
    first = wall.replace(tzinfo=zone, fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return (first,)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        return ()
    return (first, second)


def _shifted(zone: ZoneSaid, sign: int, digits: str) -> ZoneSaid | None:
    if zone.abbreviation != "gmt" and zone.name != "UTC":
        return None
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("HH") else (digits, "0")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return ZoneSaid(offset=sign * size) if size <= timedelta(hours=14) else None


def _timed(zone: ZoneSaid) -> ZoneSaid:
    """Read "Berlin time", which is a zone wherever it stands."""
    return replace(zone, city=False)


ZONE_FACTS: tuple[Rule, ...] = (
    rule("FACT", "in/of/in_city? ZONE", lambda zone: zone),
    rule("FACT", "in/of? ZONE time", _timed),
    rule("FACT", "time of? ZONE", _timed),
    rule("FACT", "ZONE plus DIGITS", lambda zone, digits: _shifted(zone, 1, digits)),
    rule("FACT", "ZONE dash DIGITS", lambda zone, digits: _shifted(zone, -1, digits)),
    rule("FACT", "ZONE plus TIME", lambda zone, time: _shifted(zone, 1, time.replace(":", ""))),
    rule("FACT", "ZONE dash TIME", lambda zone, time: _shifted(zone, -1, time.replace(":", ""))),
    rule("FACT", "my_time", lambda: Flag.FILLER),
)
