"""The book, opened: everything that can be asked and written within one transaction."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from storage.digests import Digests
from storage.erasure import Erasure
from storage.interviews import Interviews
from storage.ledger import Ledger
from storage.overview import Overviews
from storage.people import People
from storage.records import Records
from storage.removal import Removal
from storage.revocations import Revocations
from storage.standing import Standings


class SqlPages(
    Interviews,
    People,
    Ledger,
    Standings,
    Records,
    Removal,
    Revocations,
    Digests,
    Overviews,
    Erasure,
):
    """The book, opened. What its methods promise stands in `bot.interviews.ports.book.Pages`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
