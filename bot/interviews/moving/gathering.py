"""What a whole file says: its people and applications, and that no two lines contradict.

Interviews are not kept, only where each stands and when it takes place: a file may be long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from bot.interviews.model import LIVE, Interview, Interviewee, Role, written
from bot.interviews.moving.faults import Fault, Faults, Why
from bot.interviews.moving.lines import Entry, FeedbackLine, Unsound, UserLine, read_line

Facts = dict[str, tuple[Any, int]]  # each with the line in which it stands


class Line(NamedTuple):
    """A line of a file: its number, and its JSON data, or what is wrong with its form."""

    number: int
    data: Any = None
    fault: Fault | None = None


class Slot(NamedTuple):
    """When a live interview keeps its two people busy."""

    interview_id: int
    start_at: datetime
    end_at: datetime
    people: tuple[int, int]


@dataclass(slots=True)
class Character:
    """A person of the file, or an application: what all lines together say."""

    id: int
    line: int
    facts: Facts = field(default_factory=dict)
    interviews: bool = False  # whether they interview somebody

    def given(self) -> dict[str, Any]:
        """What is said, by the names of the fields."""
        return {name: value for name, (value, _) in self.facts.items()}


@dataclass
class Gathered:
    """What the file says."""

    people: dict[int, Character] = field(default_factory=dict)
    applications: dict[int, Character] = field(default_factory=dict)
    interviews: dict[int, tuple[int, int]] = field(default_factory=dict)  # line, and a hash
    feedback: dict[int, tuple[int, int]] = field(default_factory=dict)  # by interview; the same
    slots: list[Slot] = field(default_factory=list)
    slack: dict[str, tuple[int, int]] = field(default_factory=dict)  # whose, and in which line

    def add(self, line: int, entry: Entry) -> Iterator[Fault]:
        """Take a line in; give what contradicts an earlier one."""
        if isinstance(entry, UserLine):
            return self._add_user(line, entry)
        if isinstance(entry, FeedbackLine):
            return self._add_feedback(line, entry)
        return self._add_interview(line, entry)

    def is_first(self, line: int, entry: Interview | FeedbackLine) -> bool:
        """Whether this is the line by which it counts: it may stand there twice."""
        if isinstance(entry, FeedbackLine):
            return self.feedback[entry.interview_id][0] == line
        return self.interviews[entry.id][0] == line

    def _add_feedback(self, line: int, given: FeedbackLine) -> Iterator[Fault]:
        number = given.interview_id
        first, known = self.feedback.setdefault(number, (line, hash(given)))
        if known != hash(given):
            yield Fault.of(line, "interview_id", Why.FEEDBACK_TWICE, id=number, other_line=first)

    def _add_user(self, line: int, user: UserLine) -> Iterator[Fault]:
        given = {name: getattr(user, name) for name in user.model_fields_set if name != "id"}
        yield from _note(self.people, user.id, line, "", given)
        if user.slack_user_id is None:
            return
        whose, first = self.slack.setdefault(user.slack_user_id, (user.id, line))
        if whose != user.id:
            yield Fault.of(line, "slack_user_id", Why.SLACK_ID_TWICE, id=whose, other_line=first)

    def _add_interview(self, line: int, interview: Interview) -> Iterator[Fault]:
        first, known = self.interviews.setdefault(interview.id, (line, hash(interview)))
        if known != hash(interview):
            yield Fault.of(line, "id", Why.INTERVIEW_TWICE, id=interview.id, other_line=first)
        yield from self._add_interviewee(line, interview.interviewee)
        shown = interview.interviewer.model_dump(exclude={"id"})
        yield from _note(self.people, interview.interviewer_id, line, "interviewer.", shown)
        self.people[interview.interviewer_id].interviews = True
        if interview.status in LIVE and first == line:
            people = (interview.interviewee.driver.id, interview.interviewer_id)
            self.slots.append(Slot(interview.id, interview.start_at, interview.end_at, people))

    def _add_interviewee(self, line: int, interviewee: Interviewee) -> Iterator[Fault]:
        driver = interviewee.driver
        of_application = interviewee.model_dump(exclude={"id", "driver"}) | {"driver.id": driver.id}
        yield from _note(self.applications, interviewee.id, line, "interviewee.", of_application)
        shown = driver.model_dump(exclude={"id"})
        yield from _note(self.people, driver.id, line, "interviewee.driver.", shown)


def gather(lines: Iterable[Line]) -> Gathered:
    """Read a whole file; NotImported says what is wrong with it, all of it."""
    gathered, faults = Gathered(), Faults()
    for line in lines:
        if line.fault is not None:
            faults.note([line.fault])
            continue
        try:
            entry = read_line(line.number, line.data)
        except Unsound as unsound:
            faults.note(unsound.faults)
        else:
            faults.note(gathered.add(line.number, entry))
    faults.refuse()
    return gathered


def overlapping(slots: Iterable[Slot]) -> frozenset[int]:
    """Give the ids of the interviews that keep somebody busy twice. Touching is no overlap."""
    of_person: dict[int, list[Slot]] = {}
    for slot in slots:
        for person_id in slot.people:
            of_person.setdefault(person_id, []).append(slot)
    return frozenset(each for busy in of_person.values() for each in _doubled(busy))


def _doubled(busy: list[Slot]) -> Iterator[int]:
    busy.sort(key=lambda slot: (slot.start_at, slot.end_at))
    latest: Slot | None = None  # of those that began before, the one that goes on longest
    for slot in busy:
        if latest is not None and slot.start_at < latest.end_at:
            yield from (latest.interview_id, slot.interview_id)
        if latest is None or slot.end_at > latest.end_at:
            latest = slot


def _note(
    characters: dict[int, Character], number: int, line: int, path: str, given: dict[str, Any]
) -> Iterator[Fault]:
    character = characters.setdefault(number, Character(number, line))
    for name, value in given.items():
        known, first = character.facts.setdefault(name, (value, line))
        if known != value:
            yield Fault.of(
                line, f"{path}{name}", Why.TWO_VALUES,
                id=number, value=_shown(value), other=_shown(known), other_line=first,
            )  # fmt: skip


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return written(value)
    return "null" if value is None else str(value)


def role_of(character: Character, known: Role) -> Role:
    """Give the role that a person has after the import: never a lower one."""
    given = character.facts.get("role", (None, 0))[0] or Role.DRIVER
    part = Role.INTERVIEWER if character.interviews else Role.DRIVER
    order = list(Role)
    return max((known, given, part), key=order.index)
