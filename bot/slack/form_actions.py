"""What moves in the form of an interview before it is sent: its menus of people, and its kind.

Choosing a kind changes the label of the place; choosing "New person …" opens a form of its own;
either way the line below reads back anew what the button would do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.interviews.model import Application, Person
from bot.slack.desk import Desk
from bot.slack.directory import UNREACHABLE
from bot.slack.forms import interview, person
from bot.slack.forms.entries import base
from bot.slack.forms.interview import INTERVIEWEE_FIELD, INTERVIEWER_FIELD
from bot.slack.forms.options import choices
from bot.slack.forms.person import PersonForm
from bot.slack.opening import interview_view

log = logging.getLogger(__name__)

SIDES = {INTERVIEWEE_FIELD: "interviewee", INTERVIEWER_FIELD: "interviewer"}
MOST_KNOWN = 60


def listen(desk: Desk) -> Callable[..., None]:
    """Give the listener of everything that moves in a form."""

    def moved(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        view = body.get("view") or {}
        if view.get("callback_id") == interview.CALLBACK_ID:
            try:
                _moved(desk, body, view)
            except UNREACHABLE as error:  # the form stays as it is; sending it still works
                log.warning("form_not_updated", extra={"error": type(error).__name__})
        ack()

    return moved


def _moved(desk: Desk, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
    actor = desk.directory.actor(body["user"]["id"])
    form = interview.read(view)
    field = base(body["actions"][0]["block_id"])
    choice = getattr(form, SIDES[field]) if field in SIDES else None
    if choice is not None and choice.is_new:
        asked = PersonForm.asked(field, choice, form, view["id"])
        pushed = person.build(asked, desk.form_words(actor))
        desk.client.views_push(trigger_id=body["trigger_id"], view=pushed)
    else:
        fresh = interview_view(desk, actor, form)
        desk.client.views_update(view_id=view["id"], hash=view["hash"], view=fresh)


def suggest(desk: Desk) -> Callable[..., None]:
    """Give the listener that offers people while somebody types in a menu."""

    def asked(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        actor = desk.directory.actor(body["user"]["id"])
        query = body.get("value") or ""
        known = desk.people.find(query.strip(), by=actor, most=MOST_KNOWN)
        theirs: dict[int, tuple[Application, ...]] | None = None
        if base(body["block_id"]) == INTERVIEWEE_FIELD:
            theirs = _applications(desk, known)
        members = {
            member.slack_user_id: member.name for member in desk.directory.members(query.strip())
        }
        ack(**choices(known, theirs, query, desk.form_words(actor), members=members))

    return asked


def _applications(desk: Desk, people: tuple[Person, ...]) -> dict[int, tuple[Application, ...]]:
    return {each.id: desk.people.applications_of(each) for each in people}
