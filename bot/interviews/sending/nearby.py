"""The early reminders of somebody's interviews that begin within the hour of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.interviews.cases import TOGETHER, Case, Standing
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Notice, State, What
from bot.interviews.ports.book import Pages, Slot

EARLY = timedelta(hours=1)  # a reminder that comes later than this tells of its own alone


@dataclass(frozen=True)
class Nearby:
    """What is kept of the interviews which begin near others of the same people.

    `notices` are all that are to one person about one interview: by the person, then by it.
    """

    notices: Mapping[int, Mapping[int, tuple[Notice, ...]]]
    standing: Standing

    @classmethod
    def to(cls, notices: Sequence[Notice], pages: Pages) -> Nearby:
        """Look for those near any early one of these notices: all at once, as mostly none is."""
        meetings = _near([each for each in notices if is_early(each)], pages)
        if not meetings:
            return NOTHING
        found: dict[int, dict[int, tuple[Notice, ...]]] = {}
        for each in pages.notices_to(sorted(meetings)):
            theirs = found.setdefault(each.person_id, {})
            theirs[each.interview_id] = (*theirs.get(each.interview_id, ()), each)
        one_of_each = [some[0] for theirs in found.values() for some in theirs.values()]
        return cls(found, pages.standing(one_of_each))

    def beside(self, notice: Notice, kept: Kept, person: Person) -> Iterator[Case]:
        """Give the early reminders that come, and whose interviews begin, within the hour of it."""
        for interview_id, theirs in self._of(notice):
            other = self.standing.interviews[interview_id]
            apart = abs(other.interview.start_at - kept.interview.start_at)
            if apart <= TOGETHER and other.id != kept.id:
                card = self.standing.cards.get((other.id, person.id))
                for each in theirs:
                    if _waits_near(each, notice):
                        yield Case(each, other, person, card, theirs)

    def _of(self, notice: Notice) -> Iterable[tuple[int, tuple[Notice, ...]]]:
        return self.notices.get(notice.person_id, {}).items() if is_early(notice) else ()


NOTHING = Nearby({}, Standing({}, {}, {}))


def is_early(notice: Notice) -> bool:
    """Whether it is a reminder that comes an hour or more before the start, as planned."""
    if notice.what is not What.REMINDER or notice.is_asked_for:
        return False
    return notice.lead_time is not None and notice.lead_time >= EARLY


def _waits_near(other: Notice, notice: Notice) -> bool:
    is_near = abs(other.due_at - notice.due_at) <= TOGETHER
    return is_near and other.state is State.PLANNED and is_early(other)


def _near(early: Sequence[Notice], pages: Pages) -> set[tuple[int, int, int]]:
    """Give the other interviews that begin within the hour: workspace, interview, person."""
    starts = [each.start_at for each in early if each.start_at is not None]
    if not starts:
        return set()
    people = sorted({each.person_id for each in early})
    slots: defaultdict[int, list[Slot]] = defaultdict(list)
    for slot in pages.slots_of(people, min(starts) - TOGETHER, max(starts) + TOGETHER):
        for person_id in (slot.interviewee_person_id, slot.interviewer_id):
            slots[person_id].append(slot)
    return {
        (each.workspace_id, slot.interview_id, each.person_id)
        for each in early
        for slot in slots[each.person_id]
        if slot.interview_id != each.interview_id
        and each.start_at is not None
        and abs(slot.start_at - each.start_at) <= TOGETHER
    }
