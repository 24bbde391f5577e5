"""How things stand about many notices: each by one statement, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.cases import Standing, ToWhom
from bot.interviews.model import Person
from bot.interviews.notices import Card, Notice
from bot.interviews.ports.book import Slot
from storage.interviews import BUSY, IS_LIVE, THESE
from storage.prepared import Prepared, rows_of
from storage.tables import cards, interviews
from storage.tables import notices as ledger
from storage.types import elements_in, number_in, numbers_in
from storage.values import columns, kept_of, value_of

ASKED = elements_in("asked")


def _to_the_same(table: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.workspace_id == number_in(ASKED, "workspace"),
        table.c.interview_id == number_in(ASKED, "interview"),
        table.c.person_id == number_in(ASKED, "person"),
    )


CARDS = Prepared(sa.select(*columns(Card, cards)).where(_to_the_same(cards)))
OTHERS = Prepared(
    sa.select(*columns(Notice, ledger))
    .where(_to_the_same(ledger), ledger.c.id != number_in(ASKED, "notice"))
    .order_by(ledger.c.id)
)


TO_THEM = Prepared(
    sa.select(*columns(Notice, ledger)).where(_to_the_same(ledger)).order_by(ledger.c.id)
)
BEGINNING = Prepared(
    sa.union(
        *(
            sa.select(interviews.c.id, *BUSY, interviews.c.start_at, interviews.c.end_at).where(
                part.in_(numbers_in("people")),
                interviews.c.start_at.between(sa.bindparam("earliest"), sa.bindparam("latest")),
                IS_LIVE,
            )
            for part in BUSY  # each by its own index; of an OR SQLite would look at every start
        )
    ).order_by("start_at", "id")
)


class Standings:
    """Looks how things stand, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, notices: Sequence[Notice]) -> Standing:
        """Say how things stand about these notices, of which no two are to one person about one."""
        about = {"interviews": [*{notice.interview_id for notice in notices}]}
        given = {"asked": [_asked(notice) for notice in notices]}
        found, living, beside = rows_of(
            self._connection, ((THESE, about), (CARDS, given), (OTHERS, given))
        )
        known: dict[int, Person] = {}
        kepts = (kept_of(row, known) for row in found)
        theirs = (value_of(Card, row) for row in living)
        others: defaultdict[ToWhom, tuple[Notice, ...]] = defaultdict(tuple)
        for row in beside:
            other = value_of(Notice, row)
            others[other.interview_id, other.person_id] += (other,)
        return Standing(
            interviews={kept.id: kept for kept in kepts},
            cards={(card.interview_id, card.person_id): card for card in theirs},
            others=others,
        )

    def slots_of(
        self, person_ids: Sequence[int], earliest: datetime, latest: datetime
    ) -> tuple[Slot, ...]:
        """Give the time that live interviews of these people take which begin then, by start."""
        given = {"people": [*person_ids], "earliest": earliest, "latest": latest}
        return tuple(Slot(*row) for row in BEGINNING.rows(self._connection, given))

    def notices_to(self, to_whom: Collection[tuple[int, int, int]]) -> tuple[Notice, ...]:
        """Give all notices to these: workspace, interview and person; in order of writing."""
        names = ("workspace", "interview", "person")
        given = {"asked": [dict(zip(names, each, strict=True)) for each in to_whom]}
        return tuple(value_of(Notice, row) for row in TO_THEM.rows(self._connection, given))


def _asked(notice: Notice) -> dict[str, int]:
    return {
        "workspace": notice.workspace_id,
        "interview": notice.interview_id,
        "person": notice.person_id,
        "notice": notice.id,
    }
