"""The words of a language, as its data file has them.

A data file has a table for each kind of value (`[weekday]`, `[part]`, ...) and one for plain
words (`[word]`); each entry lists the phrases that say it. `common.toml` holds for all
languages.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.when.facts import Half, Written, ZoneSaid
from bot.when.tokens import plain, tokens
from bot.when.zones import zone_names, zone_phrases

_FOLDER = Path(__file__).parent / "languages"
_COMMON = "common"
# A language is there when its file is.
LANGUAGES = tuple(sorted({file.stem for file in _FOLDER.glob("*.toml")} - {_COMMON}))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONG = 6  # shorter words have too many neighbours to forgive a slip in them


class Phrase(NamedTuple):
    """A phrase's tokens, and what it says."""

    tokens: tuple[str, ...]
    kind: str
    value: Any


class Lexicon(NamedTuple):
    """All phrases of a language by their first token."""

    language: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    dots: bool = False  # whether a dot behind a number says something
    hours_24: bool = False  # whether 6:30 is as likely the morning


def languages_of(locale: str) -> tuple[str, ...]:
    """Give the languages to read in: the locale's own first, English always second."""
    own = locale.replace("_", "-").split("-")[0].lower()
    return tuple(dict.fromkeys([each for each in (own, "en") if each in LANGUAGES]))


@cache
def lexicon(language: str) -> Lexicon:
    """Load a language's words."""
    words = [*_phrases(_COMMON), *_phrases(language)]
    said = [*words, *_zones(language, {phrase.tokens for phrase in words})]
    phrases: dict[str, list[Phrase]] = {}
    for phrase in [*said, *_slips(said)]:
        if phrase.tokens:
            phrases.setdefault(phrase.tokens[0], []).append(phrase)
    told = {first: tuple(dict.fromkeys(each)) for first, each in phrases.items()}
    return Lexicon(language, told, dots="." in phrases, hours_24=language != "en")


def _phrases(name: str) -> Iterator[Phrase]:
    file = _FOLDER / f"{name}.toml"
    for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for key, phrases in entries.items():
            kind, value = _meaning(table, key)
            for phrase in phrases:
                yield Phrase(_cut(phrase), kind, value)


def _meaning(table: str, key: str) -> tuple[str, Any]:
    match table:
        case "word":
            return key, None
        case "weekday" | "weekdays" | "weekday_morning" | "weekday_afternoon" | "weekday_evening":
            return table.upper(), _WEEKDAYS.index(key)
        case "half":
            return "HALF", Half(key)
        case "part" | "part_after" | "today_part" | "tomorrow_part" | "unit" | "flag":
            return table.upper(), key
        case "city" | "season":
            city = table == "city"
            return "ZONE", ZoneSaid(key, city=True) if city else ZoneSaid(abbreviation=key)
        case "feast":
            month, day = key.split("-")
            return "FEAST", Written(int(day), int(month))
        case "amount":
            return "AMOUNT", float(key)
        case _:
            return table.upper(), int(key)


@cache
def _cut(phrase: str) -> tuple[str, ...]:
    return (phrase,) if phrase == "." else tuple(each.text for each in tokens(phrase.split()))


def _zones(language: str, known: set[tuple[str, ...]]) -> Iterator[Phrase]:
    """Give the phrases that say a zone; a city that is a word of the language is none."""
    for phrase, zone in zone_phrases(language):
        cut = _cut(phrase)
        if cut not in known:
            yield Phrase(cut, "ZONE", zone)


def zone_named(text: str, locale: str) -> str | None:
    """Give the IANA name of the zone that a city or region is read as; None for anything else."""
    found = zone_names().get(plain(text)) if "/" in text else None
    cut = _cut(text)
    for language in languages_of(locale):
        phrases = lexicon(language).phrases.get(cut[0], ()) if cut and not found else ()
        zones = {each.value.name for each in phrases if each[:2] == (cut, "ZONE")}
        found = found or (zones.pop() if len(zones) == 1 else None)
    return found or None


def _slips(said: list[Phrase]) -> Iterator[Phrase]:
    known = {phrase.tokens[0] for phrase in said if len(phrase.tokens) == 1}
    meant: dict[str, set[Phrase]] = {}
    for phrase in said:
        word = phrase.tokens[0] if len(phrase.tokens) == 1 else ""
        if len(word) >= _LONG and phrase.kind in {"WEEKDAY", "OFFSET"}:
            for slip in _slips_of(word) - known:
                meant.setdefault(slip, set()).add(phrase._replace(tokens=(slip,)))
    for phrases in meant.values():
        if len(phrases) == 1:
            yield from phrases


def _slips_of(word: str) -> set[str]:
    """Give the word with two neighbours swapped, one letter missing or one letter doubled."""
    places = range(1, len(word))
    swapped = {word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in places}
    missing = {word[:i] + word[i + 1 :] for i in places}
    doubled = {word[:i] + word[i - 1] + word[i:] for i in places}
    return {plain(each) for each in swapped | missing | doubled} - {word}
