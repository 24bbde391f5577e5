"""What all tests share: a book, how hypothesis searches, and that CI leaves nothing out."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

import storage

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
