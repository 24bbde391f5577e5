"""Whoever waits for a row that somebody else is changing lets others work: on PostgreSQL."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event

import pytest

from bot.interviews.model import Kept
from bot.interviews.ports.book import Conflict, Pages
from bot.workers import Workers
from storage import SqlBook
from storage.engine import create_engine, take_its_time, transaction

LONG = 5.0  # seconds; less than a row is waited for


@pytest.fixture
def database() -> str:
    return "postgresql"


def changes_it(pages: Pages, kept: Kept) -> None:
    pages.save_interview(kept.but(reason="snow"))


def looks_for_overlaps(pages: Pages, kept: Kept) -> None:
    people = (kept.interviewee_person.id, kept.interviewer_person.id)
    pages.overlapping(kept.workspace_id, people, kept.interview.start_at, kept.interview.end_at)


def adds_an_application(pages: Pages, kept: Kept) -> None:
    pages.add_application(kept.application)


def adds_somebody_with_an_address(pages: Pages, kept: Kept) -> None:
    pages.add_person(kept.interviewer_person.but(email="ben@example.com"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "deed", [changes_it, looks_for_overlaps, adds_an_application, adds_somebody_with_an_address]
)
def test_who_waits_for_somebody_elses_row_lets_others_work(
    book: SqlBook, kept: Kept, deed: Callable[[Pages, Kept], None]
) -> None:
    workers, begun = Workers(1), Event()

    def waits() -> None:
        with suppress(Conflict), book.write() as pages:
            pages.interview(kept.workspace_id, kept.id)
            begun.set()
            deed(pages, kept)

    with book.write() as pages:
        deed(pages, kept)
        waiting = workers._take(waits).outcome
        assert begun.wait(LONG)
        assert workers._take(lambda: "works").outcome.result(LONG) == "works"
        assert not waiting.done()
    waiting.result(LONG)


def test_a_long_transaction_may_pause(book_url: str) -> None:
    engine = create_engine(book_url, writes=True)
    with transaction(engine) as (connection, _):
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = '50ms'")
        take_its_time(connection)
        Event().wait(0.2)
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
