"""Whether what was read of a line is right, wrong, or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.when import Answer, Ask, Outcome, Question, Reason, Refuse

RIGHT, WRONG, ASKED, REFUSED = "right", "wrong", "asked", "refused"
_MINUTE = timedelta(minutes=1)
_FARTHEST = timedelta(days=270)  # rule 5: about nine months
_YEAR = re.compile(r"(?:19|20)\d\d")
_BY_ITS_WORD = {Question.ZONE_ABBREVIATION, Question.ZONE_SEASON}
# The house rule that demands each question.
_RULES = {
    Question.AM_PM: 2,
    Question.NEXT_WEEKDAY: 3,
    Question.WEEKDAY_TODAY: 3,
    Question.NUMERIC_DATE: 4,
    Question.GONE: 6,
    Question.FOLD: 6,
    Question.ZONE_ABBREVIATION: 7,
    Question.ZONE_SEASON: 7,
    Question.FUZZY: 8,
    Question.MISSING_TIME: 8,
    Question.CONTRADICTION: 8,
    Question.MIDNIGHT: 8,
    Question.MANY: 8,
    Question.OPEN: 8,
    Question.LENGTH_OR_SHIFT: 10,
}


@dataclass(frozen=True)
class Score:
    """What became of a line; `rule`: the house rule because of which a question was right."""

    verdict: str
    rule: int | None = None


def score(line: dict[str, Any], outcome: Outcome) -> Score:
    """Hold an outcome against what a line expects."""
    if line["expect"] == "ok":
        return _on_a_day(line, outcome) if line["grain"] == "day" else _at_a_time(line, outcome)
    if isinstance(outcome, Answer):
        return Score(WRONG)
    if line["expect"] == "refuse":
        return Score(RIGHT if isinstance(outcome, Refuse) else ASKED)
    return _asked(line, outcome)


def _asked(line: dict[str, Any], outcome: Outcome) -> Score:
    if isinstance(outcome, Refuse):
        return Score(REFUSED)
    offered = _starts(outcome) if isinstance(outcome, Ask) else []
    wanted = [_utc(each) for each in line.get("candidates") or ()]
    return Score(RIGHT if all(each in offered for each in wanted) else ASKED)


def _on_a_day(line: dict[str, Any], outcome: Outcome) -> Score:
    """Judge a line of which only the date counts: a question for the time on that date."""
    zone = ZoneInfo(line["tz"])
    wanted = {each.astimezone(zone).date() for each in _wanted(line)}
    match outcome:
        case Answer(start):
            return Score(RIGHT if start.astimezone(zone).date() in wanted else WRONG)
        case Ask(question, candidates, day):
            days = {day} if day else {each.start.astimezone(zone).date() for each in candidates}
            if len(days) == 1:
                return Score(RIGHT if days <= wanted else WRONG)
            contradicts = question is Question.CONTRADICTION and _is_far(line)
            return _by_rule(question) if days & wanted or contradicts else Score(ASKED)
        case Refuse():
            return _refused(line, outcome)


def _at_a_time(line: dict[str, Any], outcome: Outcome) -> Score:
    match outcome:
        case Answer():
            return Score(RIGHT if _is(line, outcome) else WRONG)
        case Ask(question, candidates, day):
            if any(_is(line, each) for each in candidates) or _is_loose(line, question, day):
                return _by_rule(question)
            if question in _BY_ITS_WORD:
                return _by_rule(question)
            return Score(ASKED)
        case Refuse():
            return _refused(line, outcome)


def _is_loose(line: dict[str, Any], question: Question, day: date | None) -> bool:
    """Tell whether a part of the day or an open interval was rightly asked about."""
    zone = ZoneInfo(line["tz"])
    days = {each.astimezone(zone).date() for each in _wanted(line)}
    if question is Question.MISSING_TIME:
        return day in days
    return question in {Question.FUZZY, Question.OPEN} and (day is None or day in days)


def _by_rule(question: Question) -> Score:
    rule = _RULES.get(question)
    return Score(RIGHT, rule) if rule else Score(ASKED)


def _refused(line: dict[str, Any], outcome: Refuse) -> Score:
    """Judge a refusal: right where the time has passed, or would be rolled on too far."""
    if outcome.reason not in {Reason.PAST, Reason.IMPOSSIBLE_DATE}:
        return Score(REFUSED)
    now = datetime.fromisoformat(line["reference"])
    if all(each < now for each in _wanted(line)):
        return Score(RIGHT, 6)
    return Score(RIGHT, 5) if _is_far(line) else Score(REFUSED)


def _is_far(line: dict[str, Any]) -> bool:
    """Tell whether a line expects a date to be rolled on further than rule 5 allows."""
    now = datetime.fromisoformat(line["reference"])
    no_year = not _YEAR.search(line["text"])
    return no_year and all(each - now > _FARTHEST for each in _wanted(line))


def _is(line: dict[str, Any], answer: Answer) -> bool:
    starts = [each for each in _wanted(line) if _alike(answer.start, each)]
    if not starts or not line.get("end") or line.get("kind") not in {"range", "timerange"}:
        return bool(starts)
    lasting = datetime.fromisoformat(line["end"]) - datetime.fromisoformat(line["start"])
    return answer.end is not None and _alike(answer.end, starts[0] + lasting)


def _wanted(line: dict[str, Any]) -> Sequence[datetime]:
    said = (line["start"], *(line.get("accept") or ()))
    return [datetime.fromisoformat(each) for each in said]


def _alike(one: datetime, other: datetime) -> bool:
    return abs(one - other) < _MINUTE


def _starts(asked: Ask) -> list[datetime]:
    return [each.start.astimezone(UTC) for each in asked.candidates]


def _utc(said: str) -> datetime:
    return datetime.fromisoformat(said).astimezone(UTC)
