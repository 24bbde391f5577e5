"""A budget of attention: when somebody is left alone. Pure functions of a person and an instant.

Quiet hours are of the clock on the wall, in one's own zone, also where a change of clocks falls
into them. Whose zone is not known has none.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.interviews.model import Person

DAY = timedelta(days=1)


def zone_of(person: Person) -> ZoneInfo | None:
    """Give somebody's zone; None = it is not known, or not to this machine."""
    try:
        return ZoneInfo(person.time_zone) if person.time_zone else None
    except (KeyError, ValueError, OSError):  # Slack may know zones that this machine does not
        return None


def working_hours(person: Person) -> tuple[time, time]:
    """Give from when until when somebody works, by their own clock."""
    return person.prefers.works_from, person.prefers.works_until


def quiet_until(person: Person, moment: datetime) -> datetime | None:
    """Give when the quiet hours end in which that instant lies; None = it lies in none."""
    zone = zone_of(person)
    if zone is None:
        return None
    starts, ends = person.prefers.quiet_from, person.prefers.quiet_until
    local = moment.astimezone(zone)
    if not _lies_in(local.time(), starts, ends):
        return None
    day = local.date() if local.time() < ends else local.date() + DAY
    end = datetime.combine(day, ends, tzinfo=zone)
    if local.fold and end.timestamp() <= moment.timestamp():  # the clock shows that time again
        end = end.replace(fold=1)
    return end.astimezone(moment.tzinfo)


def _lies_in(clock: time, starts: time, ends: time) -> bool:
    if starts <= ends:
        return starts <= clock < ends
    return clock >= starts or clock < ends
