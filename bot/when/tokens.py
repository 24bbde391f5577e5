"""Cutting a line into tokens: small letters, no accents, one kind of dash and quote."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<ISO>\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)(?![\d:])
    | (?P<NUMERIC>\d{1,4}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{1,4}|\d{1,2}/\d{1,2})(?![\d/])
    | (?P<DAY_DOTS>\d{1,2}\.\d{1,2}\.)(?!\d)
    | (?P<UTC>(?:utc|gmt)[+-]\d{1,2}(?::?\d\d)?)(?!\d)
    | (?P<TIME>\d{1,2}:\d\d(?::\d\d)?)(?![\d:])
    | (?P<DOTTED>\d{1,2}\.\d{1,2})(?!\d)
    | (?P<DECIMAL>\d{1,2},\d)(?!\d)
    | (?P<DIGITS>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<dot>(?<=\d)\.)
    | (?P<mark_>[^\s\w.,;:!?"])
    """,
    re.VERBOSE,
)
_MARKS = {"-": "dash", "/": "slash", "+": "plus", "'": "quote", "(": "open", ")": "close"}
_SAME = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
    }
)
_INNER_QUOTE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


class Token(NamedTuple):
    """A piece of a word: its kind, its text, and which word of the line it came from."""

    kind: str
    text: str
    word: int


def plain(text: str) -> str:
    """Take away capitals, accents and the variety of dashes and quotes."""
    folded = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME).casefold()
    decomposed = unicodedata.normalize("NFD", folded)
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return _INNER_QUOTE.sub(" ", bare)


def tokens(words: Sequence[str], *, dots: bool = False) -> tuple[Token, ...]:
    """Cut words into tokens. What is no letter, digit or known mark is left out or kept as "?".

    `dots`: keep the dot behind a number, which makes it an ordinal in some languages.
    """
    return tuple(
        _token(found, index, dots=dots)
        for index, word in enumerate(words)
        for found in _TOKEN.finditer(plain(word))
        if dots or found.lastgroup != "dot"
    )


def _token(found: re.Match[str], index: int, *, dots: bool) -> Token:
    kind = found.lastgroup or ""
    text = found.group()
    if kind == "mark_":
        return Token(_MARKS.get(text, "?"), text, index)
    if kind == "DAY_DOTS" and not dots:
        return Token("DOTTED", text.rstrip("."), index)
    if found.group("NUMERIC"):
        return Token("NUMERIC", text, index)
    return Token(kind, text, index)
