"""The interviews in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.model import LIVE, MAX_LENGTH, Kept, Says, Search, Side
from bot.interviews.ports.book import Conflict, Page, Slot
from storage.engine import others_write
from storage.prepared import Prepared
from storage.races import FOR_TWO_PEOPLE, NO_ID, TWO_PEOPLE, waiting
from storage.tables import interviews, people
from storage.types import fold, numbers_in
from storage.values import KEPT, kept_of, kept_row

BUSY = (interviews.c.driver_id, interviews.c.interviewer_id)
IS_LIVE = sa.or_(*(interviews.c.status == status for status in sorted(LIVE)))
IN_WORKSPACE = interviews.c.workspace_id == sa.bindparam("workspace")

ONE = Prepared(KEPT.where(IN_WORKSPACE, interviews.c.id == sa.bindparam("interview")))
ADD = sa.insert(interviews).returning(interviews.c.id)
SWAP = Prepared(
    sa.update(interviews).where(
        interviews.c.id == sa.bindparam("interview"),
        IN_WORKSPACE,
        interviews.c.version == sa.bindparam("from_version"),
    )
)
THESE = Prepared(KEPT.where(interviews.c.id.in_(numbers_in("interviews"))))
# The ids alone: mostly there is none, and to get all of one ready takes a database long.
AT_THAT_TIME = sa.select(interviews.c.id).where(
    IN_WORKSPACE,
    IS_LIVE,
    interviews.c.id != sa.bindparam("except_id"),
    interviews.c.start_at > sa.bindparam("earliest"),  # or the whole past would be looked at
    interviews.c.start_at < sa.bindparam("until"),
    interviews.c.end_at > sa.bindparam("since"),
    sa.or_(*(column == person for column in BUSY for person in TWO_PEOPLE)),
)
OVERLAPPING = Prepared(AT_THAT_TIME)
OVERLAPPING_ALONE = Prepared(
    AT_THAT_TIME.add_cte(FOR_TWO_PEOPLE.returning(people.c.id).cte("alone"))
)
SLOTS = Prepared(
    sa.select(
        interviews.c.id, *BUSY, interviews.c.start_at, interviews.c.end_at,
    )
    .where(
        IN_WORKSPACE,
        IS_LIVE,
        interviews.c.start_at > sa.bindparam("earliest"),
        interviews.c.start_at < sa.bindparam("until"),
        interviews.c.end_at > sa.bindparam("since"),
    )
    .order_by(interviews.c.start_at, interviews.c.id)
)  # fmt: skip
PART_OF = {Side.INTERVIEWEE: interviews.c.driver_id, Side.INTERVIEWER: interviews.c.interviewer_id}
PARTS = (*PART_OF.values(), interviews.c.owner_id)


class Interviews:
    """Finds, adds and changes interviews within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def interview(self, workspace_id: int, interview_id: int) -> Kept | None:
        """Give one interview with its people."""
        given = {"workspace": workspace_id, "interview": interview_id}
        found = ONE.rows(self._connection, given)
        return kept_of(found[0]) if found else None

    def search(self, workspace_id: int, search: Search) -> Page:
        """Give a page of interviews ordered by start, then id."""
        wanted = [interviews.c.workspace_id == workspace_id, *conditions(search)]
        page = (
            KEPT.where(*wanted)
            .order_by(interviews.c.start_at, interviews.c.id)
            .limit(search.per_page)
            .offset((search.page - 1) * search.per_page)
        )
        total = sa.select(sa.func.count()).select_from(interviews).where(*wanted)
        return Page(interviews=self._kept(page), total=self._connection.execute(total).scalar_one())

    def add_interview(self, kept: Kept) -> Kept:
        """Write a new interview; the one that comes back has its id (the given id is ignored)."""
        interview_id: int = self._connection.execute(ADD, kept_row(kept)).scalar_one()
        return kept.but(interview=kept.interview.but(id=interview_id))

    def save_interview(self, kept: Kept) -> Kept:
        """Swap in the changed interview if the stored version is still `kept.version`.

        Gives it with the next version; raises Conflict when the version moved on.
        """
        saved = kept.but(version=kept.version + 1)
        which = {
            "interview": kept.id,
            "workspace": kept.workspace_id,
            "from_version": kept.version,
        }
        with waiting(self._connection):
            swapped = SWAP.count(self._connection, which | kept_row(saved))
        if swapped != 1:
            raise Conflict(f"interview {kept.id} is no longer at version {kept.version}")
        return saved

    def overlapping(
        self,
        workspace_id: int,
        person_ids: Sequence[int],
        start_at: datetime,
        end_at: datetime,
        *,
        except_id: int | None = None,
    ) -> tuple[Kept, ...]:
        """Give the live interviews in which one of these people has a part in [start, end).

        Of up to two people (ValueError). Ordered by start, then id. Touching is not overlapping.
        Nobody else arranges anything for these people until what is being written is committed.
        """
        overlapping = OVERLAPPING_ALONE if others_write(self._connection) else OVERLAPPING
        one, other = (*person_ids, *(NO_ID, NO_ID)[len(person_ids) :])
        given = {
            "workspace": workspace_id,
            "one": one,
            "other": other,
            "earliest": start_at - MAX_LENGTH,
            "since": start_at,
            "until": end_at,
            "except_id": NO_ID if except_id is None else except_id,
        }
        with waiting(self._connection):
            found = [interview_id for (interview_id,) in overlapping.rows(self._connection, given)]
        return self._these(found) if found else ()

    def slots(self, workspace_id: int, since: datetime, until: datetime) -> tuple[Slot, ...]:
        """Give the time that each live interview takes which overlaps [since, until), by start."""
        given = {
            "workspace": workspace_id,
            "earliest": since - MAX_LENGTH,
            "since": since,
            "until": until,
        }
        return tuple(Slot(*row) for row in SLOTS.rows(self._connection, given))

    def _these(self, ids: Sequence[int]) -> tuple[Kept, ...]:
        """Give interviews by start, then id."""
        found = (kept_of(row) for row in THESE.rows(self._connection, {"interviews": ids}))
        return tuple(sorted(found, key=lambda kept: (kept.interview.start_at, kept.id)))

    def _kept(self, statement: sa.Select[*tuple[Any, ...]], **given: Any) -> tuple[Kept, ...]:
        return tuple(kept_of(row) for row in self._connection.execute(statement, given))


