"""A database in which many notices are due at one instant, and as many others as wanted are stored.

Each of the others is a reminder of an interview of its own, in a year and later; who meets in
those are the same people as in the ones that are told of.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "faults"))
sys.path.append(str(Path(__file__).parents[1] / "plugins"))

import sqlalchemy as sa
from thousand import PEOPLE, fill

import storage
from bot.clock import machine_now
from storage.engine import create_engine, take_its_time
from storage.tables import interviews, notices

APART = timedelta(hours=2)
BEFORE = 64  # are told before, so that everything and everybody is known
STORED = """
    WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < {many})
    INSERT INTO interviews ({columns})
    SELECT {columns_but_times}, {start_at}, {end_at}
    FROM number JOIN interviews ON id = 1 + n % {templates}
"""
REMINDERS = """
    INSERT INTO notices (workspace_id, interview_id, person_id, what, version, about, loud, due_at,
                         lead_time, start_at, "values", state, key, created_at, attempt)
    SELECT workspace_id, id, driver_id, 'reminder', 1, 0, {yes}, {due_at} + id, {lead_time},
           start_at, '{{}}', 'planned', 'k', start_at, 0
    FROM interviews WHERE id > {told_of}
"""
TIMES = {
    "sqlite": (
        "strftime('%Y-%m-%d %H:%M:%f000', '{since:%Y-%m-%d}', '+' || ({hours} * n) || ' hours')"
    ),
    "postgresql": "'{since:%Y-%m-%d}'::timestamptz + {hours} * n * interval '1 hour'",
}


def prepare(url: str, due: int, stored: int) -> None:
    """Make it: a few notices due now, so many more as soon as they are `put_off`, others stored."""
    storage.migrate(url)
    due += BEFORE
    fill(url, due, due_at=machine_now() + timedelta(days=1))
    put_off(url, machine_now(), 1, BEFORE)
    later = machine_now() + timedelta(days=365)
    engine = create_engine(url, writes=True)
    with engine.begin() as connection:
        take_its_time(connection)
        connection.execute(sa.text(_interviews(engine.dialect.name, due, stored, later)))
        connection.exec_driver_sql(
            REMINDERS.format(
                yes="1" if engine.dialect.name == "sqlite" else "true",
                due_at=int(later.timestamp() * 1_000_000),
                lead_time=int(timedelta(hours=1) / timedelta(microseconds=1)),
                told_of=due // 2,
            )
        )
        if engine.dialect.name == "postgresql":  # as it does by itself, soon
            connection.exec_driver_sql("VACUUM (ANALYZE)")
    engine.dispose()


def put_off(url: str, until: datetime, first: int, last: int) -> None:
    """Have the notices from the first to the last, by their ids, be due at that instant."""
    engine = create_engine(url, writes=True)
    wait = sa.update(notices).values(due_at=until, created_at=until)
    with engine.begin() as connection:
        connection.execute(wait.where(notices.c.id.between(first, last)))
    engine.dispose()


def all_at_once(url: str, due: int) -> datetime:
    """Have so many, which were prepared, be due at one instant, very soon; give the instant."""
    soon = machine_now() + timedelta(seconds=1 + due / 4_000)
    put_off(url, soon.replace(microsecond=0), BEFORE + 1, BEFORE + due)
    return soon.replace(microsecond=0)


def _interviews(database: str, due: int, stored: int, later: datetime) -> str:
    same = [each.name for each in interviews.c if each.name not in {"id", "start_at", "end_at"}]
    hours = APART // timedelta(hours=1)
    return STORED.format(
        many=stored,
        columns=", ".join([*same, "start_at", "end_at"]),
        columns_but_times=", ".join(same),
        start_at=TIMES[database].format(since=later, hours=hours),
        end_at=TIMES[database].format(since=later + timedelta(days=1), hours=hours),
        templates=min(due, PEOPLE) // 2,
    )
