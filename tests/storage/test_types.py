from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from bot.interviews.model import Kept
from storage import SqlBook
from storage.types import Duration, Microseconds, UtcDateTime, fold

INDIA = timezone(timedelta(hours=5, minutes=30))
CELLS = sa.Table(
    "cells",
    sa.MetaData(),
    sa.Column("at", UtcDateTime),
    sa.Column("due_at", Microseconds),
    sa.Column("lead_time", Duration),
)


def through_a_file(**cells: object) -> tuple[object, ...]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        CELLS.create(connection)
        connection.execute(sa.insert(CELLS).values(**cells))
        found = tuple(connection.execute(sa.select(CELLS)).one())
    engine.dispose()
    return found


@pytest.mark.parametrize("column", ["at", "due_at"])
def test_an_instant_comes_back_aware_in_utc_to_the_millisecond(column: str) -> None:
    given = datetime(2026, 10, 25, 3, 30, 15, 987_654, tzinfo=INDIA)
    found = through_a_file(**{column: given})[0 if column == "at" else 1]
    assert found == datetime(2026, 10, 24, 22, 0, 15, 987_000, tzinfo=UTC)
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


@pytest.mark.parametrize("column", ["at", "due_at"])
def test_an_instant_without_a_zone_is_refused(column: str) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        through_a_file(**{column: datetime(2026, 1, 1, 12)})  # noqa: DTZ001 - the refused thing


def test_a_search_with_a_time_without_a_zone_is_refused(
    book: SqlBook, cast: SimpleNamespace
) -> None:
    naive = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - the refused thing
    with book.read() as pages, pytest.raises(ValueError, match="needs a time zone"):
        pages.overlapping(cast.workspace_id, [1], naive, naive)


def test_an_instant_from_before_1970_keeps_its_place() -> None:
    old = datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
    assert through_a_file(at=old, due_at=old)[:2] == (old, old)


def test_a_lead_time_comes_back_whole() -> None:
    lead_time = timedelta(days=1, hours=1, milliseconds=1)
    assert through_a_file(lead_time=lead_time)[2] == lead_time


def test_nothing_comes_back_as_nothing() -> None:
    assert through_a_file(at=None) == (None, None, None)


def test_folded_texts_are_equal_whatever_their_case_and_form() -> None:
    assert fold("ÉMILE Straße") == fold("e\u0301mile STRASSE")


def test_an_offset_in_an_interview_is_kept_as_the_same_instant(
    book: SqlBook, cast: SimpleNamespace, arranged: Callable[..., Kept]
) -> None:
    start_at = datetime(2026, 3, 2, 17, 30, 0, 123_000, tzinfo=INDIA)
    with book.write() as pages:
        added = pages.add_interview(arranged(cast, start_at=start_at))
    with book.read() as pages:
        found = pages.interview(cast.workspace_id, added.id)
    assert found
    assert found.interview.start_at == start_at
    assert found.interview.start_at.isoformat() == "2026-03-02T12:00:00.123000+00:00"
