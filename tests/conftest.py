"""What all tests share: a book, how hypothesis searches, and that CI leaves nothing out."""

import contextlib
import os
import shutil
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

import storage
from bot.clock import Clock
from bot.demo import ANA, BOB, LEE, PAT, SAM, Demo
from bot.interviews.model import Kept, Search
from bot.playground.driver import Driver

IN_CI = os.environ.get("CI") == "true"  # noqa: TID251 - a setting of the tests, not of the bot

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(scope="session")
def ci() -> bool:
    """Whether this is CI, where a missing browser or database is a failure."""
    return IN_CI


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, up to date: migrating takes much longer than copying."""
    file = tmp_path_factory.mktemp("migrated") / "book.sqlite3"
    storage.migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def book_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path)}"


@pytest.fixture
def book(book_url: str) -> Iterator[storage.SqlBook]:
    book = storage.open_book(book_url)
    yield book
    book.close()


class Acme:
    """A company at work: the whole house and its local workspace, with somebody at each desk.

    It is Monday 23 November 2026, 10:00 in Madrid, where Sam recruits. Pat interviews from New
    York, Lee from Berlin; Ana in London and Bob in Sao Paulo are interviewed.
    """

    def __init__(self, demo: Demo, driver: Driver) -> None:
        self.demo = demo
        self.driver = driver
        self.house = demo.house
        self.url = demo.url
        self.sam, self.pat, self.lee, self.ana, self.bob = (
            driver.person(user) for user in (SAM, PAT, LEE, ANA, BOB)
        )

    def settle(self) -> None:
        """Let the courier deliver everything that is due by now."""
        assert self.house.heartbeat is not None
        self.house.heartbeat.sweep()

    def turn_clock(self, *, to: datetime | str | None = None, by: float | None = None) -> None:
        """Turn the house clock: to an instant, to the next notice ("upcoming"), or by seconds."""
        self.driver.moves_clock(to=to, by=by)
        self.settle()

    def kept(self, interview_id: int) -> Kept:
        """Give an interview as it is kept."""
        with self.house.book.read() as pages:
            kept = pages.interview(self.house.workspace_id, interview_id)
        assert kept is not None
        return kept

    def books(
        self, line: str = "@ana with @pat fri 3pm 45m video at https://meet.example.com/x"
    ) -> int:
        """Let Sam book by one line, everybody told; give the interview's number."""
        self.sam.types(f"/interview {line}")
        self.sam.presses("Book")
        self.settle()
        with self.house.book.read() as pages:
            found = pages.search(self.house.workspace_id, Search(per_page=100)).interviews
        return max(kept.id for kept in found)


@pytest.fixture
def acme(book_url: str) -> Iterator[Acme]:
    """The whole product, running on a port of its own."""
    clock = Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    with Demo(book_url, clock=clock) as demo, contextlib.closing(Driver(demo.url)) as driver:
        yield Acme(demo, driver)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_to_skip(report, expected_to_fail=hasattr(report, "wasxfail"))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_to_skip(report, expected_to_fail=False)
    return report


def _refuse_to_skip(
    report: pytest.TestReport | pytest.CollectReport, *, expected_to_fail: bool
) -> None:
    """Fail what was skipped in CI: a suite without its browser would look like a good one."""
    if IN_CI and report.skipped and not expected_to_fail:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
