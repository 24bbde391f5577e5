"""Reading one line: in the speaker's language first, in English second."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

from bot.when.answers import Answer, Ask, Context, Outcome, Question, Reason, Refuse
from bot.when.calendar import customs_of
from bot.when.chart import Chart
from bot.when.facts import LengthSaid
from bot.when.judging import Judge
from bot.when.lexicon import LANGUAGES, languages_of, lexicon
from bot.when.line import Line, line_in
from bot.when.moments import MOST_CANDIDATES, Setting, distinct
from bot.when.months import warm_months
from bot.when.pieces import GRAMMAR, best_cover, readings
from bot.when.zones import zone_names

LONGEST = 200
_MOST_WORDS = 40


def read(
    text: str, now: datetime, zone: ZoneInfo, locale: str, context: Context | None = None
) -> Outcome:
    """Read a time that a person typed.

    `now` is aware; `zone` and `locale` (such as "en-US") are the speaker's; `context` is the
    interview that is being moved, if one is. What is answered lies after `now`. A text that is
    not wholly understood is refused, one with two meanings comes back as a question.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    words = text.split() if len(text) <= LONGEST else ()
    if len(text) > LONGEST or len(words) > _MOST_WORDS:
        return Refuse(Reason.TOO_LONG, {"limit": str(LONGEST)})
    own, *others = languages_of(locale)
    customs = customs_of(locale, zone, dotted=lexicon(own).dots)
    judge = Judge(Setting(now, zone), customs, context)
    outcome = _read_in(own, words, judge)
    for language in others if _not_understood(outcome) else ():
        found = _read_in(language, words, judge)
        outcome = outcome if _not_understood(found) else found
    return outcome


def _read_in(language: str, words: Sequence[str], judge: Judge) -> Outcome:
    line = line_in(language, tuple(words))
    found = readings(line) if len(line) else ()
    if not found:
        return Refuse(Reason.NOT_UNDERSTOOD, {"words": _strange(line, words)})
    return _agreed([judge.judge(pieces) for pieces in found])


# What is dropped where another reading makes more sense, the worst last.
_POOR: tuple[frozenset[str], ...] = (
    frozenset(
        {
            Reason.NOT_UNDERSTOOD,
            Reason.BACKWARDS,
            Reason.IMPOSSIBLE_DATE,
            Reason.PAST,
            Question.MANY,
            Question.MISSING_TIME,
            Question.CONTRADICTION,
        }
    ),
    frozenset({Reason.NOT_UNDERSTOOD}),
)


def _without(outcomes: list[Outcome], poor: frozenset[str]) -> list[Outcome]:
    return [each for each in outcomes if _key(each) not in poor]


def _key(outcome: Outcome) -> str:
    if isinstance(outcome, Refuse):
        return outcome.reason
    contradictory = isinstance(outcome, Ask) and outcome.question is Question.CONTRADICTION
    if isinstance(outcome, Ask) and (contradictory or not outcome.candidates):
        return outcome.question
    return ""


def _not_understood(outcome: Outcome) -> bool:
    return isinstance(outcome, Refuse) and outcome.reason is Reason.NOT_UNDERSTOOD


def _agreed(outcomes: list[Outcome]) -> Outcome:
    """Give the one outcome of all readings that make sense, or ask which is meant."""
    sensible = next(filter(None, (_without(outcomes, poor) for poor in _POOR)), [])
    told = [each for place, each in enumerate(sensible) if each not in sensible[:place]]
    if not told:
        return Refuse(Reason.NOT_UNDERSTOOD, {"words": ""})
    if len(told) == 1:
        return told[0]
    rounds = zip_longest(*map(_candidates, told))  # one of each reading before a second of any
    answers = [answer for each in rounds for answer in each if answer]
    if not answers:
        return told[0]
    return Ask(Question.SEVERAL_READINGS, distinct(answers)[:MOST_CANDIDATES])


def _candidates(outcome: Outcome) -> tuple[Answer, ...]:
    if isinstance(outcome, Answer):
        return (outcome,)
    return outcome.candidates if isinstance(outcome, Ask) else ()


def _strange(line: Line, words: Sequence[str]) -> str:
    """Give the words that no piece of a line accounts for, as they were typed."""
    if not len(line):
        return " ".join(words)
    covered = {place for piece in best_cover(line) for place in range(piece.start, piece.end)}
    strange = {line.tokens[place].word for place in range(len(line)) if place not in covered}
    return " ".join(words[place] for place in sorted(strange))


def length(text: str, locale: str) -> timedelta | None:
    """Read a bare length such as "45m", "1h30" or "an hour and a half"; None if it is none."""
    words = text.split() if len(text) <= LONGEST else ()
    for language in languages_of(locale):
        line = line_in(language, tuple(words))
        chart = Chart(line, GRAMMAR)
        for kind in ("LONG", "FACT"):
            for value, end in chart.at(kind, 0) if len(line) else ():
                found = value.length if isinstance(value, LengthSaid) else value
                if end == len(line) and isinstance(found, timedelta) and found > timedelta():
                    return found
    return None


def warm() -> None:
    """Load everything that the first reading would otherwise wait for."""
    zone_names()
    for language in LANGUAGES:
        lexicon(language)
        warm_months(language)
    read("Fri 15 Jan 3-4pm Berlin", datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"), "en-US")
