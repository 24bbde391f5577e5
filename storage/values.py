"""From rows to values and back.

A value's columns are its fields, in its order; a joined row is cut into one piece for each
value that it holds. `KEPT` selects interviews with everybody concerned, for `kept_of`.

Statements are built once, at import: building one costs as much as running it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

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
OF_INTERVIEWEE = tuple(name for name in Interviewee.model_fields if name != "driver")
OF_KEPT = tuple(name for name in Kept.model_fields if name not in NESTED | PEOPLE)


def columns(value_type: type[Value], table: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    """Give the columns that hold a value's fields, in the order of its fields."""
    return [table.c[name] for name in value_type.model_fields]


def value_of(value_type: type[ValueT], row: Sequence[Any]) -> ValueT:
    """Make a value from a row of `columns`."""
    return value_type(**dict(zip(value_type.model_fields, row, strict=True)))


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


def kept_of(row: Sequence[Any]) -> Kept:
    """Make an interview from a row of `KEPT`."""
    cells = iter(row)
    interview = _cut(cells, OF_INTERVIEW)
    kept = _cut(cells, OF_KEPT)
    application = _cut(cells, Application.model_fields)
    driver = _cut(cells, Person.model_fields)
    interviewer = _cut(cells, Person.model_fields)
    owner = _cut(cells, Person.model_fields)
    interview["interviewee"] = {
        **_some_of(application, OF_INTERVIEWEE),
        "driver": _some_of(driver, Driver.model_fields),
    }
    interview["interviewer"] = _some_of(interviewer, Interviewer.model_fields)
    return Kept(
        interview=interview,  # each of these becomes the value that it holds, all in one go
        application=application,
        interviewee_person=driver,
        interviewer_person=interviewer,
        owner=owner if owner["id"] is not None else None,
        **kept,
    )


def _some_of(fields: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: fields[name] for name in names}


def _cut(cells: Iterator[Any], names: Sequence[str] | dict[str, Any]) -> dict[str, Any]:
    return dict(zip(names, islice(cells, len(names)), strict=True))


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
