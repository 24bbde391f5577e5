"""What was overwritten or taken out is nowhere in the database's files any more."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import storage
from bot.clock import Clock
from bot.interviews.forgetting.erasing import Erasing
from bot.interviews.model import Person
from bot.interviews.ports.erasure import Remnant

pytestmark = pytest.mark.parametrize("database", ["sqlite"])

SECRET = "canary-of-the-file"
MANY = 200  # people: enough for rows to be moved from one page to another


def files(url: str) -> bytes:
    file = Path(url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def renamed(book: storage.SqlBook) -> None:
    with book.write() as pages:
        workspace_id = pages.workspace(None, "Acme")
        people = [
            pages.add_person(Person(id=0, workspace_id=workspace_id, title=f"{SECRET} {number}"))
            for number in range(MANY)
        ]
    for person in people:
        with book.write() as pages:
            pages.save_person(person.but(title="x" * person.id))


def test_what_was_overwritten_is_gone_from_the_file_and_its_log(
    book: storage.SqlBook, book_url: str
) -> None:
    renamed(book)
    assert SECRET.encode() in files(book_url)
    assert book.wipe()
    assert SECRET.encode() not in files(book_url)
    with book.read() as pages:
        assert len(pages.people(1, "xxx", most=MANY)) == MANY - 2


def test_while_somebody_reads_it_is_said_that_something_may_be_left(
    book: storage.SqlBook, book_url: str
) -> None:
    with book.read() as pages:
        pages.workspace_known()
        renamed(book)
        assert not book.wipe()
    assert book.wipe()
    assert SECRET.encode() not in files(book_url)


def test_a_large_file_is_written_anew_at_night_and_not_while_people_work(
    book: storage.SqlBook, book_url: str
) -> None:
    madrid, clock = ZoneInfo("Europe/Madrid"), Clock(datetime(2026, 11, 23, 15, tzinfo=UTC))
    with book.write() as pages:
        workspace_id = pages.workspace(None, "Acme")
        long = Person(id=0, workspace_id=workspace_id, title=f"{SECRET} {'x' * 9_000_000}")
        person = pages.add_person(long)
    with book.write() as pages:
        pages.save_person(person.but(title="Somebody"))
        of_the_file = {"workspace_id": workspace_id, "person_id": person.id, "due_at": clock.now()}
        pages.keep_remnants([Remnant(**of_the_file)])
    erasing = Erasing(book, clock, None, madrid)
    assert book.is_large()
    assert erasing.tell() == 1
    night = erasing.next_due()
    assert night == datetime(2026, 11, 24, 2, tzinfo=madrid)
    clock.move_to(night)
    assert erasing.tell() == 1
    assert SECRET.encode() not in files(book_url)
    assert not book.is_large()
    assert erasing.next_due() is None
