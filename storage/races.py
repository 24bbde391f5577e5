"""What must not be done twice at once where no row is there yet to be changed twice.

Two who each add something see nothing of one another's. So each changes the row of whom it is
about, without changing anything in it: the second to get there is turned away by the database
(Conflict), begins again, and sees what the first one did. Only where several write beside each
other: on SQLite one writes at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.workers import elsewhere
from storage.engine import others_write
from storage.prepared import Prepared
from storage.tables import people, workspaces

NO_ID = 0  # ids begin at 1
TWO_PEOPLE: tuple[sa.BindParameter[int], ...] = (sa.bindparam("one"), sa.bindparam("other"))
FOR_TWO_PEOPLE = (
    sa.update(people)
    .where(
        people.c.id.in_(
            sa.select(people.c.id)
            .where(people.c.id.in_(TWO_PEOPLE))  # with the workspace all of it is looked through
            .order_by(people.c.id)  # whoever comes second waits, and no two for each other
            .with_for_update(key_share=True)
        )
    )
    .values(active=people.c.active)
)
PEOPLE = Prepared(FOR_TWO_PEOPLE)
WORKSPACE = (
    sa.update(workspaces)
    .where(workspaces.c.id == sa.bindparam("workspace"))
    .values(name=workspaces.c.name)
)


def alone_for_people(connection: Connection, person_ids: Sequence[int]) -> None:
    """Let nobody else arrange or add anything for these two people, or one, at the same time."""
    if others_write(connection):
        one, other = (*person_ids, NO_ID, NO_ID)[:2]
        with elsewhere():
            PEOPLE.count(connection, {"one": one, "other": other})


def alone_in_workspace(connection: Connection, workspace_id: int) -> None:
    """Let nobody else add anything to the workspace at the same time."""
    if others_write(connection):
        with elsewhere():
            connection.execute(WORKSPACE, {"workspace": workspace_id})


def waiting(connection: Connection) -> AbstractContextManager[None]:
    """Let others work while a row is waited for that somebody else is changing just now."""
    return elsewhere() if others_write(connection) else nullcontext()
