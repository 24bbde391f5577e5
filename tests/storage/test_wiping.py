"""What was overwritten or taken out is nowhere in the database's files any more."""

from pathlib import Path

import pytest

import storage
from bot.interviews.model import Person

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
