"""The ids that a table gives out: ever higher ones, and none of them twice.

SQLite remembers the highest by itself, also of one that was given explicitly; PostgreSQL's
sequence must be told.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.engine import Connection

SEQUENCES = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq", sa.BigInteger))


def go_on_after(connection: Connection, table: sa.Table, highest: int) -> None:
    """Let the table give out no id up to `highest` any more."""
    if connection.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        last = sa.func.greatest(sa.func.nextval(sequence), highest)
        connection.execute(sa.select(sa.func.setval(sequence, last)))
        return
    ours = SEQUENCES.c.name == table.name
    there = sa.select(SEQUENCES.c.seq).where(ours)
    if connection.execute(there).first() is None:
        connection.execute(sa.insert(SEQUENCES).values(name=table.name, seq=0))
    connection.execute(
        sa.update(SEQUENCES).where(ours, SEQUENCES.c.seq < highest).values(seq=highest)
    )


def last_given_out(connection: Connection, table: sa.Table) -> int:
    """Give the highest id that the table has given out; 0 = none yet."""
    if connection.dialect.name == "postgresql":
        sequence = sa.cast(sa.func.pg_get_serial_sequence(table.name, "id"), REGCLASS)
        last = sa.select(sa.func.pg_sequence_last_value(sequence))
    else:
        last = sa.select(SEQUENCES.c.seq).where(SEQUENCES.c.name == table.name)
    found: int | None = connection.execute(last).scalar()
    return found or 0
