"""What all rows share: how their constraints are called, and how each kind of value is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.schema import SchemaItem

from bot.interviews.model import Answer, Cover, Feedback, Late, Preferences, Proposed
from storage.types import Duration, JsonOf, UtcDateTime


def _words(kinds: type[Enum]) -> list[str]:
    return [str(kind.value) for kind in kinds]


# SQLite's integers are as long as they need be, and only an INTEGER counts up by itself.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_WORD = sa.Enum(Enum, native_enum=False, values_callable=_words, length=40)


class Base(DeclarativeBase):
    """What all tables share: the names of their constraints and their kinds of columns."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - declared so by SQLAlchemy
        StrEnum: _WORD,
        int: _NUMBER,
        datetime: UtcDateTime,
        timedelta: Duration,
        dict[str, Any]: JsonOf(dict[str, Any]),
        Answer: JsonOf(Answer),
        Cover: JsonOf(Cover),
        Late: JsonOf(Late),
        Feedback: JsonOf(Feedback),
        Preferences: JsonOf(Preferences),
        tuple[timedelta, ...]: JsonOf(tuple[timedelta, ...]),
        tuple[Proposed, ...]: JsonOf(tuple[Proposed, ...]),
    }


def extras(*items: SchemaItem) -> tuple[SchemaItem | dict[str, Any], ...]:
    """Give what a table has beside its columns; an id of it is never given out twice."""
    return (*items, {"sqlite_autoincrement": True})


Id = Annotated[int, mapped_column(primary_key=True)]
Workspace = Annotated[int, mapped_column(sa.ForeignKey("workspaces.id"))]
PersonId = Annotated[int, mapped_column(sa.ForeignKey("people.id"))]
InterviewId = Annotated[int, mapped_column(sa.ForeignKey("interviews.id"))]
