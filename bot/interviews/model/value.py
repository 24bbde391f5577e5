"""Frozen values, and the instants in them."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime
from functools import cache
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


def instant(moment: datetime) -> datetime:
    """Give an aware datetime in UTC, cut to the millisecond.

    A naive one is a ValueError, and so is one in the first or the last year of the calendar, which
    not every zone can show.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    if moment.tzinfo is UTC and not moment.microsecond % 1000 and MINYEAR < moment.year < MAXYEAR:
        return moment  # as nearly all are: they were read, and are only looked at again
    try:
        moment = moment.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError("the calendar ends before this instant") from beyond
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError("not every zone can show this instant")
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def written(moment: datetime) -> str:
    """Write an instant, which is in UTC, as the API does: with three decimals and a Z."""
    return f"{moment.isoformat(timespec='milliseconds')[:-6]}Z"


Instant = Annotated[AwareDatetime, AfterValidator(instant)]


class Value(BaseModel):
    """A frozen value: compared by content, and never changed in place."""

    # What is logged of an error never shows the values, which are somebody's own.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def but(self, **changes: Any) -> Self:
        """Give the same value with these fields changed, validated again (ValidationError)."""
        return type(self).model_validate(
            {name: getattr(self, name) for name in self.model_fields_set} | changes
        )

    @classmethod
    def restored(cls, fields: dict[str, Any]) -> Self:
        """Give the value of all these fields, in their order: validated once, and not again.

        So does unpickling; pydantic's `model_construct` takes longer than validating.
        """
        value = cls.__new__(cls)
        put = object.__setattr__
        put(value, "__dict__", fields)
        put(value, "__pydantic_fields_set__", _all_fields(cls))
        put(value, "__pydantic_extra__", None)
        put(value, "__pydantic_private__", None)
        return value


@cache
def _all_fields(value_type: type[Value]) -> frozenset[str]:
    return frozenset(value_type.model_fields)
