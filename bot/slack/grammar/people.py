"""Finding people in a line: a mention, an address, a name."""

from __future__ import annotations

from typing import NamedTuple

from bot.slack.grammar.keywords import AND, KEYWORDS, KINDS, NO_NAMES
from bot.slack.grammar.line import MYSELF, ONESELF, Who
from bot.slack.grammar.sheet import Sheet
from bot.slack.grammar.unwrap import Sort, address
from bot.slack.grammar.verbs import BY_WORD

LONGEST_NAME = 3  # words of a name without quotes; a longer run of words is a sentence
_IN_NAMES = frozenset("'-.")
_STEERING = KEYWORDS | AND | NO_NAMES


class Person(NamedTuple):
    """Somebody in the line, and the word after them."""

    who: Who
    end: int


def person_at(sheet: Sheet, at: int) -> Person | None:
    """Read somebody who is clearly a person: a mention, an address, `@name`, or quotes."""
    word = sheet.words[at] if at < len(sheet) else None
    if word is None:
        return None
    match word.sort:
        case Sort.MENTION:
            named = word.text[1:]
            name = None if named == word.slack_id else named
            return Person(Who(slack_id=word.slack_id, name=name), at + 1)
        case Sort.ADDRESS | Sort.BRACKETED:
            return Person(Who(email=word.text), at + 1)
        case Sort.QUOTED:
            return _with_address(sheet, address(word.text) or Who(name=word.text), at + 1)
        case Sort.PLAIN if sheet.is_signed_name(at):
            return Person(Who(name=word.said[1:]), at + 1)
    return None


def oneself_at(sheet: Sheet, at: int) -> Person | None:
    """Read "me", where somebody can be and no verb."""
    return Person(ONESELF, at + 1) if sheet.key(at) in MYSELF else None


def name_at(sheet: Sheet, at: int, times: tuple[bool, ...]) -> Person | None:
    """Read a name without any sign: plain words up to a keyword, a verb or a time."""
    end = at
    while end < len(sheet) and end - at < LONGEST_NAME and _goes_on(sheet, at, end, times):
        end += 1
    if end == at:
        return None
    return _with_address(sheet, Who(name=sheet.text(at, end)), end)


def is_name(sheet: Sheet, start: int, end: int) -> bool:
    """Whether these words could be a name."""
    return 0 < end - start <= LONGEST_NAME and all(
        is_name_word(sheet, at) for at in range(start, end)
    )


def is_name_word(sheet: Sheet, at: int) -> bool:
    """Whether a word could be part of a name: letters, and none of the words that steer."""
    key = sheet.key(at)
    if not key or key in _STEERING or key in BY_WORD or (key,) in KINDS:
        return False
    return key[0].isalpha() and all(each.isalpha() or each in _IN_NAMES for each in key)


def may_be_a_name(sheet: Sheet, at: int) -> bool:
    """Whether a word of the speaker's own, such as "nova" for "new", is a name where one can be."""
    key = sheet.key(at)
    entry = BY_WORD.get(key)
    is_another = key in _STEERING or (key,) in KINDS or (entry is not None and entry.concerns_one)
    return sheet.is_own(at) and not is_another and sheet.words[at].key.isalpha()


def people_at(sheet: Sheet, at: int, times: tuple[bool, ...] | None) -> list[Person]:
    """Read somebody, and whoever is joined to them by "and" or a comma.

    With `times` a name without any sign is read too.
    """
    people: list[Person] = []
    while found := (
        oneself_at(sheet, at)
        or person_at(sheet, at)
        or (name_at(sheet, at, times) if times else None)
    ):
        people.append(found)
        joined = sheet.key(found.end) in AND
        if not joined and not _listed(sheet, found.end):
            break
        at = found.end + joined
    return people


def _listed(sheet: Sheet, at: int) -> bool:
    return sheet.words[at - 1].comma and person_at(sheet, at) is not None


def _goes_on(sheet: Sheet, start: int, at: int, times: tuple[bool, ...]) -> bool:
    if not (is_name_word(sheet, at) or may_be_a_name(sheet, at)):
        return False
    if at > start and sheet.words[at - 1].comma:
        return False
    return not times[at] or (at == start and sheet.is_month(at))


def _with_address(sheet: Sheet, who: Who, end: int) -> Person:
    if who.email is None and sheet.sort(end) in {Sort.BRACKETED, Sort.ADDRESS}:
        return Person(Who(email=sheet.words[end].text, name=who.name), end + 1)
    return Person(who, end)
