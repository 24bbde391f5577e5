"""People who meet in the book of a test."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from arranging import arranged as arrange

import storage
from bot.interviews.model import (
    Application,
    Kept,
    Person,
    Role,
)
from bot.interviews.notices import Notice, What
from bot.interviews.ports.book import Pages


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest) -> str:
    """Whatever is kept is kept in both."""
    return str(request.param)


@pytest.fixture
def empty_url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database in which there is nothing yet."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    return str(request.getfixturevalue("postgresql").create())


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def cast_in() -> Callable[[Pages, int], SimpleNamespace]:
    """Writes Ana, who applied, Ben, who interviews, and Rita, who recruits."""

    def write(pages: Pages, workspace_id: int) -> SimpleNamespace:
        def person(title: str, role: Role) -> Person:
            return pages.add_person(Person(id=0, workspace_id=workspace_id, title=title, role=role))

        driver = person("Ana Alvarez", Role.DRIVER)
        application = Application(
            id=0,
            workspace_id=workspace_id,
            driver_id=driver.id,
            kind="van",
            updated_at=datetime(2026, 1, 5, 8, 30, 0, 250_000, tzinfo=UTC),
        )
        return SimpleNamespace(
            workspace_id=workspace_id,
            driver=driver,
            application=pages.add_application(application),
            interviewer=person("Ben Baker", Role.INTERVIEWER),
            recruiter=person("Rita Ross", Role.OPERATOR),
        )

    return write


@pytest.fixture
def cast(
    book: storage.SqlBook, cast_in: Callable[[Pages, int], SimpleNamespace]
) -> SimpleNamespace:
    with book.write() as pages:
        return cast_in(pages, pages.workspace("T1", "Vans"))


@pytest.fixture
def arranged(noon: datetime) -> Callable[..., Kept]:
    """Makes an interview of a cast, half an hour from noon unless told otherwise.

    It may overlap others, since all are of the same people.
    """

    def make(cast: SimpleNamespace, **given: Any) -> Kept:
        chosen = {name: given.pop(name) for name in vars(cast) if name in given}
        people = SimpleNamespace(**vars(cast) | chosen)
        start_at = given.pop("start_at", noon)
        known = {
            "id": 0, "end_at": start_at + timedelta(minutes=30), "owner": people.recruiter,
            "forced": True,
        }  # fmt: skip
        return arrange(
            people.application, people.driver, people.interviewer, start_at, **known | given
        )

    return make


@pytest.fixture
def kept(book: storage.SqlBook, cast: SimpleNamespace, arranged: Callable[..., Kept]) -> Kept:
    """One stored interview of Ana with Ben, at noon."""
    with book.write() as pages:
        return pages.add_interview(arranged(cast))


@pytest.fixture
def notice(noon: datetime) -> Callable[..., Notice]:
    """Makes a notice for the interviewee, due at noon unless told otherwise."""

    def make(kept: Kept, **given: Any) -> Notice:
        return Notice(
            **{
                "workspace_id": kept.workspace_id,
                "interview_id": kept.id,
                "person_id": kept.interviewee_person.id,
                "what": What.BOOKED,
                "version": kept.version,
                "loud": True,
                "due_at": noon,
                "key": "k",
                "created_at": noon,
            }
            | given
        )

    return make


@pytest.fixture
def reminder(notice: Callable[..., Notice]) -> Callable[..., Notice]:
    """Makes the interviewee's reminder one hour before the start."""

    def make(kept: Kept, **given: Any) -> Notice:
        start_at = kept.interview.start_at
        return notice(
            kept,
            **{
                "what": What.REMINDER,
                "lead_time": timedelta(hours=1),
                "start_at": start_at,
                "due_at": start_at - timedelta(hours=1),
            }
            | given,
        )

    return make
