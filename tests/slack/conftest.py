"""What tests of the Slack door share: that nothing came of something."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

Nothing = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def nothing_comes_of_it(acme: Any) -> Nothing:
    """Watch the book and some people: nothing may be stored, and none of them may hear a thing."""

    def state(others: tuple[Any, ...]) -> tuple[Any, ...]:
        rows = acme.stored()
        tables = {table: rows[table] for table in ("interviews", "history", "notices")}
        return tables, [other.sees() for other in others]

    @contextmanager
    def watch(*others: Any) -> Iterator[None]:
        acme.settle()
        before = state(others)
        yield
        acme.settle()
        assert state(others) == before

    return watch
