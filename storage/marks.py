"""What is written of claimed notices: each by the one alone whose lease it still is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.interviews.notices import BY_MAIL, STAYS, Notice, Reason, State
from bot.interviews.ports.ledger import Sent
from storage.prepared import Prepared
from storage.tables import cards, interviews
from storage.tables import notices as ledger
from storage.types import elements_in, number_in, numbers_in

TO_WHOM, MESSAGE = ("interview_id", "person_id"), ("channel", "ts")
FREE = {"lease_token": None, "lease_until": None}


def _is_theirs(token: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether the claim is still of whoever has that token.

    Nothing but what is claimed has one. Were the state asked for as well, SQLite would go through
    all that is claimed, for each of those that are marked together.
    """
    return ledger.c.lease_token == token


FENCED = sa.update(ledger).where(
    ledger.c.id == sa.bindparam("notice"), _is_theirs(sa.bindparam("token"))
)
# On PostgreSQL a deed that is about to change the interview is waited for. Were it not, a reminder
# could be ended for a move that is being taken back, and the deed leave it out as still claimed.
STANDS = (
    sa.select(interviews.c.version)
    .where(interviews.c.id == ledger.c.interview_id)
    .with_for_update(read=True)
    .scalar_subquery()
)
ENDED = FENCED.where(sa.bindparam("looked_upon") == STANDS)
DELIVERED = elements_in("delivered")
SENT = Prepared(
    sa.update(ledger)
    .where(
        ledger.c.id == number_in(DELIVERED, "notice"),
        _is_theirs(DELIVERED["token"].as_string()),
    )
    .values(
        state=sa.bindparam("sent", State.SENT),
        reason=None,
        detail=None,
        settled_at=sa.bindparam("at"),
        channel=DELIVERED["channel"].as_string(),
        ts=DELIVERED["ts"].as_string(),
        **FREE,
    )
    .returning(ledger.c.id)
)
TOLD_WITH = Prepared(
    sa.update(ledger)
    .where(
        ledger.c.id == sa.bindparam("notice"),
        ledger.c.state == sa.bindparam("planned", State.PLANNED),
    )
    .values(
        state=State.REPLACED,
        reason=sa.bindparam("why", Reason.TOLD_WITH),
        settled_at=sa.bindparam("at"),
    )
)


class Marks:
    """Writes what has become of claimed notices, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def settle(
        self,
        notice: Notice,
        state: State,
        at: datetime,
        *,
        reason: Reason | None = None,
        detail: str | None = None,
    ) -> bool:
        """Write how a claimed notice ended, fenced by its lease token; False = lease was lost."""
        return self._fenced(notice, state=state, settled_at=at, reason=reason, detail=detail)

    def end(
        self,
        notice: Notice,
        state: State,
        at: datetime,
        *,
        version: int,
        reason: Reason,
        detail: str | None = None,
    ) -> bool:
        """Write why a claimed notice is not sent, if the interview still has that version.

        Fenced as well. False = the lease was lost, or it has to be looked at again.
        """
        which = {"notice": notice.id, "token": notice.lease_token, "looked_upon": version}
        changes = {"state": state, "settled_at": at, "reason": reason, "detail": detail}
        return self._connection.execute(ENDED, which | changes | FREE).rowcount == 1

    def put_back(
        self,
        notice: Notice,
        due_at: datetime,
        *,
        posted_for_certain_not: bool,
        was_tried: bool = True,
    ) -> bool:
        """Turn a claimed notice to planned again, due then; fenced; False = lease was lost.

        When it certainly was not posted `first_attempt_at` is cleared: a claimed notice whose
        `first_attempt_at` is not that of its claim may have been posted already. A claim under
        which nothing was tried does not count as an attempt.
        """
        attempt = notice.attempt - (not was_tried)
        cleared = {"first_attempt_at": None, "looked_at": None} if posted_for_certain_not else {}
        return self._fenced(notice, state=State.PLANNED, due_at=due_at, attempt=attempt, **cleared)

    def speak_up(self, notice: Notice) -> bool:
        """Turn a claimed edit, which was not tried, to a planned new message; fenced as well."""
        first = {"first_attempt_at": None, "attempt": notice.attempt - 1}
        return self._fenced(notice, state=State.PLANNED, loud=True, **first)

    def hold(
        self,
        notice: Notice,
        until: datetime,
        looked_at: datetime | None,
        reason: Reason | None = None,
    ) -> bool:
        """Keep a claimed notice from everybody until then, and claim it anew; fenced as well.

        `looked_at`: when it was looked for in vain; None = not since it may have been posted.
        `reason`: why it is sent once more although it may be there; it is kept until it ends.
        """
        which = {"notice": notice.id, "token": notice.lease_token}
        changes: dict[str, Any] = {"lease_until": until, "looked_at": looked_at}
        changes |= {"reason": reason} if reason else {}
        return self._connection.execute(FENCED, which | changes).rowcount == 1

    def sent(self, messages: Sequence[Sent]) -> set[int]:
        """Write of claimed notices where their messages stand, as of the last; each fenced as well.

        A loud one's message becomes the living card, but for what people write; an earlier one is
        replaced, in Slack by no letter. What it told as well turns to `replaced`, where it is still
        planned. Gives the ids of those that were still theirs.
        """
        if not messages:
            return set()
        at = max(each.at for each in messages)
        given = {"delivered": [_delivered(each) for each in messages], "at": at}
        noted = {row[0] for row in SENT.rows(self._connection, given)}
        keep = _keep(self._connection.dialect.name)
        keep.count(self._connection, {"noted": [*noted]})
        told = [one.id for each in messages if each.notice.id in noted for one in each.told_with]
        TOLD_WITH.each(self._connection, [{"notice": one, "at": at} for one in told])
        return noted

    def _fenced(self, notice: Notice, **changes: Any) -> bool:
        which = {"notice": notice.id, "token": notice.lease_token}
        return self._connection.execute(FENCED, which | changes | FREE).rowcount == 1


def _delivered(sent: Sent) -> dict[str, Any]:
    return {
        "notice": sent.notice.id,
        "token": sent.notice.lease_token,
        "channel": sent.receipt.channel,
        "ts": sent.receipt.ts,
    }


@cache
def _keep(dialect: str) -> Prepared:
    """Give the statement by which the messages of loud notices become the living cards.

    A letter is not edited: where a message stands in Slack that one stays the card.
    """
    living = sa.select(
        *(ledger.c[name] for name in ("workspace_id", *TO_WHOM, *MESSAGE)), ledger.c.id
    ).where(
        ledger.c.id.in_(numbers_in("noted")),
        ledger.c.loud,
        *(ledger.c.what != sa.bindparam(what.name, what) for what in sorted(STAYS)),
    )
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(cards)
    newer = {name: insert.excluded[name] for name in (*MESSAGE, "notice_id")}
    return Prepared(
        insert.from_select(
            ["workspace_id", *TO_WHOM, *MESSAGE, "notice_id"], living
        ).on_conflict_do_update(
            index_elements=TO_WHOM,
            set_=newer,
            where=(insert.excluded.channel != BY_MAIL) | (cards.c.channel == BY_MAIL),
        )
    )
