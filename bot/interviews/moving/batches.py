"""Many values, a few hundred at a time: what one statement of a database takes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 500

T = TypeVar("T")


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Give the values in their order, in lists of up to BATCH."""
    remaining = iter(values)
    while batch := list(islice(remaining, BATCH)):
        yield batch
