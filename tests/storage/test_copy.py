"""Everything goes over, from SQLite to PostgreSQL and back."""

import sqlite3
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

import storage
from bot.interviews.digest import Days, Digest
from bot.interviews.model import Answer, Door, HistoryEntry, Kept, Person, Revocation, Says
from bot.interviews.notices import Reason
from bot.interviews.plans import Booking, Draft
from bot.interviews.ports.erasure import Remnant
from storage import NotReady
from storage.engine import create_engine
from storage.tables import Base, cards

pytestmark = pytest.mark.slow

LONG_ID = 5_000_000_000  # more than 32 bits


@pytest.fixture
def other_url(database: str, tmp_path: Path, postgresql: Any) -> str:
    """An empty database of the other kind."""
    other = postgresql.create() if database == "sqlite" else f"sqlite:///{tmp_path / 'other.db'}"
    return str(other)


@pytest.fixture
def full(
    book: storage.SqlBook,
    kept: Kept,
    cast: SimpleNamespace,
    notice: Any,
    reminder: Any,
    noon: datetime,
) -> Kept:
    """A book with something in every table, and ids that were given out and are gone."""
    answer = Answer(
        says=Says.YES,
        start_at=noon,
        by_id=cast.driver.id,
        door=Door.SLACK,
        at=noon,
        reason="Ünïcode ✓",
    )
    plan = Booking(
        kind="video_call",
        start_at=noon,
        end_at=noon + timedelta(hours=1),
        interviewee_id=cast.application.id,
        interviewer_id=cast.interviewer.id,
    )
    with book.write() as pages:
        saved = pages.save_interview(kept.but(interviewee_answer=answer, lead_times=(noon - noon,)))
        pages.plan([notice(saved), reminder(saved), reminder(saved, person_id=cast.recruiter.id)])
        pages.withdraw_reminders(saved.id, Reason.MOVED, noon)
        [planned, *_] = pages.notices(1, saved.id)
        pages._connection.execute(
            sa.insert(cards).values(
                workspace_id=1,
                interview_id=saved.id,
                person_id=cast.driver.id,
                channel="D1",
                ts="1.1",
                notice_id=planned.id,
            )
        )
        pages.add_history(
            HistoryEntry(
                workspace_id=1,
                interview_id=saved.id,
                version=1,
                deed="book",
                by_id=cast.recruiter.id,
                door=Door.API,
                at=noon,
                after={"start_at": "x", "more": [1, None]},
            )
        )
        pages.add_draft(
            Draft(id="d", workspace_id=1, by_id=cast.recruiter.id, plan=plan, made_at=noon)
        )
        pages.revoke(Revocation(workspace_id=1, jti="t", at=noon))
        digest = Digest(
            workspace_id=1,
            channel="C1",
            by_id=cast.recruiter.id,
            days=Days.WEEKDAYS,
            at=time(9),
            time_zone="Europe/Madrid",
        )
        pages.keep_digest(digest)
        pages.claim_digest(digest, noon.date())
        pages.keep_remnants(
            [Remnant(workspace_id=1, person_id=cast.driver.id, channel="D1", due_at=noon)]
        )
        pages._connection.exec_driver_sql("UPDATE notices SET due_at = due_at + 1")  # not cut
        zoe = Person(id=LONG_ID, workspace_id=1, title="Zoe")
        pages.add_numbered([zoe])
        pages.remove_person(zoe)
    return saved


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a database, as the program reads it."""
    with_json = {"interviews", "history", "notices", "drafts", "people"}  # which has no order
    engine = create_engine(url, writes=False)
    with engine.connect() as connection:
        found = {
            table.name: [
                tuple(row) for row in connection.execute(sa.select(table).order_by(*table.c))
            ]
            if table.name not in with_json
            else sorted(map(repr, connection.execute(sa.select(table))))
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_every_row_of_every_table_is_the_same_there(
    book_url: str, other_url: str, full: Kept
) -> None:
    told: list[tuple[str, int]] = []
    copied = storage.copy(book_url, other_url, lambda *so_far: told.append(so_far))
    there = rows_of(other_url)
    assert there == rows_of(book_url)
    assert {each.table: each.rows for each in copied} == {
        name: len(rows) for name, rows in there.items()
    }
    assert all(each.rows for each in copied)
    assert told == [(each.table, each.rows) for each in copied]
    other = storage.open_book(other_url)
    with other.read() as pages:
        assert pages.interview(1, full.id) == full
    other.close()


def test_ids_go_on_after_those_that_were_ever_given_out(
    book_url: str, other_url: str, full: Kept, cast: SimpleNamespace, arranged: Any
) -> None:
    storage.copy(book_url, other_url, lambda *_: None)
    other = storage.open_book(other_url)
    with other.write() as pages:
        assert pages.add_interview(arranged(cast)).id == full.id + 1
        assert pages.add_person(Person(id=0, workspace_id=1, title="Yara")).id == LONG_ID + 1
    other.close()


@pytest.mark.usefixtures("full")
def test_there_and_back_it_is_the_same(
    book_url: str, other_url: str, database: str, tmp_path: Path, postgresql: Any
) -> None:
    back = f"sqlite:///{tmp_path / 'back.db'}" if database == "sqlite" else postgresql.create()
    there = storage.copy(book_url, other_url, lambda *_: None)
    again = storage.copy(other_url, back, lambda *_: None)
    assert again == there
    assert rows_of(back) == rows_of(book_url)


@pytest.mark.usefixtures("full")
def test_a_target_that_holds_anything_is_refused_and_left_as_it_was(
    book_url: str, other_url: str
) -> None:
    storage.migrate(other_url)
    other = storage.open_book(other_url)
    with other.write() as pages:
        pages.workspace("T9", "Others")
    other.close()
    before = rows_of(other_url)
    with pytest.raises(NotReady, match=r"holds something already \(workspaces\)"):
        storage.copy(book_url, other_url, lambda *_: None)
    assert rows_of(other_url) == before
    with pytest.raises(NotReady, match="holds something already"):
        storage.copy(book_url, book_url, lambda *_: None)


@pytest.mark.parametrize("database", ["postgresql"])
def test_a_target_of_somebody_elses_is_refused(
    book_url: str, other_url: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as theirs:
        theirs.execute("CREATE TABLE orders (number)")
    with pytest.raises(NotReady, match=r"\(orders\)"):
        storage.copy(book_url, other_url, lambda *_: None)
    with closing(sqlite3.connect(tmp_path / "other.db")) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("orders",)]


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("database", ["sqlite"])
def test_what_cannot_be_kept_there_is_said_and_nothing_goes_over(
    book: storage.SqlBook, book_url: str, other_url: str
) -> None:
    with book.write() as pages:
        pages.add_person(Person(id=0, workspace_id=1, title="Nul\x00l"))
    with pytest.raises(NotReady, match=r"cannot be kept there as it is: .*NUL"):
        storage.copy(book_url, other_url, lambda *_: None)
    assert not any(rows_of(other_url).values())


def test_a_source_that_is_not_up_to_date_is_refused(tmp_path: Path, other_url: str) -> None:
    with pytest.raises(NotReady, match="copy from is not up to date"):
        storage.copy(f"sqlite:///{tmp_path / 'none.db'}", other_url, lambda *_: None)
