"""Undoing what Slack, and the keyboard, do to a line before it arrives.

Slack turns mentions, links and addresses into `<…>` and writes `&`, `<` and `>` as entities;
keyboards curl quotes and type blanks that do not break. Here a line becomes the words that the
person meant, each with its place in the line as it arrived.

Source: https://docs.slack.dev/messaging/formatting-message-text and, for slash commands,
`should_escape` in the app's manifest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.slack.grammar.line import Who

_DOUBLE = '"“”„‟«»＂'
_SINGLE = "'‘’‚‛"
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_PLAIN_QUOTES = str.maketrans(dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"'))
_UNSEEN = dict.fromkeys(map(ord, _INVISIBLE))
_ADDRESS = (
    r"[^\s<>|@,;:()\"]{1,64}@[^\s<>|@,;:()\"]{1,190}\.[^\s<>|@,;:()\".]{1,63}"  # as in RFC 5321
)
_WRAPPED = (
    r"<(?:@(?P<member>[^<>|\s]+)|mailto:(?P<mail>[^<>|]+)|(?P<link>https?://[^<>|]+)"
    r"|tel:(?P<number>[^<>|]+)|[#!](?P<other>[^<>|]+))(?:\|(?P<label>[^<>]*))?>"
)
_TOKEN = re.compile(
    rf"""
      (?P<double>[{_DOUBLE}](?P<inside>[^{_DOUBLE}]*)[{_DOUBLE}])
    | (?P<single>[{_SINGLE}](?P<within>[^{_SINGLE}]*)[{_SINGLE}](?=[\s,;]|$))
    | (?P<bracketed>(?:&lt;|[(<])(?:<mailto:(?P<wrapped>[^<>|]+)(?:\|[^<>]*)?>|(?P<bare>{_ADDRESS}))
      (?:&gt;|[)>]))
    | (?P<wrap>{_WRAPPED})
    | (?P<plain>(?:(?!{_WRAPPED.replace("?P<", "?P<not_")}|&lt;<mailto:)\S)+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WRAP = re.compile(_WRAPPED, re.IGNORECASE)
_IS_ADDRESS = re.compile(_ADDRESS)
_IS_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_IS_LINK_WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
_LONGEST_ADDRESS = 500  # characters, the name included; longer text is not searched for one
_AT_A_NUMBER = re.compile(r"@(?=\d)")
_STOPS = ",;.:!…"
_COMMAS = ",;"


class Sort(StrEnum):
    """What a word is, as far as one can see without its neighbours."""

    PLAIN = "plain"
    QUOTED = "quoted"
    MENTION = "mention"
    ADDRESS = "address"
    BRACKETED = "bracketed"  # an address in brackets, which belongs to the name before it
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it reads, and where it stood in the line as it arrived."""

    text: str
    sort: Sort
    start: int
    end: int
    slack_id: str | None = None
    comma: bool = False  # whether one follows

    @property
    def said(self) -> str:
        """The text without the comma or stop that follows it."""
        return self.text.rstrip(_STOPS) or self.text

    @property
    def key(self) -> str:
        """What to look a plain word up by; empty for all others."""
        return self.said.lstrip(_STOPS).casefold() if self.sort is Sort.PLAIN else ""


def unwrap(text: str) -> tuple[Word, ...]:
    """Give the words of a line as Slack sent it. Stops that stand alone are no words."""
    words: list[Word] = []
    for word in (word for found in _TOKEN.finditer(text) for word in _words(found)):
        if word.text.strip(_STOPS):
            words.append(replace(word, comma=word.text[-1] in _COMMAS))
        elif words and any(each in _COMMAS for each in word.text):
            words[-1] = replace(words[-1], comma=True)
    return tuple(words)


def unwrapped(text: str) -> str:
    """Give a piece of a line as the person meant it, in one string."""
    return _clean(_WRAP.sub(_inner, text))


def address(text: str) -> Who | None:
    """Read "Ana Ruiz <ana@x.com>" or a bare address; None = no address stands in it."""
    found = _IS_ADDRESS.search(text) if len(text) <= _LONGEST_ADDRESS else None
    if not found:
        return None
    name = " ".join((text[: found.start()] + text[found.end() :]).strip(" <>()").split())
    return Who(email=found.group(), name=name or None)


def _words(found: re.Match[str]) -> Iterator[Word]:
    start, end = found.span()
    if found["double"] or found["single"]:
        yield Word(unwrapped(found["inside"] or found["within"] or ""), Sort.QUOTED, start, end)
    elif found["bracketed"]:
        yield Word(found["wrapped"] or found["bare"], Sort.BRACKETED, start, end)
    elif found["member"]:
        name = _clean(found["label"] or found["member"])
        yield Word(f"@{name}", Sort.MENTION, start, end, slack_id=found["member"])
    elif found["mail"]:
        yield Word(_clean(found["mail"]), Sort.ADDRESS, start, end)
    elif found["other"] and found["wrap"].startswith("<#"):
        name = _clean(found["label"] or found["other"])
        yield Word(f"#{name}", Sort.PLAIN, start, end, slack_id=found["other"])
    elif found["link"]:
        yield Word(_clean(found["link"]), Sort.LINK, start, end)
    else:
        yield from _plain(_inner(found) if found["wrap"] else found["plain"], start, end)


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for piece in _clean(text).split():
        sort = _sort(piece.rstrip(_STOPS))
        if sort is Sort.PLAIN:
            for word in _AT_A_NUMBER.sub("@ ", piece).split():
                yield Word(word, sort, start, end)
        else:
            yield Word(piece.rstrip(_STOPS), sort, start, end)


def _sort(text: str) -> Sort:
    if _IS_LINK.fullmatch(text):
        return Sort.LINK
    if len(text) > _LONGEST_ADDRESS:
        return Sort.PLAIN
    if _IS_LINK_WITHOUT_SCHEME.fullmatch(text):
        return Sort.LINK
    return Sort.ADDRESS if _IS_ADDRESS.fullmatch(text) else Sort.PLAIN


def _inner(found: re.Match[str]) -> str:
    """Give what a `<…>` shows: for a channel or a group, its name."""
    if found["member"]:
        return f"@{found['label'] or found['member']}"
    if found["other"]:
        sign = "#" if found[0].startswith("<#") else "@"
        return sign + (found["label"] or found["other"]).lstrip("@#")
    if found["number"]:
        return found["label"] or found["number"]
    return str(found["mail"] or found["link"])


def _clean(text: str) -> str:
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(text.translate(_UNSEEN).translate(_PLAIN_QUOTES).split())
