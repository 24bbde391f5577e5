"""When: as a text, and as day, clock time with its zone, and length, as forms ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field

from bot.interviews.model import Value
from bot.slack.blocks import Block
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.words import Words

Day = date  # under other names, for values that have fields called date and time
Clock = time
LENGTHS = (15, 20, 30, 45, 60, 90, 120)  # minutes
WHEN_FIELD, DAY_FIELD, TIME_FIELD, LENGTH_FIELD = "when", "start_at", "time", "length"
PICKERS = frozenset({DAY_FIELD, TIME_FIELD, LENGTH_FIELD})
MOST = 200  # characters of a time; more are not read


class TimedForm(Value):
    """A form that asks for a time.

    `date` and `time` are the clock of `zone` (an IANA name), to the minute; `minutes` is the
    length; `when` says the same in words, as far as it is known. `revisions` counts how often a
    block was replaced, by its name.
    """

    block_names: ClassVar[Mapping[str, str]] = {  # of the value -> the name of its block
        "when": WHEN_FIELD,
        "date": DAY_FIELD,
        "time": TIME_FIELD,
        "minutes": LENGTH_FIELD,
    }
    zone: str
    interview_id: int | None = None
    when: Annotated[str | None, AfterValidator(lambda text: text or None)] = None
    date: Day | None = None
    time: Clock | None = None
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    revisions: dict[str, int] = Field(default_factory=dict)

    def replacing(self, **values: Any) -> Self:
        """Give the form with these values in place of whatever was typed there.

        Slack keeps what was typed in a block that it knows; these fields get new blocks.
        """
        names = [self.block_names[name] for name in values if name in self.block_names]
        raised = {name: self.revisions.get(name, 0) + 1 for name in names}
        return self.but(**values, revisions={**self.revisions, **raised})


def time_blocks(form: TimedForm, words: Words, beneath: Sequence[Block]) -> list[Block]:
    """Give the four inputs. Day and clock are meant in the form's zone, which Slack shows.

    What is to be said of the time stands `beneath` the text. A length that is none of the usual
    ones is offered beside them.
    """
    offered = sorted({*LENGTHS, form.minutes or LENGTHS[0]})
    lengths = {str(each): str(words.length(timedelta(minutes=each))) for each in offered}
    return [
        _field(form, WHEN_FIELD, words.say("form.when"), optional=True).typed(
            form.when, MOST, words.say("form.when_example")
        ),
        *beneath,
        _field(form, DAY_FIELD, words.say("form.date")).day(form.date),
        _field(form, TIME_FIELD, words.say("form.time")).clock(form.time, form.zone),
        _field(form, LENGTH_FIELD, words.say("form.length")).menu(
            lengths, str(form.minutes) if form.minutes else None
        ),
    ]


def _field(form: TimedForm, name: str, label: str, *, optional: bool = False) -> inputs.Field:
    revision = form.revisions.get(name, 0)
    return inputs.Field(name, label, revision=revision, optional=optional, dispatches=True)


def read_times(entries: Entries) -> dict[str, Any]:
    """Read the inputs of a time from a view as Slack sends it."""
    minutes = entries.option(LENGTH_FIELD)
    return {
        "when": entries.text(WHEN_FIELD),
        "date": entries.day(DAY_FIELD),
        "time": entries.clock(TIME_FIELD),
        "minutes": int(minutes) if minutes else None,
    }


def newly_typed(view: Mapping[str, Any]) -> str | None:
    """Give the text that was typed since the form was shown; None when it says what it said."""
    typed = Entries(view).text(WHEN_FIELD)
    return typed if typed != shown_text(view) else None


def shown_text(view: Mapping[str, Any]) -> str | None:
    """Give the text that stood there when the form was shown."""
    return Entries(view).shown(WHEN_FIELD)
