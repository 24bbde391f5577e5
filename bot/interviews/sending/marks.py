"""What became of a claimed notice, as it is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.interviews.notices import Notice
from bot.interviews.ports.ledger import Ledger, Sent


@dataclass(frozen=True)
class Change:
    """What is to be written of a claimed notice that was not sent."""

    notice: Notice
    write: Callable[[Ledger], object]


Mark = Sent | Change


def write_down(marks: Sequence[Mark], pages: Ledger) -> None:
    """Write what became of notices, and plan what follows from those that were sent."""
    sent = [mark for mark in marks if isinstance(mark, Sent)]
    noted = pages.sent(sent)
    again = [each for mark in sent if mark.notice.id in noted for each in mark.again]
    if again:
        pages.plan(again)
    for mark in marks:
        if isinstance(mark, Change):
            mark.write(pages)
