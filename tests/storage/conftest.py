import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import storage


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
