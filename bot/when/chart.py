"""A small grammar engine: every reading of every stretch of a line, none thrown away.

A rule has a kind, a pattern and a builder. In a pattern, names in capitals carry a value,
which is handed to the builder; names in small letters are plain words; `?` marks what may be
missing (its value is None then), `/` what may stand in one place. The builder may return None:
then the rule does not apply.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, Protocol


class Words(Protocol):
    """Where the chart finds its words."""

    def __len__(self) -> int: ...

    def edges(self, start: int, kind: str) -> Sequence[tuple[Any, int]]:
        """Give each value of a kind that begins at a place, with the place where it ends."""

    def kinds(self, start: int) -> AbstractSet[str]:
        """Give the kinds of words that may begin at a place."""


class Item(NamedTuple):
    """One place in a pattern: its kinds, each with the kinds of words that it can begin with."""

    kinds: Mapping[str, frozenset[str]]
    optional: bool
    valued: bool


class Rule(NamedTuple):
    """How a kind is made. `needs`: what each item that may not be missing can begin with."""

    kind: str
    items: tuple[Item, ...]
    build: Callable[..., object]
    needs: tuple[frozenset[str], ...] = ()


Grammar = Mapping[str, Mapping[str, Mapping[int, Rule]]]
"""The rules of each kind by what words they can begin with, numbered in their order."""


def rule(kind: str, pattern: str, build: Callable[..., object]) -> Rule:
    """Make a rule from a pattern such as "at? HOUR to/dash HOUR"."""
    return Rule(kind, tuple(_item(part) for part in pattern.split()), build)


def _item(part: str) -> Item:
    name = part.rstrip("?")
    kinds = {kind: frozenset({kind}) for kind in name.split("/")}
    return Item(kinds, part.endswith("?"), name.isupper())


def grammar(*tables: Sequence[Rule]) -> Grammar:
    """Gather rules by kind."""
    rules = [each for table in tables for each in table]
    firsts: dict[str, frozenset[str]] = {}
    for _ in rules:  # each round sees one rule further
        found = {each.kind: firsts.get(each.kind, frozenset({each.kind})) for each in rules}
        for each in rules:
            found[each.kind] |= _firsts(each, firsts)
        if found == firsts:
            break
        firsts = found
    gathered: dict[str, dict[str, dict[int, Rule]]] = {}
    for number, each in enumerate(rules):
        ready = _ready(each, firsts)
        for first in _firsts(each, firsts):
            gathered.setdefault(each.kind, {}).setdefault(first, {})[number] = ready
    return gathered


def _ready(each: Rule, firsts: Mapping[str, frozenset[str]]) -> Rule:
    items = [
        item._replace(kinds={kind: firsts.get(kind, own) for kind, own in item.kinds.items()})
        for item in each.items
    ]
    needs = (frozenset().union(*item.kinds.values()) for item in items if not item.optional)
    return each._replace(items=tuple(items), needs=tuple(needs))


def _firsts(each: Rule, firsts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give the kinds of words that a rule can begin with."""
    found: set[str] = set()
    for item in each.items:
        for kind in item.kinds:
            found |= firsts.get(kind, {kind})
        if not item.optional:
            break
    return frozenset(found)


class Chart:
    """All readings of one line under one grammar, found when they are asked for."""

    def __init__(self, words: Words, rules: Grammar) -> None:
        self._words = words
        self._rules = rules
        self._known: dict[tuple[str, int], tuple[tuple[Any, int], ...]] = {}
        self._kinds = [*(words.kinds(start) for start in range(len(words))), frozenset[str]()]
        self._ahead = [frozenset().union(*self._kinds[start:]) for start in range(len(words) + 1)]

    def at(self, kind: str, start: int) -> tuple[tuple[Any, int], ...]:
        """Give each value of a kind that begins at a place, with the place where it ends."""
        key = (kind, start)
        found = self._known.get(key)
        if found is None:
            self._known[key] = ()  # a rule that begins with itself ends here
            found = self._known[key] = tuple(dict.fromkeys(self._find(kind, start)))
        return found

    def _find(self, kind: str, start: int) -> Iterator[tuple[Any, int]]:
        yield from self._words.edges(start, kind)
        for each in self._rules_for(kind, start):
            for values, end in self._follow(each.items, 0, start):
                value = each.build(*values)
                if value is not None:
                    yield value, end

    def _rules_for(self, kind: str, start: int) -> Sequence[Rule]:
        """Give the rules of a kind for which the words from a place on can do, in their order."""
        by_first = self._rules.get(kind)
        if by_first is None:
            return ()
        found: dict[int, Rule] = {}
        for first in self._kinds[start]:
            found |= by_first.get(first, {})
        room, missing = len(self._words) - start, self._ahead[start].isdisjoint
        return [
            each
            for _, each in sorted(found.items())
            if len(each.needs) <= room and not any(map(missing, each.needs))
        ]

    def _follow(
        self, items: tuple[Item, ...], place: int, start: int
    ) -> Iterator[tuple[tuple[Any, ...], int]]:
        """Give the values of the items from that place on, wherever they begin at `start`."""
        if place == len(items):
            yield (), start
            return
        kinds, optional, valued = items[place]
        here = self._kinds[start]
        for kind, firsts in kinds.items():
            if not firsts.isdisjoint(here):
                for value, middle in self.at(kind, start):
                    for values, end in self._follow(items, place + 1, middle):
                        yield ((value, *values) if valued else values), end
        if optional:
            for values, end in self._follow(items, place + 1, start):
                yield ((None, *values) if valued else values), end
