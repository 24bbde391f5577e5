"""Finding the place in a line: a link, a number to call, or words after `at`, `in`, `place`."""

from __future__ import annotations

import re

from bot.interviews.model import Kind
from bot.slack.grammar.keywords import (
    BY_WAY_OF,
    KEYWORDS,
    KIND,
    KINDS,
    LONGEST_KIND,
    LOOSE_PLACE,
    PLACE,
    ROOMS,
)
from bot.slack.grammar.sheet import Role, Sheet
from bot.slack.grammar.unwrap import Sort

_DIGITS = re.compile(r"\+?[0-9().\-/]*[0-9][0-9().\-/]*")
_ROOM_NUMBER = re.compile(r"[0-9]+[0-9.:\-]*[a-z]?")
_FEWEST_DIGITS = 7  # of a number to call
_LAST_HOUR = 24


def read_place(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    """Read a place that begins here; None = none does."""
    if sheet.sort(at) is Sort.LINK:
        return sheet.find(Role.PLACE, at, at + 1, sheet.words[at].text)
    if sheet.key(at).startswith("+") and (end := _number_to_call(sheet, at)):
        return sheet.find(Role.PLACE, at, end, sheet.text(at, end))
    if _is_numbered_room(sheet, at):
        end = _words_end(sheet, at, at + 1, times)
        return sheet.find(Role.PLACE, at, end, sheet.text(at, end))
    if sheet.key(at) not in PLACE:
        return None
    end = _after_keyword(sheet, at, times)
    return sheet.find(Role.PLACE, at, end, sheet.text(at + 1, end)) if end > at + 1 else None


def kind_at(sheet: Sheet, at: int) -> tuple[Kind, int] | None:
    """Read words for a kind that begin here, with "by" or the like before them."""
    by_way = sheet.key(at) in BY_WAY_OF
    for start in (at, at + 1) if by_way else (at,):
        for end in range(start + LONGEST_KIND, start, -1):
            if kind := KINDS.get(sheet.keys(start, end)):
                return kind, end
    return None


def read_kind(sheet: Sheet, at: int) -> int | None:
    """Read a kind that begins here, or `kind` and one; None = neither does."""
    if stuck := kind_of(sheet.key(at)):
        return sheet.find(Role.KIND, at, at + 1, stuck)
    found = kind_at(sheet, at + 1 if sheet.key(at) in KIND else at)
    return sheet.find(Role.KIND, at, found[1], found[0]) if found else None


def kind_of(key: str) -> Kind | None:
    """Read "kind:video" and "kind=video"."""
    name, _, kind = key.replace("=", ":").partition(":")
    return KINDS.get((kind,)) if name in KIND else None


def _after_keyword(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int:
    """Say where the place that a keyword announces ends: right after it, if there is none."""
    start = at + 1
    if sheet.sort(start) in {Sort.LINK, Sort.QUOTED}:
        return start + 1
    end = _number_to_call(sheet, start)
    if end and not all(times[start:end]):
        return end
    if not sheet.is_number(start):
        return _words_end(sheet, start, start, times)
    is_clock = sheet.begins_a_time(start) or (
        sheet.key(at) in LOOSE_PLACE and not _is_house_number(sheet, start, times)
    )
    return start if is_clock else _words_end(sheet, start, start + 1, times)


def _words_end(sheet: Sheet, start: int, at: int, times: tuple[bool, ...]) -> int:
    while at < len(sheet) and _goes_on(sheet, start, at, times):
        at += 1
    return at


def _goes_on(sheet: Sheet, start: int, at: int, times: tuple[bool, ...]) -> bool:
    key = sheet.key(at)
    if not key:
        return sheet.sort(at) is Sort.QUOTED and at > start
    if key.startswith("@") or kind_of(key):
        return False
    if at > start and _belongs_to_the_room(sheet, at):
        return True
    if times[at] or sheet.is_number(at):
        return False
    if key in LOOSE_PLACE and at > start:
        return _plain_word(sheet, at + 1, times) and not kind_at(sheet, at)
    if key in KEYWORDS and (at > start or key not in PLACE):
        return False
    return not kind_at(sheet, at) or _is_in_a_name(sheet, start, at, times)


def _belongs_to_the_room(sheet: Sheet, at: int) -> bool:
    """Whether a number is the room's: "Room 2", "Sala 2.04", but not "Starbucks 3 pm"."""
    if sheet.key(at - 1) in ROOMS and _ROOM_NUMBER.fullmatch(sheet.key(at)):
        return not sheet.begins_a_time(at)
    if not sheet.is_number(at) or not sheet.key(at - 1).strip("#"):
        return False
    return not sheet.is_number(at - 1) and not sheet.begins_a_time(at)


def _is_numbered_room(sheet: Sheet, at: int) -> bool:
    """Whether "room 5" begins here, which is a place without a word before it."""
    return sheet.key(at) in ROOMS and at + 1 < len(sheet) and _belongs_to_the_room(sheet, at + 1)


def _is_house_number(sheet: Sheet, at: int, times: tuple[bool, ...]) -> bool:
    """Whether "10" in "at 10 Downing Street" is no clock: a name with a capital follows."""
    if not _plain_word(sheet, at + 1, times):
        return False
    return int(sheet.key(at)) > _LAST_HOUR or sheet.words[at + 1].text[0].isupper()


def _is_in_a_name(sheet: Sheet, start: int, at: int, times: tuple[bool, ...]) -> bool:
    """Whether a word for a kind is part of a name such as "Phone Booth"."""
    _, end = kind_at(sheet, at) or (None, at)
    named = at == start or sheet.words[at].text[0].isupper()
    return named and sheet.key(at) not in LOOSE_PLACE and _plain_word(sheet, end, times)


def _plain_word(sheet: Sheet, at: int, times: tuple[bool, ...]) -> bool:
    key = sheet.key(at)
    if not key or key in KEYWORDS or key.startswith("@") or _timed(times, at):
        return False
    return key[0].isalpha() and not kind_at(sheet, at)


def _timed(times: tuple[bool, ...], at: int) -> bool:
    return at < len(times) and times[at]


def _number_to_call(sheet: Sheet, at: int) -> int | None:
    end, digits = at, 0
    while sheet.key(end) and _DIGITS.fullmatch(sheet.key(end)):
        digits += sum(each.isdigit() for each in sheet.key(end))
        end += 1
    return end if digits >= _FEWEST_DIGITS else None
