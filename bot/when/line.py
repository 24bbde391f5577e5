"""One line of text, ready to be read: its tokens, and which words of a language stand where."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from functools import lru_cache
from typing import Any

from bot.when.facts import ZoneSaid
from bot.when.lexicon import Lexicon, lexicon
from bot.when.months import month_named
from bot.when.tokens import Token, plain, tokens
from bot.when.zones import zone_names

_UTC = re.compile(r"(?:utc|gmt)([+-])(\d{1,2}):?(\d\d)?")
_FAR_EAST = timedelta(hours=14)
_REACH = 6  # a month's name stands at most so many tokens from its number
_NO_MONTHS = {"NUMBER", "ORDINAL", "UNIT", "WEEKDAY", "HALF"}  # dateparser reads "five" as May
REMEMBERED = 32  # lines: where words of time stand is asked first, then what time they say
Edge = tuple[Any, int]


class Line:
    """The tokens of some words, and the phrases of a language that begin at each."""

    def __init__(self, words: Sequence[str], known: Lexicon) -> None:
        self.tokens = _with_zones(words, dots=known.dots)
        self._texts = tuple(token.text for token in self.tokens)
        self._lexicon = known
        self._edges = [self._find(start) for start in range(len(self.tokens))]

    def __len__(self) -> int:
        return len(self.tokens)

    def edges(self, start: int, kind: str) -> Sequence[Edge]:
        """Give each value of a kind that begins at a token, with the token where it ends."""
        if start >= len(self.tokens):
            return ()
        if kind == "MONTH":
            return self._months(start)
        return self._edges[start].get(kind, ())

    def kinds(self, start: int) -> AbstractSet[str]:
        """Give the kinds of words that may begin at a token."""
        found = self._edges[start].keys()
        return found | {"MONTH"} if self.tokens[start].kind == "word" else found

    def is_number(self, place: int) -> bool:
        """Tell whether a token is a number of any sort."""
        inside = 0 <= place < len(self.tokens)
        return inside and (self.tokens[place].text[0].isdigit() or "NUMBER" in self._edges[place])

    def _find(self, start: int) -> dict[str, list[Edge]]:
        token = self.tokens[start]
        edges: dict[str, list[Edge]] = {}
        if token.kind == "ZONE":
            edges["ZONE"] = [(ZoneSaid(name=token.text), start + 1)]
        elif token.kind == "UTC":
            edges["ZONE"] = [(zone, start + 1) for zone in _offset(token.text)]
        elif token.kind != "word":
            literal = token.kind == "TIME" and self._lexicon.hours_24
            edges["TIME_24" if literal else token.kind] = [(token.text, start + 1)]
        for phrase in self._lexicon.phrases.get(token.text, ()):
            end = start + len(phrase.tokens)
            if self._texts[start:end] == phrase.tokens:
                edges.setdefault(phrase.kind, []).append((phrase.value, end))
        return edges

    def _months(self, start: int) -> Sequence[Edge]:
        known = self._edges[start].get("MONTH")
        if known:
            return known
        token = self.tokens[start]
        if _NO_MONTHS & self._edges[start].keys():
            return ()
        near = range(max(0, start - _REACH), min(len(self.tokens), start + _REACH + 1))
        if token.kind != "word" or not any(self._counts(place) for place in near):
            return ()
        month = month_named(token.text, self._lexicon.language)
        return ((month, start + 1),) if month else ()

    def _counts(self, place: int) -> bool:
        return (
            self.is_number(place) or "ORDINAL" in self._edges[place] or "last" in self._edges[place]
        )


@lru_cache(REMEMBERED)
def line_in(language: str, words: tuple[str, ...]) -> Line:
    """Give the line that some words are in a language."""
    return Line(words, lexicon(language))


def _with_zones(words: Sequence[str], *, dots: bool) -> tuple[Token, ...]:
    """Cut words into tokens, an IANA zone name such as Europe/Berlin being one."""
    found: list[Token] = []
    for index, word in enumerate(words):
        name = zone_names().get(plain(word).strip("(),.;"), "") if "/" in word else ""
        if name:
            found.append(Token("ZONE", name, index))
        else:
            found.extend(token._replace(word=index) for token in tokens([word], dots=dots))
    return tuple(found)


def _offset(text: str) -> Sequence[ZoneSaid]:
    found = _UTC.fullmatch(text)
    if not found:
        return ()
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if size > _FAR_EAST:
        return ()
    return (ZoneSaid(offset=-size if found[1] == "-" else size),)
