"""Reading one line."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.slack.grammar.booking import name_the_unnamed, read_booking, whole_length
from bot.slack.grammar.head import read_head
from bot.slack.grammar.keywords import (
    INTERVIEWEE,
    INTERVIEWER,
    KIND,
    MINUTE,
)
from bot.slack.grammar.lead_times import once_or_twice
from bot.slack.grammar.line import Line, Suggestion, Verb, Who
from bot.slack.grammar.outcome import line_of, settle_sides, verb_of
from bot.slack.grammar.people import may_be_a_name
from bot.slack.grammar.sentences import is_list, read_sentence
from bot.slack.grammar.sheet import Role, Sheet
from bot.slack.grammar.suggest import suggestion, suggestions
from bot.slack.grammar.unwrap import Sort, Word, unwrap
from bot.slack.grammar.verbs import BY_VERB, BY_WORD, Takes, VerbEntry

_HALVES_OF_SIGNS = re.compile(r"[\ud800-\udfff]")
LONGEST = 200  # words of a booking or a change; of a longer text, only the head is read
_NUMBER = re.compile(r"#?[0-9]+")
_MINUTES = re.compile(rf"[0-9]{{1,4}}(?P<unit> ?(?:{'|'.join(sorted(MINUTE))}))?")
_LATE = frozenset(BY_VERB[Verb.LATE].words)
_BEFORE_A_NUMBER = KIND | INTERVIEWER | INTERVIEWEE
_MOST_HOURS = 8  # a number up to this may be hours, a greater one minutes
_BOOKS = frozenset({Verb.BOOK, Verb.NEW})


class WordOrName(NamedTuple):
    """A word that may be a command or somebody; and the line with the English command there."""

    word: str
    as_word: str
    who: Who


def read_line(text: str, locale: str) -> Line:
    """Read what somebody typed after the command, or wrote to the bot, as Slack sent it.

    `locale` is the speaker's, such as "en-US": it decides which words are words of time. Any
    text gives a Line, and never an error; in one of more than 200 words only the verb, what it is
    about and a reason are looked for. The line is not understood further than its words go:
    people are not looked up, and times not read.
    """
    text = _HALVES_OF_SIGNS.sub("\N{REPLACEMENT CHARACTER}", text)
    sheet = Sheet(_in_order(unwrap(text)), locale)
    if not len(sheet):
        return Line(verb=Verb.MINE)
    entry, verb = _read(sheet)
    return line_of(sheet, verb, entry, _suggestions(sheet, text))


def word_or_name(text: str, locale: str) -> WordOrName | None:
    """Give the first word, where it is the speaker's own for a command and may be a name as well.

    None also where the line would not be understood with a name there.
    """
    sheet = Sheet(unwrap(text), locale)
    if not len(sheet) or not may_be_a_name(sheet, 0):
        return None
    first = sheet.words[0]
    before, after = text[: first.start], text[first.end :]
    named = read_line(f"{before}@{first.said}{after}", locale)
    if named.problems or named.left_over or named.verb is Verb.UNKNOWN:
        return None
    return WordOrName(first.said, f"{before}{sheet.key(0)}{after}", Who(name=first.said))


def with_time(text: str, locale: str, said: str) -> str:
    """Give the same line with `said` in place of all its words of time; "" leaves them out.

    A line without any is given as it is.
    """
    sheet = Sheet(_in_order(unwrap(text)), locale)
    if len(sheet):
        _read(sheet)
    found = [
        (sheet.words[each.start], sheet.words[each.end - 1]) for each in sheet.found(Role.WHEN)
    ]
    for number, (first, last) in reversed(list(enumerate(found))):
        text = text[: first.start] + (said if number == 0 else "") + text[last.end :]
    return " ".join(text.split())


def _in_order(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Put two words in the order in which they are read: what steers comes first."""
    return _late_first(_number_first(words))


def _number_first(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Put the number of "kind 27 phone" and "with 27 @lee" before the word it follows."""
    if len(words) > 1 and words[0].key in _BEFORE_A_NUMBER and _NUMBER.fullmatch(words[1].key):
        return (words[1], words[0], *words[2:])
    return words


def _late_first(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Put the "late" of "27 5 late" and "10 min late" before the minutes; "5 late" is about #5."""
    late = next((at for at, word in enumerate(words) if word.key in _LATE), 0)
    for start in (0, 1):
        minutes = _MINUTES.fullmatch(" ".join(word.key for word in words[start:late]))
        if minutes and (_names_one(words[0]) if start else minutes["unit"]):
            return (*words[:start], words[late], *words[start:late], *words[late + 1 :])
    return words


def _names_one(word: Word) -> bool:
    """Whether the word says which interview is meant, by its number or by somebody."""
    return word.sort is Sort.MENTION or bool(_NUMBER.fullmatch(word.key))


def _read(sheet: Sheet) -> tuple[VerbEntry | None, Verb]:
    if is_list(sheet):
        read_sentence(sheet, 0, BY_VERB[Verb.LIST])
        return BY_VERB[Verb.LIST], Verb.LIST
    entry, start = read_head(sheet)
    if entry is None or entry.takes in {Takes.BOOKING, Takes.TIME}:
        entry = _read_booking(sheet, start, entry)
    else:
        read_sentence(sheet, start, entry)
    verb = verb_of(sheet, entry)
    settle_sides(sheet, verb)
    return entry, verb


def _read_booking(sheet: Sheet, start: int, entry: VerbEntry | None) -> VerbEntry | None:
    if len(sheet) <= LONGEST:
        read_booking(sheet, start)
    if entry and entry.takes is Takes.TIME:
        sheet.keep(*_OF_A_PROPOSAL)
    entry = entry or _late_verb(sheet)
    about_one = sheet.found(Role.ID, Role.SUBJECT)
    if not about_one and (entry is None or entry.verb in _BOOKS):
        whole_length(sheet)
        if sheet.mistyped is None and not sheet.found(Role.PERSON, Role.INTERVIEWEE):
            name_the_unnamed(sheet, start)
    return entry


def _late_verb(sheet: Sheet) -> VerbEntry | None:
    """Find the verb of "@ana fri 4pm move", which is no booking."""
    for at in sheet.left_over():
        entry = BY_WORD.get(sheet.key(at))
        if entry and entry.concerns_one and entry.takes is Takes.BOOKING:
            sheet.find(Role.VERB, at, at + 1)
            return entry
    return None


def _suggestions(sheet: Sheet, text: str) -> tuple[Suggestion, ...]:
    """Offer a verb for a word that is nearly one, and what else has to be asked as it is meant."""
    offered: list[Suggestion] = []
    if sheet.mistyped is not None:
        offered.extend(suggestions(text, sheet.words[sheet.mistyped]))
    for found in sheet.found(Role.FOR_NUMBER):
        number = str(found.worth)
        unit = "h" if len(number) == 1 and int(number) <= _MOST_HOURS else "m"
        offered.append(suggestion(text, sheet.words[found.start + 1], number + unit))
    for found in sheet.found(Role.ONCE_OR_TWICE):
        first, last = sheet.words[found.start], sheet.words[found.end - 1]
        for meant in once_or_twice(str(found.worth)) or ():
            line = text[: first.start] + meant + text[last.end :]
            offered.append(Suggestion(word=meant, line=line))
    return tuple(offered)


_OF_A_PROPOSAL = (
    Role.VERB,
    Role.PARTICLE,
    Role.ID,
    Role.SUBJECT,
    Role.PERSON,
    Role.WHEN,
    Role.LENGTH,
    Role.FOR_NUMBER,
)
