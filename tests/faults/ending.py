"""How it ended: what stands in Slack, and what the ledger says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

import storage
from bot.interviews.notices import State
from storage.tables import notices


def rows(book: storage.SqlBook) -> list[Any]:
    with book.read() as pages:
        return [*pages._connection.execute(sa.select(notices))]


def states(book: storage.SqlBook) -> Counter[str]:
    return Counter(row.state.value for row in rows(book))


def settled(book: storage.SqlBook) -> bool:
    with book.read() as pages:
        open_ones = sa.select(notices.c.id).where(
            notices.c.state.in_([State.PLANNED, State.CLAIMED])
        )
        return pages._connection.execute(open_ones.limit(1)).first() is None


def wrong(book: storage.SqlBook, posted: Counter[str], many: int) -> Iterator[str]:
    """Give a sentence for each message that is lost or doubled, or that the ledger denies."""
    ledger = rows(book)
    if len(ledger) != many:
        yield f"{len(ledger)} notices instead of {many}"
    for row in ledger:
        times = posted[row.key]
        if times != 1:
            what = "doubled" if times else "lost"
            yield f"{what}: {row.key}, posted {times} times; {row.state.value}, try {row.attempt}"
        elif row.state is not State.SENT or not row.ts:
            yield f"denied: {row.key} was posted, and is {row.state.value} {row.reason}"


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - whoever waits sees how far it is
