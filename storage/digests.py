"""The digests of channels in the book, and on which days each was told."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.interviews.digest import Digest
from storage.tables import digest_days, digests
from storage.values import columns, value_of, values_of


class Digests:
    """Keeps digests, and claims their days, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def digests(self) -> tuple[Digest, ...]:
        """Give the digests of all workspaces."""
        statement = sa.select(*columns(Digest, digests)).order_by(
            digests.c.workspace_id, digests.c.channel
        )
        return tuple(value_of(Digest, row) for row in self._connection.execute(statement))

    def keep_digest(self, digest: Digest) -> None:
        """Keep a channel's digest, in place of an earlier one."""
        self.drop_digest(digest.workspace_id, digest.channel)
        self._connection.execute(sa.insert(digests), values_of(digest))

    def drop_digest(self, workspace_id: int, channel: str) -> bool:
        """Take a channel's digest out; False when there was none."""
        statement = sa.delete(digests).where(
            digests.c.workspace_id == workspace_id, digests.c.channel == channel
        )
        return self._connection.execute(statement).rowcount > 0

    def give_digest_back(self, digest: Digest, day: date) -> None:
        """Note that a channel was not told of that day after all."""
        statement = sa.delete(digest_days).where(
            digest_days.c.workspace_id == digest.workspace_id,
            digest_days.c.channel == digest.channel,
            digest_days.c.day == day,
        )
        self._connection.execute(statement)

    def claim_digest(self, digest: Digest, day: date) -> bool:
        """Note that a channel is told of that day; False when it had been noted already."""
        dialect: Any = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        statement = (
            dialect.insert(digest_days).on_conflict_do_nothing().returning(digest_days.c.day)
        )
        row = {"workspace_id": digest.workspace_id, "channel": digest.channel, "day": day}
        return self._connection.execute(statement, row).first() is not None
