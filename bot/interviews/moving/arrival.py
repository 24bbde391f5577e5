"""The applications and interviews of a file, as they come into the book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.interviews.changes import arrangement, facts
from bot.interviews.doing.cover import only_while_needed
from bot.interviews.doing.deeds import NO_ANSWERS, NOTHING_OF_THE_DAY
from bot.interviews.model import (
    LIVE,
    Application,
    Door,
    Feedback,
    HistoryEntry,
    Interview,
    Kept,
    Person,
    Proposed,
    Status,
)
from bot.interviews.moving.acquaintance import DEED
from bot.interviews.moving.batches import batches
from bot.interviews.moving.faults import Fault, Faults, Why
from bot.interviews.moving.gathering import Gathered, Slot, overlapping
from bot.interviews.moving.lines import FeedbackLine
from bot.interviews.notices import Notice
from bot.interviews.planning.afterwards import is_to_come
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.replanning import replan
from bot.interviews.ports.book import Pages


@dataclass
class Numbered:
    """An interview of the file, and where it stands."""

    line: int
    interview: Interview


class Arrival:
    """Writes applications and interviews; what contradicts the book goes to `faults`."""

    def __init__(
        self,
        pages: Pages,
        workspace_id: int,
        gathered: Gathered,
        lead_times: LeadTimes,
        at: datetime,
        faults: Faults,
    ) -> None:
        self._pages = pages
        self._workspace_id = workspace_id
        self._gathered = gathered
        self._lead_times = lead_times
        self._at = at
        self._faults = faults

    def write_applications(self) -> None:
        """Write the applications: kind, currency and updated_at as the file says."""
        for batch in batches(self._gathered.applications.values()):
            ids = [character.id for character in batch]
            found = self._pages.applications_numbered(self._workspace_id, ids)
            known = {application.id: application for application in found}
            new = []
            for character in batch:
                before = known.get(character.id)
                given = character.given()
                driver_id = given.pop("driver.id")
                if before is None:
                    ids_of = {"id": character.id, "workspace_id": self._workspace_id}
                    new.append(Application(**ids_of, driver_id=driver_id, **given))
                elif before.driver_id != driver_id:
                    self._faults.note([_of_another(character.line, before, driver_id)])
                elif before.but(**given) != before:
                    self._pages.save_application(before.but(**given))
            self._pages.add_numbered(new)

    def write_interviews(self, interviews: Iterable[Numbered]) -> tuple[int, int]:
        """Write the interviews; says how many are new and how many were changed."""
        doubled = self._doubled()
        added, changed = 0, 0
        for batch in batches(interviews):
            new, other = self._write(batch, doubled)
            added, changed = added + new, changed + other
        return added, changed

    def write_feedback(self, given: Iterable[tuple[int, FeedbackLine]]) -> None:
        """Write how interviews were, of the file or of the book; each with its line."""
        for batch in batches(given):
            ids = [each.interview_id for _, each in batch]
            found = self._pages.interviews_numbered(self._workspace_id, ids)
            known = {kept.id: kept for kept in found}
            by = self._pages.people_numbered(
                self._workspace_id, sorted({each.by_id for _, each in batch})
            )
            people = {person.id for person in by}
            for line, each in batch:
                if each.interview_id not in known:
                    self._faults.note([_nothing(line, "interview_id", Why.NO_SUCH_INTERVIEW, each)])
                elif each.by_id not in people:
                    self._faults.note([_nothing(line, "by_id", Why.NO_SUCH_PERSON, each)])
                else:
                    self._note_feedback(known[each.interview_id], each.feedback())

    def _note_feedback(self, before: Kept, feedback: Feedback) -> None:
        if before.feedback == feedback:
            return
        after = self._pages.save_interview(before.but(feedback=feedback))
        self._pages.add_histories([self._entry(before, after)])

    def _doubled(self) -> frozenset[int]:
        """The interviews of the file that overlap others of the file or of the book."""
        of_file = self._gathered.interviews
        stored = (
            Slot(interview_id, start_at, end_at, (driver_id, interviewer_id))
            for interview_id, start_at, end_at, driver_id, interviewer_id in (
                self._pages.busy_slots(self._workspace_id)
            )
            if interview_id not in of_file
        )
        return overlapping([*self._gathered.slots, *stored])

    def _write(self, batch: list[Numbered], doubled: frozenset[int]) -> tuple[int, int]:
        known = self._known(batch)
        imported = self._pages.done_to(self._workspace_id, DEED, "interview_id", list(known))
        cast = _cast(self._pages, self._workspace_id, batch)
        new: list[Kept] = []
        pairs: list[tuple[Kept | None, Kept]] = []
        for each in batch:
            before = known.get(each.interview.id)
            if before and before.id not in imported and _is_another(before, each.interview):
                self._faults.note([_another(each, before)])
                continue
            after = _after(before, each.interview, cast, doubled=each.interview.id in doubled)
            if before is None:
                new.append(after)
            elif after != before:
                after = self._pages.save_interview(after)
            if after != before:
                pairs.append((before, after))
        self._pages.add_numbered(new)
        self._pages.add_histories([self._entry(before, after) for before, after in pairs])
        self._plan(pairs)
        return len(new), len(pairs) - len(new)

    def _known(self, batch: list[Numbered]) -> dict[int, Kept]:
        ids = [each.interview.id for each in batch]
        found = self._pages.interviews_numbered(self._workspace_id, ids)
        return {kept.id: kept for kept in found}

    def _plan(self, pairs: list[tuple[Kept | None, Kept]]) -> None:
        """Plan the reminders of what is to come; those of a start that is no longer one go."""
        planned: list[Notice] = []
        for before, after in pairs:
            if before is None and not is_to_come(after, self._at):
                continue
            planned += replan(self._pages, before, after, self._lead_times, self._at)
        self._pages.plan(planned)

    def _entry(self, before: Kept | None, after: Kept) -> HistoryEntry:
        return HistoryEntry(
            workspace_id=self._workspace_id,
            interview_id=after.id,
            version=after.version,
            deed=DEED,
            by_id=None,
            door=Door.FILE,
            at=self._at,
            before=facts(before) if before else None,
            after=facts(after),
        )


@dataclass
class _Cast:
    applications: dict[int, Application]
    people: dict[int, Person]


def _cast(pages: Pages, workspace_id: int, batch: list[Numbered]) -> _Cast:
    applications = {each.interview.interviewee_id for each in batch}
    people = {each.interview.interviewer_id for each in batch}
    people |= {each.interview.interviewee.driver.id for each in batch}
    found = pages.applications_numbered(workspace_id, sorted(applications))
    known = pages.people_numbered(workspace_id, sorted(people))
    return _Cast({one.id: one for one in found}, {one.id: one for one in known})


def _after(before: Kept | None, interview: Interview, cast: _Cast, *, doubled: bool) -> Kept:
    """Give the interview as it is to be kept, from what it was and what the file says."""
    shown: dict[str, Any] = {
        "interview": interview,
        "application": cast.applications[interview.interviewee_id],
        "interviewee_person": cast.people[interview.interviewee.driver.id],
        "interviewer_person": cast.people[interview.interviewer_id],
    }
    if before is None:
        workspace_id = shown["application"].workspace_id
        return Kept(version=1, workspace_id=workspace_id, owner=None, forced=doubled, **shown)
    after = before.but(**shown)
    if after == before:
        return before
    rearranged = arrangement(interview) != arrangement(before.interview)
    changes: dict[str, Any] = {"status_before": _status_before(before, interview)}
    if Proposed.of(interview) != Proposed.of(before.interview):
        changes["countered"] = None
    if rearranged or after.is_live != before.is_live:
        changes["forced"] = doubled
    if rearranged:
        changes |= NOTHING_OF_THE_DAY
    if rearranged or interview.status is Status.PENDING:
        changes |= NO_ANSWERS
    if interview.status is not before.interview.status:
        changes["reason"] = None  # why it was called off then
    return only_while_needed(after.but(**changes))


def _status_before(before: Kept, interview: Interview) -> Status | None:
    """What a declined proposal goes back to."""
    if interview.status is not Status.AMENDED:
        return None
    if before.interview.status is Status.AMENDED:
        return before.status_before
    return before.interview.status if before.interview.status in LIVE else None


def _is_another(before: Kept, interview: Interview) -> bool:
    """Whether two other people meet: then it was booked here, and has the same number by chance."""
    known = (before.interview.interviewee_id, before.interview.interviewer_id)
    said = (interview.interviewee_id, interview.interviewer_id)
    return not any(one == other for one, other in zip(known, said, strict=True))


def _nothing(line: int, field: str, why: Why, feedback: FeedbackLine) -> Fault:
    return Fault.of(line, field, why, id=getattr(feedback, field))


def _another(each: Numbered, before: Kept) -> Fault:
    return Fault.of(
        each.line, "id", Why.ANOTHER_INTERVIEW,
        id=before.id,
        interviewee=before.interviewee_person.title,
        interviewer=before.interviewer_person.title,
    )  # fmt: skip


def _of_another(line: int, before: Application, driver_id: int) -> Fault:
    return Fault.of(
        line, "interviewee.driver.id", Why.APPLICATION_OF_ANOTHER,
        id=before.id, known_id=before.driver_id, said_id=driver_id,
    )  # fmt: skip
