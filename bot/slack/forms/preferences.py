"""The form "Settings": how somebody wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator

from bot.interviews.model import MAX_LOCATION, Channel, Value
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import Field, View
from bot.slack.grammar import read_lead_times
from bot.words import Words

CALLBACK_ID = "preferences_form"
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
AS_IN_SLACK = "slack"
OFF = "off"
CLOCKS = ("works_from", "works_until", "quiet_from", "quiet_until")
MOST_OF_A_ZONE, MOST_OF_TIMES = 100, 200  # characters
UNITS = {"h": timedelta(hours=1), "m": timedelta(minutes=1)}

Text = Annotated[str | None, AfterValidator(lambda text: text or None)]


class PreferencesForm(Value):
    """What stands in the form. `zone` is the one that counts now, which clocks are shown in.

    `chooses` says whether there is more than one way to them, `interviews` whether they may need a
    room: without that the form asks for neither.
    """

    zone: str
    chooses: bool = False
    interviews: bool = False
    time_zone: Text = None
    locale: str | None = None
    works_from: time
    works_until: time
    quiet_from: time
    quiet_until: time
    lead_times: tuple[timedelta, ...] | None = None
    channel: Channel = Channel.SLACK
    only_musts: bool = False
    room: Text = None


def build(form: PreferencesForm, words: Words) -> View:
    """Give the view."""
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.preferences_title"),
        submit=words.say("form.save"),
        close=words.say("form.close"),
        blocks=[
            _field(words, "time_zone", optional=True).text(form.time_zone, MOST_OF_A_ZONE),
            _field(words, "locale").menu(_languages(words), form.locale or AS_IN_SLACK),
            *(_field(words, name).clock(getattr(form, name), form.zone) for name in CLOCKS),
            _field(words, "lead_times", optional=True).text(
                shown_times(form.lead_times), MOST_OF_TIMES
            ),
            *_channel(form, words),
            _field(words, "only_musts", optional=True).box(
                words.say("form.only_musts_means"), ticked=form.only_musts
            ),
            *_room(form, words),
        ],
        carries=form.model_dump(include={"zone", "chooses", "interviews"}, exclude_defaults=True),
    )


def read(view: Mapping[str, Any]) -> PreferencesForm:
    """Read the view as Slack sends it; Refused (LEAD_TIMES, UNREADABLE_TEXT) under its field."""
    entries = Entries(view)
    locale = entries.option("locale")
    return PreferencesForm(
        **entries.carried() | _chosen(entries),
        **{name: entries.clock(name) for name in CLOCKS},
        time_zone=entries.text("time_zone"),
        locale=None if locale == AS_IN_SLACK else locale,
        lead_times=_times(entries.text("lead_times")),
        only_musts=entries.ticked("only_musts"),
        room=entries.text("room"),
    )


def shown_times(times: tuple[timedelta, ...] | None) -> str | None:
    """Write lead times as they are typed: "24h, 1h, 10m"."""
    if times is None:
        return None
    return ", ".join(_shown_time(each) for each in times) or OFF


def _shown_time(length: timedelta) -> str:
    unit = next(unit for unit in UNITS if not length % UNITS[unit])
    return f"{length // UNITS[unit]}{unit}"


def _times(text: str | None) -> tuple[timedelta, ...] | None:
    if text is None or not text.strip():
        return None
    times = () if text.strip().casefold() == OFF else read_lead_times(text)
    if times is None:
        raise Refused(Refusal.LEAD_TIMES, "lead_times")
    return times


def _chosen(entries: Entries) -> dict[str, str]:
    channel = entries.option("channel")
    return {"channel": channel} if channel else {}


def _field(words: Words, name: str, *, optional: bool = False) -> Field:
    hint = f"form.{name}_hint"
    return Field(
        name,
        words.say(f"form.{name}"),
        hint=words.say(hint, zone=words.zone_name()) if words.knows(hint) else None,
        optional=optional,
    )


def _languages(words: Words) -> dict[str, str]:
    return {
        AS_IN_SLACK: words.say("form.as_in_slack"),
        **{each: words.say(f"language.{each}") for each in LANGUAGES},
    }


def _channel(form: PreferencesForm, words: Words) -> list[Block]:
    if not form.chooses:
        return []
    ways = {each.value: words.say(f"form.channel_{each.value}") for each in Channel}
    return [_field(words, "channel").radio(ways, form.channel)]


def _room(form: PreferencesForm, words: Words) -> list[Block]:
    if not form.interviews:
        return []
    return [_field(words, "room", optional=True).text(form.room, MAX_LOCATION)]
