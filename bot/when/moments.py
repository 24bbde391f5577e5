"""Instants: ends, elapsed time, and which of several meanings lie ahead (rules 6 and 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.answers import Answer, Ask, Outcome, Question, Reason, Refuse, refused
from bot.when.facts import LengthSaid
from bot.when.zones import instants

MOST_CANDIDATES = 4


@dataclass(frozen=True)
class Setting:
    """In whose place a line is read: the present instant and the speaker's zone."""

    now: datetime
    zone: ZoneInfo

    def ahead(self, answer: Answer) -> bool:
        """Whether an answer lies in the future."""
        return answer.start.astimezone(UTC) > self.now.astimezone(UTC)


def moved(start: datetime, elapsed: timedelta) -> datetime:
    """Go on by elapsed time, in the same zone."""
    try:
        return (start.astimezone(UTC) + elapsed).astimezone(start.tzinfo)
    except OverflowError as error:
        raise refused(Reason.IMPOSSIBLE_DATE) from error


def ends_at(start: datetime, wall_end: datetime) -> tuple[datetime, ...]:
    """Give the instants at which a range may end. A skipped clock time is refused."""
    if start.tzinfo is None:
        return ()
    found = instants(wall_end, start.tzinfo)
    if not found:
        raise skipped(wall_end)
    return tuple(end for end in found if end.astimezone(UTC) > start.astimezone(UTC))


def lasting(start: datetime, length: LengthSaid | None) -> Answer:
    """Give an answer with the end that a length makes."""
    return Answer(start, moved(start, length.length) if length else None)


def ending(
    starts: Sequence[datetime], wall_end: datetime | None, length: LengthSaid | None
) -> list[Answer]:
    """Give the answers that end at a clock time, or after a length. Backwards is refused."""
    if wall_end is None:
        return [lasting(start, length) for start in starts]
    answers = [Answer(start, end) for start in starts for end in ends_at(start, wall_end)]
    if starts and not answers:
        raise refused(Reason.BACKWARDS)
    return answers


def skipped(wall: datetime) -> Exception:
    """Make the refusal of a clock time that a clock change skips."""
    return refused(Reason.NONEXISTENT, time=f"{wall:%H:%M}")


def choose(found: Sequence[Answer], question: Question | None, setting: Setting) -> Outcome:
    """Answer what alone can be meant; ask where there is a question; refuse the past."""
    ahead = tuple(each for each in distinct(found) if setting.ahead(each))
    if not ahead:
        return Refuse(Reason.PAST)
    if question is None and len(ahead) == 1:
        return ahead[0]
    return Ask(question or Question.SEVERAL_READINGS, ahead[:MOST_CANDIDATES])


def distinct(found: Sequence[Answer]) -> tuple[Answer, ...]:
    """Give each answer once. Two instants of one clock time (a fold) are two answers."""
    told: dict[tuple[object, ...], Answer] = {}
    for each in found:
        end = each.end.astimezone(UTC) if each.end else None
        told.setdefault((each.start.astimezone(UTC), end), each)
    return tuple(told.values())
