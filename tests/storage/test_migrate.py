import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import storage
from storage.engine import create_engine, transaction
from storage.migrate import _config, _newest
from storage.tables import Base


def definitions(engine: sa.Engine) -> set[str]:
    """Everything SQLite knows of the tables and indexes, without the spaces."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
        ).scalars()
        return {re.sub(r"\s+", " ", definition) for definition in found}


def tables_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}


def downgrade(url: str) -> None:
    engine = create_engine(url, writes=True)
    with transaction(engine) as (connection, _):
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    engine.dispose()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'not yet there' / 'book.sqlite3'}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "not yet there" / "book.sqlite3"


def test_a_database_is_made_where_there_is_none_and_no_copy_with_it(url: str, file: Path) -> None:
    assert not storage.is_current(url)
    assert not file.parent.exists()
    storage.migrate(url)
    assert storage.is_current(url)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_migrations_make_the_tables_that_the_code_knows(book_url: str) -> None:
    engine = create_engine(book_url, writes=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_migrations_make_them_to_the_letter(book_url: str) -> None:
    migrated, declared = create_engine(book_url, writes=False), sa.create_engine("sqlite://")
    Base.metadata.create_all(declared)
    made, known = definitions(migrated), definitions(declared)
    migrated.dispose()
    declared.dispose()
    assert {line for line in made if "INDEX" in line} == {line for line in known if "INDEX" in line}
    assert {line.partition("CONSTRAINT")[0] for line in made} == {
        line.partition("CONSTRAINT")[0] for line in known
    }


def test_the_newest_migration_is_known_by_the_name_of_its_file() -> None:
    assert _newest() == ScriptDirectory.from_config(_config()).get_current_head()


def test_migrating_what_is_up_to_date_changes_nothing(book_url: str, tmp_path: Path) -> None:
    there = list(tmp_path.iterdir())
    storage.migrate(book_url)
    assert storage.is_current(book_url)
    assert list(tmp_path.iterdir()) == there


def test_what_a_file_holds_is_copied_before_it_is_migrated(url: str, file: Path) -> None:
    storage.migrate(url)
    downgrade(url)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE notes (line)")
        connection.execute("INSERT INTO notes VALUES ('kept')")
        connection.commit()
    assert not storage.is_current(url)
    storage.migrate(url)
    copy = file.with_name(f"book.sqlite3.before-{_newest()}")
    assert tables_in(copy) >= {"notes"}
    assert "interviews" not in tables_in(copy)
    assert tables_in(file) >= {"notes", "interviews"}
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name, copy.name]


def test_what_cannot_be_copied_is_not_migrated(url: str, file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE notes (line)")
    (file.with_name(f"book.sqlite3.before-{_newest()}") / "in the way").mkdir(parents=True)
    with pytest.raises(storage.NotReady, match=r"left as it was, .* cannot be written \(Is a dir"):
        storage.migrate(url)
    assert tables_in(file) == {"notes"}


def test_a_migration_that_fails_leaves_everything_as_it_was(url: str, file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE drafts (line)")  # in the way of the last table
    with pytest.raises(sa.exc.OperationalError, match="drafts already exists"):
        storage.migrate(url)
    assert tables_in(file) == {"drafts"}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="needs a file"):
        storage.open_book(url)


def test_postgresql_is_spoken_by_psycopg() -> None:
    assert storage.engine.address_of("postgresql://me@h/d").drivername == "postgresql+psycopg"
