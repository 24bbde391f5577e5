"""A database that the first migration made and somebody filled goes on, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import storage
from bot.clock import Clock
from bot.house import House
from bot.interviews.model import Actor, Door, Kept, Search
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.plans import Cancellation
from bot.interviews.ports.ledger import Lease
from bot.settings import Settings
from storage import NotReady
from storage.engine import create_engine, transaction
from storage.migrate import _config, _newest
from storage.tables import Base

pytestmark = pytest.mark.slow

NOON, ONE, TWO = (f"2026-03-02 {hour}:00:00.000000+00:00" for hour in (12, 13, 14))
FILLED: dict[str, list[dict[str, Any]]] = {
    "workspaces": [{"id": 1, "slack_team_id": "T1", "name": "Vans"}],
    "people": [
        {"id": number, "workspace_id": 1, "title": title, "role": role, "active": True,
         "title_folded": title.casefold()}
        for number, title, role in ((1, "Ana", "driver"), (2, "Ben", "interviewer"))
    ],
    "applications": [
        {"id": 1, "workspace_id": 1, "driver_id": 1, "kind": "interview", "updated_at": NOON}
    ],
    "interviews": [
        {"id": number, "workspace_id": 1, "version": 1, "start_at": start_at, "end_at": end_at,
         "interviewee_id": 1, "driver_id": 1, "interviewer_id": 2, "kind": "video_call",
         "status": status, "forced": False}
        for number, start_at, end_at, status in (
            (1, NOON, TWO, "pending"),
            (2, ONE, TWO, "scheduled"),  # it should not have come to this
            (3, ONE, TWO, "cancelled"),
            (4, TWO, "2026-03-02 15:00:00.000000+00:00", "amended"),
        )
    ],
    "history": [
        {"id": 1, "workspace_id": 1, "interview_id": 1, "version": 1, "deed": "book", "by_id": 2,
         "door": "slack", "at": NOON, "after": json.dumps({"kind": "video_call"})}
    ],
    "notices": [
        {"id": 1, "workspace_id": 1, "interview_id": 1, "person_id": 1, "what": "booked",
         "version": 1, "about": 0, "loud": True, "due_at": 1, "values": "{}", "state": "planned",
         "key": "k", "created_at": NOON, "attempt": 0, "lease_until": None}
    ],
    "cards": [
        {"workspace_id": 1, "interview_id": 1, "person_id": 2, "channel": "D1", "ts": "1.1",
         "notice_id": 1}
    ],
    "drafts": [
        {"id": "d1", "workspace_id": 1, "by_id": 2, "plan": json.dumps({"deed": "cancel"}),
         "made_at": NOON, "line": "1 cancel", "interview_id": 1, "version": 1}
    ],
}  # fmt: skip
# One notice of each kind in each state, of the second interview.
FILLED["notices"] += [
    FILLED["notices"][0]
    | {"id": 2 + number, "interview_id": 2, "what": what, "state": state, "version": number,
       "key": f"{what}-{state}", "lease_until": 1 if state == State.CLAIMED else None}
    for number, (what, state) in enumerate(product(sorted(What), sorted(State)))
]  # fmt: skip


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    engine = create_engine(url, writes=True)
    with transaction(engine) as (connection, _):
        yield connection
    engine.dispose()


def go_to(url: str, revision: str) -> None:
    with connected(url) as connection:
        config = _config()
        config.attributes["connection"] = connection
        go = command.downgrade if revision < _newest() and has_tables(connection) else None
        (go or command.upgrade)(config, revision)


def has_tables(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table("interviews")


@pytest.fixture
def old_url(empty_url: str) -> str:
    """A filled database of the first migration."""
    go_to(empty_url, "0001")
    with connected(empty_url) as connection:
        for name, rows in FILLED.items():
            columns = ", ".join(f'"{column}"' for column in rows[0])
            values = ", ".join(f":{column}" for column in rows[0])
            connection.execute(sa.text(f"INSERT INTO {name} ({columns}) VALUES ({values})"), rows)  # noqa: S608 - our own words
    return empty_url


def test_what_the_first_migration_made_and_somebody_filled_goes_on(old_url: str) -> None:
    storage.migrate(old_url)
    assert storage.is_current(old_url)
    book = storage.open_book(old_url)
    with book.write() as pages:
        found = pages.search(1, Search()).interviews
        saved = pages.save_interview(found[0].but(reason="snow"))
        assert pages.interview(1, 1) == saved
        [planned] = pages.notices(1, 1)
        assert planned.key == "k"
    book.close()
    assert {kept.id: kept.forced for kept in found} == {1: False, 2: True, 3: False, 4: False}


def test_of_every_kind_of_row_that_was_there_everything_is_there(old_url: str) -> None:
    storage.migrate(old_url)
    assert told_by(old_url) == {(each["what"], each["state"]) for each in FILLED["notices"][1:]}
    with closing(storage.open_book(old_url)) as book, book.read() as pages:
        assert [person.title for person in pages.people(1)] == ["Ana", "Ben"]
        assert pages.applications_of(1, 1)[0].kind == "interview"
        assert [entry.deed for entry in pages.history(1, 1)] == ["book"]
        card, draft = pages.card(1, 1, 2), pages.draft(1, "d1")
        assert (card and card.ts, draft and draft.plan) == ("1.1", Cancellation())
        assert len(pages.calendar_name(1)) == 16


def told_by(url: str) -> set[tuple[str, str]]:
    with closing(storage.open_book(url)) as book, book.read() as pages:
        return {(str(each.what), str(each.state)) for each in pages.notices(1, 2)}


def test_the_house_does_its_deeds_on_it_and_its_courier_its_own(old_url: str) -> None:
    storage.migrate(old_url)
    settings = Settings.for_demo(database_url=old_url, slack_api_url="http://127.0.0.1:1/")
    noon = datetime.fromisoformat(NOON)
    with closing(House(settings, Clock(noon - timedelta(days=1)))) as house:
        by = Actor(person=house.people.get(1, 2), door=Door.API)
        done = house.interviews.do(Cancellation(), by=by, interview_id=1)
        assert (done.after.interview.status, done.after.version) == ("cancelled", 2)
        lease = Lease(token="t", taken_at=noon, until=noon + timedelta(minutes=1))
        with house.book.ledger() as pages:
            claimed = pages.claim(house.clock.now(), lease, 100)
            assert {notice.interview_id for notice in claimed} == {1, 2}
            assert all(pages.settle(each, State.SENT, noon) for each in claimed)


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_copy_from_before_the_migration_is_the_old_database_and_works(old_url: str) -> None:
    storage.migrate(old_url)
    before = f"{old_url}.before-{_newest()}"
    assert not storage.is_current(before)
    storage.migrate(before)
    assert told_by(before) == told_by(old_url)


def test_it_can_go_back_and_forth_again(old_url: str) -> None:
    storage.migrate(old_url)
    go_to(old_url, "0001")
    with connected(old_url) as connection:
        assert not sa.inspect(connection).has_table("revocations")
        assert {
            name: connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar()  # noqa: S608 - our own words
            for name in FILLED
        } == {name: len(rows) for name, rows in FILLED.items()}
    storage.migrate(old_url)
    assert storage.is_current(old_url)
    assert len(told_by(old_url)) == len(FILLED["notices"]) - 1


def test_what_was_planned_twice_for_one_version_does_not_keep_it_from_going_back(
    book: storage.SqlBook,
    book_url: str,
    kept: Kept,
    reminder: Callable[..., Notice],
    noon: datetime,
) -> None:
    with book.write() as pages:
        for _ in range(2):
            pages.plan([reminder(kept, what=What.BEGUN)])
            pages.withdraw_reminders(kept.id, Reason.REPLANNED, noon)
    with book.read() as pages:
        replaced = pages.notices(kept.workspace_id, kept.id)
    assert [each.state for each in replaced] == [State.REPLACED] * 2
    book.close()
    go_to(book_url, "0006")
    storage.migrate(book_url)
    assert storage.is_current(book_url)


def test_the_upgraded_tables_are_those_that_the_code_knows(old_url: str) -> None:
    storage.migrate(old_url)
    with connected(old_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("database", ["postgresql"])
def test_postgresql_keeps_apart_what_the_code_says_it_keeps_apart(
    old_url: str, postgresql: Any
) -> None:
    storage.migrate(old_url)
    declared = postgresql.create()
    with connected(declared) as connection:
        Base.metadata.create_all(connection)
    found = []
    for url in (old_url, declared):
        with connected(url) as connection:
            constraints = connection.exec_driver_sql(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'"
            )
            found.append(dict(tuple(row) for row in constraints))
    assert found[0] == found[1]
    assert set(found[0]) == {"ex_interviews_driver_id", "ex_interviews_interviewer_id"}


@pytest.mark.parametrize("database", ["postgresql"])
def test_of_several_that_migrate_at_once_each_finds_it_done_in_the_end(empty_url: str) -> None:
    with ThreadPoolExecutor(3) as together:
        list(together.map(storage.migrate, [empty_url] * 3))
    assert storage.is_current(empty_url)


@pytest.mark.parametrize("database", ["postgresql"])
def test_postgresql_is_not_migrated_but_by_command(old_url: str) -> None:
    with pytest.raises(NotReady, match="Run: interview-bot migrate"):
        storage.make_ready(old_url)
    storage.migrate(old_url)
    storage.make_ready(old_url)


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_file_migrates_itself(old_url: str) -> None:
    storage.make_ready(old_url)
    assert storage.is_current(old_url)


@pytest.mark.parametrize("do", [storage.make_ready, storage.migrate, storage.is_current])
def test_a_database_of_a_newer_version_is_left_alone(book_url: str, do: Any) -> None:
    with connected(book_url) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotReady, match=r"newer version \(its revision is 9999\)"):
        do(book_url)
