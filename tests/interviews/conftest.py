"""A house for each test: the real rules on a real database, a clock to move, and a letterbox.

Sam and Rita are recruiters, Pat and Lee interview, Ana and Bob are interviewed; Zoe is in the
workspace and has nothing to do with anything; Mia is known and not in Slack.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from forgotten import Slack
from sqlalchemy import event

import storage
from bot.clock import Clock
from bot.interviews.doing.done import Done
from bot.interviews.forgetting.erasing import Erasing
from bot.interviews.forgetting.forgetting import Forgetting
from bot.interviews.model import (
    Actor,
    Application,
    Door,
    HistoryEntry,
    Kept,
    Kind,
    Person,
    Preferences,
    Role,
)
from bot.interviews.notices import Card, Notice, Reason, What
from bot.interviews.people.passing_on import Passed, PassingOn
from bot.interviews.people.people import People
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import (
    Acceptance,
    Booking,
    Cancellation,
    Cannot,
    Declining,
    InterviewChange,
    Leaving,
    Plan,
    Proposal,
    Rejection,
    Taking,
)
from bot.interviews.ports.post import Receipt, Undelivered
from bot.interviews.preferring import Preferring
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.sending.courier import Courier
from bot.interviews.service import Interviews
from storage.tables import Base

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)  # a Monday
START = datetime(2026, 11, 20, 14, tzinfo=UTC)  # the Friday after it
LENGTH = timedelta(minutes=45)
APPLIED_AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
BY_SETTINGS = "U_SAM"  # the recruiter whom the settings name
ROLES = {
    "sam": Role.OPERATOR,
    "rita": Role.ADMIN,
    "pat": Role.INTERVIEWER,
    "lee": Role.INTERVIEWER,
    "ana": Role.DRIVER,
    "bob": Role.DRIVER,
    "zoe": Role.DRIVER,
    "mia": Role.DRIVER,
}


class Letterbox:
    """A post that keeps what it delivered, in order, and fails when it was told to.

    `troubles` holds what is raised instead, for each person, one after the other; with the detail
    `reply_lost` it arrives all the same. `meanwhile` is called once before the next delivery, so
    that something can happen in between; `blind` is what is raised instead of looking.
    """

    def __init__(self) -> None:
        self.delivered: list[tuple[Notice, Kept, Person, Card | None]] = []
        self.troubles: dict[int, list[Exception]] = {}
        self.meanwhile: Callable[[], object] | None = None
        self.blind: Undelivered | None = None

    def reaches(self, person: Person) -> bool:
        return person.active and person.slack_user_id is not None

    def pause(self) -> timedelta:
        return timedelta(0)

    def turn(self, *_: object) -> timedelta:
        return timedelta(0)

    def stop(self) -> None:
        pass

    def find(self, notice: Notice, _kept: Kept, _person: Person, _: Card | None) -> Receipt | None:
        if self.blind:
            raise self.blind
        for number, (delivered, _, person, _) in enumerate(self.delivered, start=1):
            if delivered.key == notice.key:
                return Receipt(channel=f"D{person.id}", ts=f"{number}.0")
        return None

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        if self.troubles.get(person.id):
            trouble = self.troubles[person.id].pop(0)
            if isinstance(trouble, Undelivered) and trouble.detail == "reply_lost":
                self.delivered.append((notice, kept, person, card))
            raise trouble
        if not notice.loud and card is None:
            raise Undelivered("no card", reason=Reason.NO_CARD, for_good=True)
        self.delivered.append((notice, kept, person, card))
        ts = f"{len(self.delivered)}.0" if notice.loud or card is None else card.ts
        return Receipt(channel=f"D{person.id}", ts=ts)

    def messages(self) -> list[tuple[str, What]]:
        """Who got which new message, in order; edits make no sound and are left out."""
        return [(p.title, n.what) for n, _, p, _ in self.delivered if n.loud]

    def edits(self) -> list[tuple[str, What]]:
        return [(p.title, n.what) for n, _, p, _ in self.delivered if not n.loud]


class House:
    """The rules, wired as the program wires them, with short words for what tests do."""

    NOW, START, LENGTH, APPLIED_AT = NOW, START, LENGTH, APPLIED_AT

    def __init__(self, book: storage.SqlBook) -> None:
        self.book = book
        self.clock = Clock(NOW)
        self.post = Letterbox()
        self.commits = 0
        self.interviews = Interviews(
            book, self.clock, LeadTimes(), self._committed, pause=timedelta(0)
        )
        self.people = People(book, self.clock, lambda: frozenset({BY_SETTINGS}))
        self.preferring = Preferring(book, self.clock, LeadTimes(), self._committed)
        self.forgetting = Forgetting(book, self.clock, self._committed, lambda: "Nobody")
        self.passing_on = PassingOn(book, self.clock, self._committed)
        self.courier = self.another_courier()

    def _committed(self) -> None:
        self.commits += 1

    def another_courier(self, lead_times: LeadTimes | None = None) -> Courier:
        """One that goes by the house clock alone, and has one message in the air at a time."""
        times = lead_times or LeadTimes()
        return Courier(self.book, self.post, self.clock, self.clock.now, times, at_once=1)

    def person(self, name: str) -> Person:
        with self.book.read() as pages:
            person = pages.person_with_email(1, f"{name}@acme.example")
        assert person is not None
        return person

    def name(self, person_id: int) -> str:
        with self.book.read() as pages:
            person = pages.person(1, person_id)
        assert person is not None
        return person.title

    def by(self, name: str, door: Door = Door.SLACK, *, workspace_admin: bool = False) -> Actor:
        return Actor(person=self.person(name), door=door, workspace_admin=workspace_admin)

    def application(self, name: str) -> Application:
        with self.book.read() as pages:
            return pages.applications_of(1, self.person(name).id)[0]

    def set_person(self, name: str, **changes: Any) -> Person:
        person = self.person(name).but(**changes)
        with self.book.write() as pages:
            pages.save_person(person)
        return person

    def nobody_stands_in(self) -> None:
        """Let everybody leave who could be asked to stand in for Pat."""
        for name in ("lee", "rita"):
            self.set_person(name, active=False)

    def booking(self, **given: Any) -> Booking:
        """Ana with Pat on Friday at 14:00 for 45 minutes, by video; people by their names."""
        start_at = given.pop("start_at", START)
        return Booking.model_validate(
            {
                "kind": Kind.VIDEO_CALL,
                "location": "https://meet.example/27",
                "start_at": start_at,
                "end_at": start_at + LENGTH,
                "interviewee_id": self.application(given.pop("interviewee", "ana")).id,
                "interviewer_id": self.person(given.pop("interviewer", "pat")).id,
                **given,
            }
        )

    def book_one(self, by: str = "sam", **given: Any) -> Kept:
        return self.interviews.do(self.booking(**given), by=self.by(by)).after

    def do(self, plan: Plan, kept: Kept | int | None, by: str | Actor = "sam", **more: Any) -> Done:
        actor = by if isinstance(by, Actor) else self.by(by)
        interview_id = kept.id if isinstance(kept, Kept) else kept
        return self.interviews.do(plan, by=actor, interview_id=interview_id, **more)

    def change(self, kept: Kept, by: str = "sam", **fields: Any) -> Kept:
        if "interviewee" in fields:
            fields["interviewee_id"] = self.application(fields.pop("interviewee")).id
        if "interviewer" in fields:
            fields["interviewer_id"] = self.person(fields.pop("interviewer")).id
        return self.do(InterviewChange(**fields), kept, by).after

    def move(self, kept: Kept, start_at: datetime, by: str = "sam") -> Kept:
        return self.change(kept, by, start_at=start_at, end_at=start_at + LENGTH)

    def propose(
        self, kept: Kept, by: str = "ana", start_at: datetime | None = None, **given: Any
    ) -> Kept:
        start_at = start_at or START + timedelta(days=3)
        times = {"amend_start_at": start_at, "amend_end_at": start_at + LENGTH}
        plan = Proposal(**times | given)
        return self.do(plan, kept, by).after

    def accept(self, kept: Kept, by: str = "ana", **given: Any) -> Kept:
        return self.do(Acceptance(**given), kept, by).after

    def decline(self, kept: Kept, by: str = "pat", **given: Any) -> Kept:
        return self.do(Declining(**given), kept, by).after

    def cannot(self, kept: Kept, by: str = "pat", reason: str | None = None) -> Kept:
        return self.do(Cannot(reason=reason), kept, by).after

    def take(self, kept: Kept, by: str = "lee") -> Kept:
        return self.do(Taking(), kept, by).after

    def leave(self, kept: Kept, by: str = "lee") -> Kept:
        return self.do(Leaving(), kept, by).after

    def cancel(self, kept: Kept, by: str = "sam", reason: str | None = None) -> Kept:
        return self.do(Cancellation(reason=reason), kept, by).after

    def reject(self, kept: Kept, by: str = "ana", reason: str | None = None) -> Kept:
        return self.do(Rejection(reason=reason), kept, by).after

    def prefer(self, name: str, **preferences: Any) -> Person:
        self.preferring.prefer(Preferences(**preferences), by=self.by(name))
        return self.person(name)

    def pass_until(self, moment: datetime) -> None:
        """Let the courier send everything when it is due, until then."""
        while (due := self.courier.next_due()) is not None and due <= moment:
            self._sweep_at(due)
        self._sweep_at(moment)

    def _sweep_at(self, moment: datetime) -> None:
        with suppress(ValueError):  # it has come by itself
            self.clock.move_to(moment)
        self.courier.sweep()

    def writes(self, text: str, by: str = "ana", once: str = "1") -> Passed | None:
        return self.passing_on.pass_on(text, by=self.by(by), once=once)

    def put_into(self, status: str) -> Kept:
        """An interview brought into a status by deeds, as they would happen."""
        ways: dict[str, Callable[[Kept], Kept]] = {
            "pending": lambda kept: kept,
            "scheduled": self.accept,
            "amended": self.propose,
            "cancelled": self.cancel,
            "rejected": self.reject,
        }
        return ways[status](self.book_one())

    def refuses(
        self, call: Callable[[], object], key: Refusal, field: str | None = None
    ) -> Refused:
        """Expect this refusal, and that nothing whatever was stored."""
        before = self.everything()
        with pytest.raises(Refused) as refused:
            call()
        assert (refused.value.key, refused.value.field) == (key, field)
        assert self.everything() == before
        return refused.value

    def stored(self, kept: Kept | int) -> Kept:
        with self.book.read() as pages:
            found = pages.interview(1, kept if isinstance(kept, int) else kept.id)
        assert found is not None
        return found

    def row(self, kept: Kept) -> dict[str, Any]:
        """The interview's row, column by column, as it lies in the file."""
        with self.book.read() as pages:
            statement = f"SELECT * FROM interviews WHERE id = {kept.id}"  # noqa: S608 - a number of ours
            return dict(pages._connection.exec_driver_sql(statement).mappings().one())

    def notices(self, kept: Kept | int, *whats: What) -> list[Notice]:
        with self.book.read() as pages:
            found = pages.notices(1, kept if isinstance(kept, int) else kept.id)
        return [notice for notice in found if not whats or notice.what in whats]

    def told(self, kept: Kept) -> list[tuple[str, str, bool]]:
        """(who, what, loud) of what the last deed told, without reminders and watches."""
        return [
            (self.name(notice.person_id), notice.what.value, notice.loud)
            for notice in self.notices(kept)
            if notice.version == kept.version and notice.lead_time is None
        ]

    def history(self, kept: Kept | int) -> tuple[HistoryEntry, ...]:
        with self.book.read() as pages:
            return pages.history(1, kept if isinstance(kept, int) else kept.id)

    def everything(self) -> list[tuple[Any, ...]]:
        """Every row of every table."""
        with self.book.read() as pages:
            return [
                (table.name, *row)
                for table in Base.metadata.sorted_tables
                for row in pages._connection.exec_driver_sql(f"SELECT * FROM {table.name}")  # noqa: S608 - ours
            ]


