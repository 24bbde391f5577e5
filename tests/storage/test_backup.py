import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

import storage


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_copy_can_be_made_while_the_book_is_open(
    book: storage.SqlBook, book_url: str, tmp_path: Path
) -> None:
    target = tmp_path / "copy.sqlite3"
    with book.write() as pages:
        workspace_id = pages.workspace("T1", "Vans")
    with book.write() as pages:
        pages.workspace("T2", "not yet committed")
        storage.back_up(book_url, target)
    storage.back_up(book_url, target)
    copied = storage.open_book(f"sqlite:///{target}")
    with copied.write() as pages:
        assert pages.workspace("T1", "Vans") == workspace_id
    copied.close()
    assert storage.is_current(f"sqlite:///{target}")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_only_a_file_can_be_copied(tmp_path: Path) -> None:
    with pytest.raises(storage.NotBackedUp, match="only an SQLite file"):
        storage.back_up("postgresql://localhost/book", tmp_path / "copy")


def test_nothing_is_copied_and_nothing_made_where_there_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(storage.NotBackedUp, match="no database yet"):
        storage.back_up(f"sqlite:///{tmp_path / 'book'}", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_gives_no_copy_and_is_itself_named_as_the_reason(
    tmp_path: Path,
) -> None:
    (tmp_path / "letter").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(DatabaseError, match="file is not a database"):
        storage.back_up(f"sqlite:///{tmp_path / 'letter'}", tmp_path / "copy")
    assert [each.name for each in tmp_path.iterdir()] == ["letter"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database file of some pages."""
    file = tmp_path / "book.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("""
            CREATE TABLE people (title TEXT);
            CREATE INDEX titles ON people (title);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO people SELECT 'somebody ' || i FROM n;
        """)
    return file


def test_a_database_is_never_copied_onto_itself(file: Path, tmp_path: Path) -> None:
    (tmp_path / "another name").hardlink_to(file)
    with pytest.raises(storage.NotBackedUp, match="is the database itself"):
        storage.back_up(f"sqlite:///{file}", tmp_path / "another name")


def test_a_damaged_database_gives_no_copy_and_leaves_the_earlier_one(
    file: Path, tmp_path: Path
) -> None:
    earlier = tmp_path / "copy"
    earlier.write_bytes(b"of yesterday")
    pages = bytearray(file.read_bytes())
    pages[8192:12288] = b"\x0d" + bytes(4095)  # a page in the middle comes back empty
    file.write_bytes(pages)
    with pytest.raises(storage.NotBackedUp, match="the database is damaged"):
        storage.back_up(f"sqlite:///{file}", earlier)
    assert earlier.read_bytes() == b"of yesterday"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["book.sqlite3", "copy"]


def test_a_place_that_cannot_be_written_is_said_and_left_as_it_was(
    file: Path, tmp_path: Path
) -> None:
    with pytest.raises(storage.NotBackedUp, match=r"cannot be written \(No such file"):
        storage.back_up(f"sqlite:///{file}", tmp_path / "no such folder" / "copy")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "in it").touch()
    with pytest.raises(storage.NotBackedUp, match="cannot be written"):
        storage.back_up(f"sqlite:///{file}", tmp_path / "folder")
    assert not (tmp_path / "folder.unfinished").exists()
