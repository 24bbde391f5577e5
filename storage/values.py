"""From rows to values and back.

A value's columns are its fields, in its order; a joined row is cut into one piece for each
value that it holds. `KEPT` selects interviews with everybody concerned, for `kept_of`.

Statements are built once, at import: building one costs as much as running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from operator import itemgetter
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from bot.interviews.model import (
    Application,
    Driver,
    Interview,
    Interviewee,
    Interviewer,
    Kept,
    Person,
    Value,
)
from storage.tables import applications, interviews, people
from storage.types import fold

ValueT = TypeVar("ValueT", bound=Value)

drivers = people.alias("drivers")
interviewers = people.alias("interviewers")
owners = people.alias("owners")

# Fields which are values of their own, made from the joined rows.
NESTED = frozenset({"interview", "interviewee", "interviewer"})
PEOPLE = frozenset({"owner", "interviewee_person", "interviewer_person", "application"})
OF_INTERVIEW = tuple(name for name in Interview.model_fields if name not in NESTED)
OF_KEPT = tuple(name for name in Kept.model_fields if name not in NESTED | PEOPLE)


def columns(value_type: type[Value], table: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    """Give the columns that hold a value's fields, in the order of its fields."""
    return [table.c[name] for name in _fields(value_type)]


def value_of(value_type: type[ValueT], row: Sequence[Any]) -> ValueT:
    """Make a value from a row of `columns`."""
    return value_type.restored(dict(zip(_fields(value_type), row, strict=True)))


@cache
def _fields(value_type: type[Value]) -> tuple[str, ...]:
    return tuple(value_type.model_fields)


def values_of(value: Value, *without: str) -> dict[str, Any]:
    """Give a value's fields as they are, by their names."""
    fields = dict(vars(value))
    for name in without:
        del fields[name]
    return fields


def person_row(person: Person) -> dict[str, Any]:
    """Give the columns of a person, without the id."""
    return values_of(person, "id") | {
        "title_folded": fold(person.title),
        "email_folded": person.email and fold(person.email),
    }


def kept_row(kept: Kept) -> dict[str, Any]:
    """Give the columns of an interview, without its id.

    A ValueError says that its ids and its people contradict each other.
    """
    interview = kept.interview
    if (
        (interview.interviewee_id, interview.interviewee.id) != (kept.application.id,) * 2
        or (interview.interviewer_id, interview.interviewer.id) != (kept.interviewer_person.id,) * 2
        or kept.application.driver_id != kept.interviewee_person.id
    ):
        raise ValueError("the interview's ids and its people contradict each other")
    return {
        **_some_of(vars(interview), OF_INTERVIEW[1:]),  # without the id
        **_some_of(vars(kept), OF_KEPT),
        "driver_id": kept.interviewee_person.id,
        "owner_id": kept.owner and kept.owner.id,
    }


def kept_of(row: Sequence[Any], known: dict[int, Person] | None = None) -> Kept:
    """Make an interview from a row of `KEPT`.

    `known`: people who were made from rows of the same transaction; those of this one are added.
    """
    known = {} if known is None else known
    shown = INTERVIEWEE.of(row, driver=SHOWN_DRIVER.of(row))
    return KEPT_ITSELF.of(
        row,
        interview=INTERVIEW.of(row, interviewee=shown, interviewer=SHOWN_INTERVIEWER.of(row)),
        application=APPLICATION.of(row),
        interviewee_person=DRIVER.once(row, known),
        interviewer_person=INTERVIEWER.once(row, known),
        owner=OWNER.once(row, known) if OWNER.is_there(row) else None,
    )


def _some_of(fields: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: fields[name] for name in names}


class _Part(Generic[ValueT]):
    """A value that lies in a joined row: in which cells its fields do.

    A field that is a value of its own lies in none, and is given.
    """

    def __init__(self, value_type: type[ValueT], first: int, names: Sequence[str]) -> None:
        lies = dict(zip(names, count(first)))
        self._value_type = value_type
        self._first = first
        self._names = tuple(value_type.model_fields)  # in their order, which is the API's
        self._cells = itemgetter(*(lies.get(name, first) for name in self._names))

    def is_there(self, row: Sequence[Any]) -> bool:
        """Whether there is one: its id comes first."""
        return row[self._first] is not None

    def of(self, row: Sequence[Any], **given: Value | None) -> ValueT:
        """Make the value."""
        fields = dict(zip(self._names, self._cells(row), strict=True))
        if given:
            fields.update(given)
        return self._value_type.restored(fields)

    def once(self, row: Sequence[Any], known: dict[int, ValueT]) -> ValueT:
        """Give the value that is known by its id, or make it."""
        found = known.get(row[self._first])
        if found is None:
            found = known[row[self._first]] = self.of(row)
        return found


KEPT = sa.select(
    *(interviews.c[name] for name in OF_INTERVIEW),
    *(interviews.c[name] for name in OF_KEPT),
    *columns(Application, applications),
    *columns(Person, drivers),
    *columns(Person, interviewers),
    *columns(Person, owners),
).select_from(
    interviews.join(applications, applications.c.id == interviews.c.interviewee_id)
    .join(drivers, drivers.c.id == interviews.c.driver_id)
    .join(interviewers, interviewers.c.id == interviews.c.interviewer_id)
    .outerjoin(owners, owners.c.id == interviews.c.owner_id)
)

OF_APPLICATION, OF_PERSON = tuple(Application.model_fields), tuple(Person.model_fields)
_KEPT_AT = len(OF_INTERVIEW)
_APPLICATION_AT = _KEPT_AT + len(OF_KEPT)
_DRIVER_AT = _APPLICATION_AT + len(OF_APPLICATION)
_INTERVIEWER_AT = _DRIVER_AT + len(OF_PERSON)
INTERVIEW = _Part(Interview, 0, OF_INTERVIEW)
KEPT_ITSELF = _Part(Kept, _KEPT_AT, OF_KEPT)
APPLICATION = _Part(Application, _APPLICATION_AT, OF_APPLICATION)
INTERVIEWEE = _Part(Interviewee, _APPLICATION_AT, OF_APPLICATION)
DRIVER = _Part(Person, _DRIVER_AT, OF_PERSON)
SHOWN_DRIVER = _Part(Driver, _DRIVER_AT, OF_PERSON)
INTERVIEWER = _Part(Person, _INTERVIEWER_AT, OF_PERSON)
SHOWN_INTERVIEWER = _Part(Interviewer, _INTERVIEWER_AT, OF_PERSON)
OWNER = _Part(Person, _INTERVIEWER_AT + len(OF_PERSON), OF_PERSON)