def conditions(search: Search) -> Iterator[sa.ColumnElement[bool]]:
    """Give what holds for every interview of a search."""
    yield from _about_people(search)
    if search.statuses is not None:
        yield interviews.c.status.in_(sorted(search.statuses))
    if search.kind is not None:
        yield interviews.c.kind == search.kind
    if search.starts_from is not None:
        yield interviews.c.start_at >= search.starts_from
    if search.starts_before is not None:
        yield interviews.c.start_at < search.starts_before
    if search.ends_after is not None:
        yield interviews.c.end_at > search.ends_after
        yield interviews.c.start_at > search.ends_after - MAX_LENGTH  # by which there is an index
    if search.unanswered:
        yield IS_LIVE & sa.or_(*(_has_not_said_yes(side) for side in Side))


def _about_people(search: Search) -> Iterator[sa.ColumnElement[bool]]:
    if search.person_id is not None:
        parts = PARTS if search.side is None else (PART_OF[search.side],)
        yield sa.or_(*(part == search.person_id for part in parts))
    if search.interviewer_id is not None:
        yield interviews.c.interviewer_id == search.interviewer_id
    if search.interviewee_id is not None:
        yield interviews.c.interviewee_id == search.interviewee_id
    if search.text:
        yield sa.or_(*(_is_called(part, search.text) for part in PART_OF.values()))


def _is_called(part: sa.ColumnElement[int], text: str) -> sa.ColumnElement[bool]:
    called = people.c.title_folded.contains(fold(text.strip()), autoescape=True)
    return sa.exists().where(people.c.id == part, called).correlate(interviews)


def _has_not_said_yes(side: Side) -> sa.ColumnElement[bool]:
    answer = interviews.c[f"{side}_answer"]
    return sa.or_(answer.is_(sa.null()), answer["says"].as_string() != Says.YES.value)
