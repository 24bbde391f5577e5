"""An interview as it is kept, and what people see of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from bot.interviews.model.beside import (
    Answer,
    Attendance,
    Cover,
    Feedback,
    Late,
    Proposed,
    Says,
)
from bot.interviews.model.interview import LIVE, Interview, Side, Status
from bot.interviews.model.person import Application, Person
from bot.interviews.model.value import Instant, Value


class Kept(Value):
    """An interview as it is kept, with the people concerned."""

    interview: Interview
    version: int
    workspace_id: int
    owner: Person | None  # "the recruiter": who booked it, or was handed it
    interviewee_person: Person
    interviewer_person: Person
    application: Application
    interviewee_answer: Answer | None = None
    interviewer_answer: Answer | None = None
    status_before: Status | None = None  # what a declined proposal goes back to
    reason: str | None = None  # why it was cancelled or rejected
    lead_times: tuple[timedelta, ...] | None = None  # None = the house's own
    forced: bool = False  # booked in spite of another interview at that time
    attendance: str | None = None  # on the day: one of Attendance
    reminded_at: Instant | None = None  # when a recruiter last had the two reminded at once
    cover: Cover | None = None  # only while its interviewer can't make it
    late: Late | None = None  # what was said of it last
    feedback: Feedback | None = None
    countered: tuple[Proposed, ...] | None = None  # while a time is proposed: what was before it

    @property
    def id(self) -> int:
        """The interview's id."""
        return self.interview.id

    @property
    def is_live(self) -> bool:
        """Neither cancelled nor rejected."""
        return self.interview.status in LIVE

    @property
    def length(self) -> timedelta:
        """From start to end."""
        return self.interview.end_at - self.interview.start_at

    def person(self, side: Side) -> Person:
        """Who sits on that side."""
        return self.interviewee_person if side is Side.INTERVIEWEE else self.interviewer_person

    def answer(self, side: Side) -> Answer | None:
        """What that side has answered, if anything."""
        return self.interviewee_answer if side is Side.INTERVIEWEE else self.interviewer_answer

    @property
    def needs_cover(self) -> bool:
        """Whether its interviewer can't make it, and nobody else interviews instead."""
        answer = self.interviewer_answer
        return self.is_live and answer is not None and answer.says is Says.CANNOT

    @property
    def took_place(self) -> bool:
        """Whether somebody said that the two met: who came, or how it was."""
        if self.attendance is not None:
            return self.attendance == Attendance.CAME
        return self.feedback is not None

    @property
    def asked_id(self) -> int | None:
        """The id of whoever is asked to stand in."""
        return self.cover.asked.id if self.cover and self.cover.asked else None

    def waits_for(self, side: Side) -> bool:
        """Whether that side's yes is still to come."""
        if self.interview.status is Status.AMENDED:
            return self.interview.amended_by is not side
        answer = self.answer(side)
        return answer is None or answer.says is not Says.YES

    def side_of(self, person_id: int) -> Side | None:
        """On which side that person sits; None = on neither."""
        if self.interviewee_person.id == person_id:
            return Side.INTERVIEWEE
        return Side.INTERVIEWER if self.interviewer_person.id == person_id else None


class Seen(Value):
    """The times that somebody saw when they answered, so that a yes never lands on others."""

    start_at: Instant
    amend_start_at: Instant | None = None

    @classmethod
    def of(cls, interview: Interview) -> Self:
        """What a person sees of this interview now."""
        return cls(start_at=interview.start_at, amend_start_at=interview.amend_start_at)
