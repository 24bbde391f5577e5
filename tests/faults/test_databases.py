"""The database goes away or is full while messages are in the air."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bad_slack import Slack
from couriers import PATIENCE, TERMS, NoFault, courier_of, wait_until
from ending import rows, settled, states, wrong
from thousand import due, fill

import storage
from bot.clock import Clock, machine_now, monotonic
from bot.deadline import Patience, TookTooLong, somebody_waits
from bot.interviews.notices import State, What
from bot.interviews.people.people import People
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.sending.courier import Courier
from bot.interviews.sending.terms import Terms
from bot.scheduler import Heartbeat
from bot.slack.buckets import NO_LIMIT, Buckets, Rates
from bot.slack.calls import OneTryClient
from bot.slack.cards import Setting
from bot.slack.post import SlackPost

pytestmark = pytest.mark.slow


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(TERMS, NoFault()) as slack:
        slack.playground.faults.latency = 0.1
        yield slack


def test_postgresql_that_is_restarted_while_messages_are_in_the_air_loses_none(
    slack: Slack, start_postgresql: Callable[[], Any]
) -> None:
    server = start_postgresql()
    url = server.create()
    # The tests' server may forget what it has committed; nobody's own does.
    server.says(f"ALTER DATABASE {server.name(url)} SET synchronous_commit = on")
    storage.migrate(url)
    fill(url, 200)
    with contextlib.closing(storage.open_book(url)) as book:
        heartbeat = Heartbeat(courier_of(book, slack), Clock())
        heartbeat.start()
        for how in ("immediate", "fast"):
            sent = sum(slack.posted().values())
            wait_until(lambda sent=sent: sum(slack.posted().values()) > sent + 20, book)
            server.stop(how)
            time.sleep(1.5)  # a connection that was used a moment ago is not tried first
            server.start()
        wait_until(lambda: settled(book), book)
        heartbeat.stop()
        assert [*wrong(book, slack.posted(), 200)] == []
        waits_for_a_restart(server, book)


def waits_for_a_restart(server: Any, book: storage.SqlBook) -> None:
    """Whoever writes or reads while it is restarted waits for it, as long as there is time."""
    server.stop("fast")
    starting = threading.Thread(target=server.start)
    starting.start()
    try:
        with book.write() as pages:
            assert pages.workspace_known() is not None
        with book.read() as pages:
            assert pages.workspace_known() is not None
    finally:
        starting.join()
    server.stop("fast")
    in_a_hurry = somebody_waits(Patience(work=0.3), monotonic())
    with in_a_hurry, pytest.raises(TookTooLong), book.read() as pages:
        pages.workspace_known()


def limit_pages(book: storage.SqlBook, more: int | None) -> None:
    """Let the file grow by no more than so many pages; None = as far as it may."""
    with book.ledger() as pages:
        ask = pages._connection.exec_driver_sql
        now = ask("PRAGMA page_count").scalar_one()
        ask(f"PRAGMA max_page_count = {2**30 if more is None else now + more}")


@pytest.mark.parametrize("restarted", [False, True])
def test_a_full_disk_costs_nobody_a_message(
    slack: Slack, sqlite_url: str, caplog: pytest.LogCaptureFixture, *, restarted: bool
) -> None:
    fill(sqlite_url, 200)
    with contextlib.closing(storage.open_book(sqlite_url)) as book:
        courier = courier_of(book, slack)
        limit_pages(book, more=1)
        with pytest.raises(Exception, match="database or disk is full"):
            courier.sweep()
        assert not settled(book)
        assert "notice_not_recorded" not in caplog.text  # not for each: it is no notice's fault
        limit_pages(book, more=None)
        if restarted:  # what was not written is forgotten as well
            courier = courier_of(book, slack)
        until = time.monotonic() + PATIENCE
        while not settled(book):
            assert time.monotonic() < until, states(book)
            courier.sweep()
            time.sleep(0.05)
        assert [*wrong(book, slack.posted(), 200)] == []


def test_what_is_in_the_air_when_told_to_stop_is_finished_and_the_rest_given_back(
    slack: Slack, sqlite_url: str
) -> None:
    fill(sqlite_url, 200)
    slack.playground.faults.latency = 0.3
    with contextlib.closing(storage.open_book(sqlite_url)) as book:
        courier = courier_of(book, slack)
        heartbeat = Heartbeat(courier, Clock())
        heartbeat.start()
        wait_until(lambda: states(book)["claimed"] > 0 and bool(slack.posted()), book)
        heartbeat.stop()
        assert states(book)["claimed"] == 0
        assert states(book)["sent"] == sum(slack.posted().values())
        assert states(book)["planned"] > 0
        assert all(times == 1 for times in slack.posted().values())


def test_what_waits_for_its_turn_when_told_to_stop_is_given_back_at_once(
    slack: Slack, sqlite_url: str
) -> None:
    fill(sqlite_url, 200)
    slowly = Rates(in_workspace=1 / 15)  # the second waits for longer than a stop may take
    with contextlib.closing(storage.open_book(sqlite_url)) as book:
        heartbeat = Heartbeat(courier_of(book, slack, slowly, Terms()), Clock())
        heartbeat.start()
        wait_until(lambda: states(book)["sent"] == 1 and states(book)["claimed"] > 0, book)
        heartbeat.stop()
        assert not heartbeat._thread.is_alive()
        assert states(book) == {"sent": 1, "planned": 199}


@pytest.fixture
def slow_slack() -> Iterator[Slack]:
    """Two calls to it take longer than what is in the air may once it is to stop."""
    with Slack(Terms(), NoFault()) as slack:
        yield slack


def stops(book: storage.SqlBook, slack: Slack, calls: int) -> None:
    """Tell a courier to stop once Slack has so many calls."""
    heartbeat = Heartbeat(courier_of(book, slack, NO_LIMIT, Terms()), Clock())
    slack.playground.faults.latency = 6.0
    heartbeat.start()
    wait_until(lambda: states(book)["claimed"] == calls, book)
    time.sleep(1)
    heartbeat.stop()
    assert not heartbeat._thread.is_alive()


def test_whom_slack_has_not_opened_a_conversation_with_by_then_is_not_told_any_more(
    slow_slack: Slack, sqlite_url: str
) -> None:
    fill(sqlite_url, 2)
    with contextlib.closing(storage.open_book(sqlite_url)) as book:
        stops(book, slow_slack, 2)
        assert [(row.state, row.attempt, row.first_attempt_at) for row in rows(book)] == [
            (State.PLANNED, 0, None)
        ] * 2
        assert not slow_slack.posted()


def test_what_was_told_is_recorded_though_the_earlier_card_could_not_shrink_any_more(
    slow_slack: Slack, sqlite_url: str
) -> None:
    fill(sqlite_url, 2)
    with contextlib.closing(storage.open_book(sqlite_url)) as book:
        assert courier_of(book, slow_slack, NO_LIMIT, Terms()).sweep() == 2
        with book.write() as pages:
            kept, one = pages.interview(1, 1), pages.person(1, 1)
            pages.plan([due(kept, one, What.REMINDER, machine_now()).but(key="nearer")])
        stops(book, slow_slack, 1)
        assert states(book) == {"sent": 3}
        assert slow_slack.posted()["nearer"] == 1


def test_a_hundred_notices_are_in_the_air_thirty_two_at_a_time(
    slack: Slack, sqlite_url: str
) -> None:
    fill(sqlite_url, 100)
    in_the_air, most, lock = 0, 0, threading.Lock()

    class Counting(SlackPost):
        def deliver(self, *given: Any) -> Any:
            nonlocal in_the_air, most
            with lock:
                in_the_air += 1
                most = max(most, in_the_air)
            try:
                return super().deliver(*given)
            finally:
                with lock:
                    in_the_air -= 1

    slack.playground.faults.latency = 1.0
    clock = Clock()
    with contextlib.closing(storage.open_book(sqlite_url)) as book:
        people = People(book, clock, frozenset)
        post = Counting(
            OneTryClient("xoxb-faults", slack.url), Setting(company="Acme"), clock,
            people.remember_channel, Buckets(NO_LIMIT, monotonic), machine_now,
        )  # fmt: skip
        assert Courier(book, post, clock, machine_now, LeadTimes()).sweep() == 100
    assert most == 32
