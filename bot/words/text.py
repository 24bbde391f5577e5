"""Typed text where there is little room: on one line, counted, and cut where nothing breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

CUT = "…"
LONGEST_LINK = 3000  # what Slack lets a button lead to

# One thing that must not be cut in half: an entity, a marked date, mention or link, and what a
# reader takes for one character (a grapheme of Unicode's UAX #29, which `re` does not know).
_WHOLE = regex.compile(r"(?:&(?:amp|lt|gt);|<[^<>]*>)[\p{M}\u200d]*|\X", regex.DOTALL)
_UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"  # and what turns around
)
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb]+")
_HALF = re.compile(r"[\ud800-\udfff]")  # of a surrogate pair, which is no character
_INSTEAD = "\ufffd"


def one_line(text: str) -> str:
    """Give a text on one line, without characters that would hide or turn around what follows."""
    if not text.isprintable():  # whatever is looked for is of the kinds that Python does not print
        text = _HALF.sub(_INSTEAD, _INVISIBLE.sub("", _UNSHOWN.sub(" ", text)))
    return " ".join(text.split())


def size(text: str) -> int:
    """Count a text's characters as Slack may: an emoji can count as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def wholes(text: str) -> Iterator[str]:
    """Give the parts of a text that must not be cut in half: graphemes, entities, marks."""
    for found in _WHOLE.finditer(text):
        yield found[0]


def cut(text: str, limit: int) -> str:
    """Give a text of at most `limit` characters (see `size`); one that was longer ends in "…".

    No character, entity or marked link is cut in half.
    """
    if size(text) <= limit:
        return text
    kept, room = [], limit - size(CUT)
    for whole in wholes(text):
        room -= size(whole)
        if room < 0:
            break
        kept.append(whole)
    return "".join(kept).rstrip() + CUT


def is_link(text: str | None) -> bool:
    """Whether a text is one web address, which a button or a link can lead to."""
    return bool(text and len(text) <= LONGEST_LINK and re.fullmatch(r"https?://[^\s<>|\"]+", text))
