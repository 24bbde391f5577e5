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
    """One place in a pattern."""

    kinds: tuple[str, ...]
    optional: bool
    valued: bool


class Rule(NamedTuple):
    """How a kind is made."""

    kind: str
    items: tuple[Item, ...]
    build: Callable[..., object]


class Grammar(NamedTuple):
    """Rules by kind, each with the kinds of words it can begin with; and these by kind."""

    rules: Mapping[str, Sequence[tuple[Rule, frozenset[str]]]]
    firsts: Mapping[str, frozenset[str]]


def rule(kind: str, pattern: str, build: Callable[..., object]) -> Rule:
    """Make a rule from a pattern such as "at? HOUR to/dash HOUR"."""
    return Rule(kind, tuple(_item(part) for part in pattern.split()), build)


def _item(part: str) -> Item:
    name = part.rstrip("?")
    return Item(tuple(name.split("/")), part.endswith("?"), name.isupper())


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
    gathered: dict[str, list[tuple[Rule, frozenset[str]]]] = {}
    for each in rules:
        gathered.setdefault(each.kind, []).append((each, _firsts(each, firsts)))
    return Grammar(gathered, firsts)


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
        self._rules, self._firsts = rules
        self._known: dict[tuple[str, int], tuple[tuple[Any, int], ...]] = {}
        self._kinds = [words.kinds(start) for start in range(len(words))]

    def at(self, kind: str, start: int) -> tuple[tuple[Any, int], ...]:
        """Give each value of a kind that begins at a place, with the place where it ends."""
        key = (kind, start)
        found = self._known.get(key)
        if found is None:
            self._known[key] = ()  # a rule that begins with itself ends here
            if self._may_begin(kind, start):
                self._known[key] = tuple(dict.fromkeys(self._find(kind, start)))
            found = self._known[key]
        return found

    def _may_begin(self, kind: str, start: int) -> bool:
        if start >= len(self._kinds):
            return False
        firsts = self._firsts.get(kind)
        if firsts is None:
            return kind in self._kinds[start]
        return not firsts.isdisjoint(self._kinds[start])

    def _find(self, kind: str, start: int) -> Iterator[tuple[Any, int]]:
        yield from self._words.edges(start, kind)
        kinds = self._kinds[start]
        for each, firsts in self._rules.get(kind, ()):
            if not firsts.isdisjoint(kinds):
                for values, end in self._follow(each.items, start):
                    value = each.build(*values)
                    if value is not None:
                        yield value, end

    def _follow(self, items: tuple[Item, ...], start: int) -> Iterator[tuple[tuple[Any, ...], int]]:
        if not items:
            yield (), start
            return
        item, rest = items[0], items[1:]
        for kind in item.kinds:
            for value, middle in self.at(kind, start):
                for values, end in self._follow(rest, middle):
                    yield ((value, *values) if item.valued else values), end
        if item.optional:
            for values, end in self._follow(rest, start):
                yield ((None, *values) if item.valued else values), end
