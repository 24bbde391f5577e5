"""Whom a token lets in, and which tokens no longer do."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.model import Person, Revocation, Token
from storage.prepared import Prepared
from storage.tables import people, revocations
from storage.types import UtcDateTime
from storage.values import columns, value_of, values_of

REVOKE = sa.insert(revocations)
OF_THE_SAME_WORKSPACE = revocations.c.workspace_id == people.c.workspace_id
ONE_BY_ONE = sa.exists().where(OF_THE_SAME_WORKSPACE, revocations.c.jti == sa.bindparam("jti"))
ALL_OF_A_PERSON = sa.exists().where(
    OF_THE_SAME_WORKSPACE,
    revocations.c.person_id == people.c.id,
    revocations.c.at >= sa.bindparam("issued_at", type_=UtcDateTime),
)
HOLDER = Prepared(
    sa.select(*columns(Person, people)).where(
        people.c.id == sa.bindparam("person_id"),
        people.c.active,
        ~ONE_BY_ONE.correlate(people),
        ~ALL_OF_A_PERSON.correlate(people),
    )
)
LAST = sa.select(revocations.c.at).order_by(revocations.c.at.desc()).limit(1)


class Revocations:
    """Looks tokens up, and revokes them, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def token_holder(self, token: Token) -> Person | None:
        """Give the active person whom a token names, unless it was revoked.

        A token's workspace is that of its person, whose id is unique in the whole database.
        """
        found = HOLDER.rows(self._connection, values_of(token))
        return value_of(Person, found[0]) if found else None

    def revoke(self, revocation: Revocation) -> None:
        """Note that tokens are no longer good."""
        self._connection.execute(REVOKE, values_of(revocation))

    def revoked_at(self, workspace_id: int, person_id: int) -> datetime | None:
        """When all of a person's tokens were revoked last; None = never."""
        statement = LAST.where(
            revocations.c.workspace_id == workspace_id, revocations.c.person_id == person_id
        )
        found: datetime | None = self._connection.execute(statement).scalar()
        return found
