"""One's own settings: the form, and keeping what came back in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.interviews.model import Actor, Role
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block
from bot.slack.desk import Desk, Opens
from bot.slack.forms import answers, preferences
from bot.slack.forms.preferences import CLOCKS, PreferencesForm
from bot.when import zone_named

KEPT = {"locale", *CLOCKS, "lead_times", "only_musts"}


def open_preferences(desk: Desk, actor: Actor) -> Opens:
    """Open the form with what counts for them now."""
    person, prefers = actor.person, actor.person.prefers
    form = PreferencesForm(
        zone=desk.zone(actor).key,
        chooses=bool(desk.setting.mails and person.email and person.slack_user_id),
        interviews=person.role is not Role.DRIVER,
        time_zone=prefers.time_zone,
        channel=prefers.channel,
        room=prefers.room,
        **prefers.model_dump(include=KEPT),
    )
    return Opens(preferences.build(form, desk.form_words(actor)))


def keep_preferences(desk: Desk, actor: Actor, view: Mapping[str, Any]) -> Block | None:
    """Keep what stands in the form, which closes then; Refused under its field.

    Where a new room is the link of coming interviews now, it says of which. Where zone or language
    are Slack's, Slack is asked for them; while it is away they stay as they are, and whoever saves
    again has it asked again.
    """
    form, before = preferences.read(view), actor.person.prefers
    after = before.but(
        time_zone=_zone(form.time_zone, actor),
        channel=form.channel if form.chooses else before.channel,
        room=form.room if form.interviews else before.room,
        **form.model_dump(include=KEPT),
    )
    moved_in = desk.preferring.prefer(after, by=actor)
    if not (after.time_zone and after.locale):
        desk.directory.ask_anew(actor.person)
    if not moved_in:
        return None
    words = desk.form_words(actor)
    sentence = words.say("form.room_brought", interviews=[f"#{kept.id}" for kept in moved_in])
    return answers.said(view["title"]["text"], [sentence], words)


def _zone(text: str | None, actor: Actor) -> str | None:
    """Give the zone that somebody typed as a city or by its name."""
    said = (text or "").strip()
    if not said:
        return None
    found = zone_named(said, actor.person.locale or "en")
    if found is None:
        raise Refused(Refusal.UNKNOWN_ZONE, "time_zone", zone=said)
    return found