def inhabit(pages: Any) -> None:
    """Write everybody into an empty book."""
    workspace_id = pages.workspace("T1", "Acme")
    for name, role in ROLES.items():
        in_slack = {} if name == "mia" else {"slack_user_id": f"U_{name.upper()}"}
        person = pages.add_person(
            Person(
                id=0, workspace_id=workspace_id, title=name, role=role,
                email=f"{name}@acme.example", time_zone="Europe/Madrid", **in_slack,
            )
        )  # fmt: skip
        if name in {"ana", "bob", "mia"}:
            pages.add_application(
                Application(
                    id=0, workspace_id=workspace_id, driver_id=person.id,
                    kind="verified", updated_at=APPLIED_AT, currency="GBP",
                )
            )  # fmt: skip


@pytest.fixture(scope="session")
def inhabited_file(migrated_file: Path) -> Path:
    file = migrated_file.with_name("inhabited.sqlite3")
    with (
        closing(storage.open_book(f"sqlite:///{shutil.copy(migrated_file, file)}")) as book,
        book.write() as pages,
    ):
        inhabit(pages)
    return file


def _wait_for_no_disk(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF").close()


@pytest.fixture(scope="session")
def a_house_on_sqlite(inhabited_file: Path) -> Callable[[], AbstractContextManager[House]]:
    """Opens houses one after the other, each as it was in the beginning.

    They share a book, which remembers compiled statements; its file is replaced each time. Nothing
    waits for the disk: no power cut comes before a test has looked.
    """
    file = inhabited_file.with_name("house.sqlite3")
    book = storage.open_book(f"sqlite:///{file}")
    event.listen(book._writing._engine, "connect", _wait_for_no_disk)

    @contextmanager
    def open_house() -> Iterator[House]:
        for left in file.parent.glob(f"{file.name}*"):  # by a connection that an error still holds
            left.unlink()
        shutil.copy(inhabited_file, file)
        with closing(book):
            yield House(book)

    return open_house


@pytest.fixture(scope="session")
def book_on_postgresql(request: pytest.FixtureRequest) -> Iterator[Callable[[], storage.SqlBook]]:
    """Gives the book that houses on PostgreSQL share; it is made when one is first asked for."""
    books: list[storage.SqlBook] = []

    def shared() -> storage.SqlBook:
        if not books:
            postgresql, template = map(request.getfixturevalue, ("postgresql", "migrated_template"))
            books.append(storage.open_book(postgresql.create(template)))
        return books[0]

    yield shared
    for book in books:
        book.close()


@pytest.fixture(scope="session")
def a_house_on_postgresql(
    book_on_postgresql: Callable[[], storage.SqlBook],
) -> Callable[[], AbstractContextManager[House]]:
    """Opens houses one after the other, each as it was in the beginning.

    To empty the tables of one database takes a tenth of the time of making another.
    """
    everything = ", ".join(table.name for table in Base.metadata.sorted_tables)

    @contextmanager
    def open_house() -> Iterator[House]:
        book = book_on_postgresql()
        with book.write() as pages:
            pages._connection.exec_driver_sql(f"TRUNCATE {everything} RESTART IDENTITY CASCADE")
            inhabit(pages)
        yield House(book)

    return open_house


@pytest.fixture
def a_house(
    database: str,
    a_house_on_sqlite: Callable[[], AbstractContextManager[House]],
    a_house_on_postgresql: Callable[[], AbstractContextManager[House]],
) -> Callable[[], AbstractContextManager[House]]:
    """Opens houses one after the other, each as it was in the beginning."""
    return a_house_on_sqlite if database == "sqlite" else a_house_on_postgresql


@pytest.fixture
def house(a_house: Callable[[], AbstractContextManager[House]]) -> Iterator[House]:
    with a_house() as house:
        yield house


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def erasing(house: House, slack: Slack) -> Erasing:
    return Erasing(house.book, house.clock, slack)
