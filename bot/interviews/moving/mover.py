"""Moving in and out, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.interviews.model import Actor, Interview, Person, Search, Value
from bot.interviews.moving.acquaintance import Acquaintance
from bot.interviews.moving.arrival import Arrival, Numbered
from bot.interviews.moving.batches import BATCH
from bot.interviews.moving.faults import Faults
from bot.interviews.moving.gathering import Gathered, Line, gather
from bot.interviews.moving.lines import Entry, FeedbackLine, UserLine, read_line
from bot.interviews.people.people import only_recruiters
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.ports.book import Book, HouseClock, Pages


class Brought(Value):
    """What an import did, or would do."""

    people_added: int
    people_changed: int
    interviews_added: int
    interviews_changed: int
    people: int  # of the file, as are the interviews and the feedback
    interviews: int
    feedback: int = 0


class Mover:
    """Brings the lines of a file into the book, and gives the book as lines.

    `company` names the workspace that is made when there is none yet.
    """

    def __init__(self, book: Book, clock: HouseClock, lead_times: LeadTimes, company: str) -> None:
        self._book = book
        self._clock = clock
        self._lead_times = lead_times
        self._company = company

    def bring_in(self, lines: Callable[[], Iterable[Line]], *, rehearse: bool = False) -> Brought:
        """Store what the lines say, all of it or (NotImported) nothing; nobody is told.

        `lines` gives them from the first one on each time it is called, which is twice, or thrice
        where there is feedback. With `rehearse` nothing is stored either way.
        """
        gathered = gather(lines())
        with self._book.undone() if rehearse else self._book.write() as pages:
            return self._write(pages, gathered, lines)

    def take_out(self, search: Search, *, by: Actor | None = None) -> Iterator[Entry]:
        """Give people and then interviews, each by their ids and with its feedback after it.

        All of them, or the interviews that the search finds, and who meets there. `by` is who asks
        for them where not everybody may: Refused ONLY_RECRUITERS, once the first one is asked for.
        """
        everything = search == Search()
        with self._book.read() as pages:
            if by is not None:
                only_recruiters(pages, by)
            workspace_id = by.person.workspace_id if by else pages.workspace_known()
            if workspace_id is None:
                return
            for person in _people(pages, workspace_id, None if everything else search):
                yield _line(person)
            yield from _interviews(pages, workspace_id, search)

    def _write(
        self, pages: Pages, gathered: Gathered, lines: Callable[[], Iterable[Line]]
    ) -> Brought:
        faults, now = Faults(), self._clock.now()
        workspace_id = pages.workspace(None, self._company)
        people = Acquaintance(pages, workspace_id, gathered, now, faults).write()
        arrival = Arrival(pages, workspace_id, gathered, self._lead_times, now, faults)
        arrival.write_applications()
        faults.refuse()
        interviews = arrival.write_interviews(_interviews_of(gathered, lines()))
        faults.refuse()
        if gathered.feedback:
            arrival.write_feedback(_feedback_of(gathered, lines()))
            faults.refuse()
        return Brought(
            people_added=people[0],
            people_changed=people[1],
            interviews_added=interviews[0],
            interviews_changed=interviews[1],
            people=len(gathered.people),
            interviews=len(gathered.interviews),
            feedback=len(gathered.feedback),
        )


def _interviews_of(gathered: Gathered, lines: Iterable[Line]) -> Iterator[Numbered]:
    for line in lines:
        if "interview" in line.data:
            entry = read_line(line.number, line.data)
            if isinstance(entry, Interview) and gathered.is_first(line.number, entry):
                yield Numbered(line.number, entry)


def _feedback_of(gathered: Gathered, lines: Iterable[Line]) -> Iterator[tuple[int, FeedbackLine]]:
    for line in lines:
        if "feedback" in line.data:
            entry = read_line(line.number, line.data)
            if isinstance(entry, FeedbackLine) and gathered.is_first(line.number, entry):
                yield line.number, entry


def _people(pages: Pages, workspace_id: int, search: Search | None) -> Iterator[Person]:
    last = 0
    while batch := pages.people_from(workspace_id, last, BATCH, search):
        yield from batch
        last = batch[-1].id


def _interviews(
    pages: Pages, workspace_id: int, search: Search
) -> Iterator[Interview | FeedbackLine]:
    last = 0
    while batch := pages.interviews_from(workspace_id, last, BATCH, search):
        for kept in batch:
            yield kept.interview
            if (feedback := FeedbackLine.of(kept)) is not None:
                yield feedback
        last = batch[-1].id


def _line(person: Person) -> UserLine:
    said: dict[str, Any] = {
        name: getattr(person, name) for name in UserLine.model_fields if name != "active"
    }
    return UserLine(**said, **({} if person.active else {"active": False}))
