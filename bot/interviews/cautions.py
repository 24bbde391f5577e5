"""What a careful person would point out before somebody is told. A caution refuses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.interviews.model import Kept, Kind, Person, Side, Value
from bot.interviews.people.attention import zone_of
from bot.interviews.people.channels import is_told

DAY_BEGINS, DAY_ENDS = time(8), time(19)
WEEKEND = frozenset({5, 6})  # Saturday, Sunday
Holiday = Callable[[date, str], str | None]  # of a day, in the country of a zone (IANA name)


class Cautious(StrEnum):
    """What may be pointed out."""

    NOBODY_TELLS = "nobody_tells"  # no channel to them: the recruiter has to
    SAID_NO = "said_no"  # to standing in, before
    APPLIES = "applies"  # and has interviewed nobody, whoever is asked to stand in
    NOT_AT_WORK = "not_at_work"
    ODD_HOUR = "odd_hour"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOCK_CHANGE = "clock_change"
    NO_LINK = "no_link"
    OVERLAPS = "overlaps"
    ZONE_UNKNOWN = "zone_unknown"


SHARED = frozenset({Cautious.WEEKEND, Cautious.HOLIDAY, Cautious.CLOCK_CHANGE})  # by days
WEIGHT = {key: place for place, key in enumerate(Cautious)}


class Caution(Value):
    """One caution; `values` fill its sentence."""

    key: Cautious
    values: dict[str, Any] = Field(default_factory=dict)


def never(_day: date, _zone_name: str) -> str | None:
    """Know no holidays."""
    return None


def cautions(
    kept: Kept, now: datetime, holiday: Holiday = never, *, mails: bool = False
) -> tuple[Caution, ...]:
    """Give what should be pointed out about an interview, in the order of its weight.

    As long as another time is proposed, it is that time which is judged; once it is off none
    is. What is so for both people is said once, without a name. `holiday` names the public holiday
    on a day in the country of a zone, if it is one; `mails` says that e-mail goes to whoever is not
    in Slack.
    """
    people = [kept.person(side) for side in Side]
    found = [
        Caution(key=Cautious.NOBODY_TELLS, values={"person": person.title})
        for person in people
        if not is_told(person, mails=mails)
    ]
    if not kept.is_live:
        return tuple(found)
    found += _once(*(_of_person(kept, person, now, holiday) for person in people))
    if lacks_a_link(kept):
        found.append(Caution(key=Cautious.NO_LINK))
    if kept.forced:
        found.append(Caution(key=Cautious.OVERLAPS))
    return tuple(sorted(found, key=lambda caution: WEIGHT[caution.key]))


def lacks_a_link(kept: Kept) -> bool:
    """Whether it is a video call, and nobody has said where."""
    return kept.interview.kind is Kind.VIDEO_CALL and not kept.interview.location


def _once(theirs: list[Caution], others: list[Caution]) -> list[Caution]:
    elsewhere = [*map(_nameless, others)]
    shared = [each for each in map(_nameless, theirs) if each.key in SHARED and each in elsewhere]
    return [*shared, *(each for each in theirs + others if _nameless(each) not in shared)]


def _nameless(caution: Caution) -> Caution:
    named = caution.values.items()
    return caution.but(values={name: value for name, value in named if name != "person"})


def _of_person(kept: Kept, person: Person, now: datetime, holiday: Holiday) -> list[Caution]:
    found = []
    zone = zone_of(person)
    if zone is None:
        if person.slack_user_id is not None:
            found.append(Caution(key=Cautious.ZONE_UNKNOWN, values={"person": person.title}))
        return found
    start, end = (moment.astimezone(zone) for moment in _judged(kept))
    if start.time() < DAY_BEGINS or end.time() > DAY_ENDS or end.date() > start.date():
        found.append(
            Caution(
                key=Cautious.ODD_HOUR, values={"person": person.title, "time": f"{start:%H:%M}"}
            )
        )
    if start.weekday() in WEEKEND:
        found.append(Caution(key=Cautious.WEEKEND, values={"person": person.title}))
    feast = holiday(start.date(), zone.key)
    if feast:
        values = {"person": person.title, "holiday": feast}
        found.append(Caution(key=Cautious.HOLIDAY, values=values))
    if _offset(start) != _offset(now.astimezone(zone)):
        found.append(Caution(key=Cautious.CLOCK_CHANGE, values={"person": person.title}))
    return found


def _judged(kept: Kept) -> tuple[datetime, datetime]:
    interview = kept.interview
    if interview.amend_start_at and interview.amend_end_at:
        return interview.amend_start_at, interview.amend_end_at
    return interview.start_at, interview.end_at


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)
