"""What can be wrong with a line of a file, and that nothing of the file is stored then."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.interviews.model import Value
from bot.interviews.refusals import Refusal, Refused

MOST_SHOWN = 20  # faults; of further ones only the number is said


class Why(StrEnum):
    """The keys of what is wrong, beside the refusals that a deed has too."""

    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_CSV = "not_csv"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    TOO_MANY_CELLS = "too_many_cells"
    KEY_TWICE = "key_twice"
    NOT_ONE_THING = "not_one_thing"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    NOT_AN_ID = "not_an_id"
    NOT_A_TIME = "not_a_time"
    NOT_A_TEXT = "not_a_text"
    NOT_ONE_OF = "not_one_of"
    NOT_AN_OBJECT = "not_an_object"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_ZONE = "not_a_zone"
    NOT_A_SLACK_ID = "not_a_slack_id"
    TEXT_TOO_LONG = "text_too_long"
    IDS_DIFFER = "ids_differ"
    HALF_A_PROPOSAL = "half_a_proposal"
    PROPOSAL_LEFT_OVER = "proposal_left_over"
    TWO_VALUES = "two_values"
    INTERVIEW_TWICE = "interview_twice"
    FEEDBACK_TWICE = "feedback_twice"
    SLACK_ID_TWICE = "slack_id_twice"
    NUMBER_TAKEN = "number_taken"
    KNOWN_BY_ANOTHER_NUMBER = "known_by_another_number"
    APPLICATION_OF_ANOTHER = "application_of_another"
    ANOTHER_INTERVIEW = "another_interview"
    NO_SUCH_INTERVIEW = "no_such_interview"
    NO_SUCH_PERSON = "no_such_person"


class Fault(Value):
    """One thing that is wrong: in which line, at which field, and what fills its sentence."""

    line: int
    field: str | None
    why: Why | Refusal
    values: dict[str, Any] = Field(default_factory=dict)

    @classmethod
    def of(cls, line: int, field: str | None, why: Why, **values: Any) -> Fault:
        """Say what is wrong."""
        return cls(line=line, field=field, why=why, values=values)

    @classmethod
    def refused(cls, line: int, refused: Refused) -> Fault:
        """Say what a rule refuses, in the rule's own words."""
        return cls(line=line, field=refused.field, why=refused.key, values=dict(refused.values))


class NotImported(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Nothing of the file was stored. `faults` are the first ones, `count` says how many."""

    def __init__(self, faults: tuple[Fault, ...], count: int) -> None:
        super().__init__(f"{count} faults")
        self.faults = faults
        self.count = count


class Faults:
    """What was found so far; a file with a million faults takes no more room than one with few."""

    def __init__(self) -> None:
        self._first: list[Fault] = []
        self._count = 0

    def note(self, found: Iterable[Fault]) -> None:
        """Count these in."""
        for fault in found:
            self._count += 1
            if len(self._first) < MOST_SHOWN:
                self._first.append(fault)

    def refuse(self) -> None:
        """Raise NotImported when there are any."""
        if self._count:
            raise NotImported(tuple(self._first), self._count)
