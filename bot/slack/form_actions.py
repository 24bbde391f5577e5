"""What moves in the form of an interview before it is sent: its menus of people, and its kind.

Choosing a kind changes the label of the place; choosing "New person …" opens a form of its own;
either way the line below reads back anew what the button would do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.deadline import answering
from bot.interviews.model import Application, Person
from bot.interviews.refusals import Refused
from bot.slack.blocks import Block
from bot.slack.calls import UNREACHABLE
from bot.slack.desk import Desk
from bot.slack.errors import sentence_for, words_of
from bot.slack.form_times import touched
from bot.slack.forms import inputs, interview, person, proposal, several
from bot.slack.forms.entries import base
from bot.slack.forms.interview import INTERVIEWEE_FIELD, INTERVIEWER_FIELD, KIND_FIELD
from bot.slack.forms.options import choices
from bot.slack.forms.person import PersonForm
from bot.slack.forms.times import shown_text
from bot.slack.opening import interview_view, view_of_proposal
from bot.slack.redrawing import Redrawing
from bot.words import Words

log = logging.getLogger(__name__)

UNTIMED = frozenset({KIND_FIELD, INTERVIEWEE_FIELD, INTERVIEWER_FIELD})
SIDES = {INTERVIEWEE_FIELD: "interviewee", INTERVIEWER_FIELD: "interviewer"}
MOST_KNOWN = 60
NOBODY: Mapping[str, Any] = {"options": []}


def listen(desk: Desk) -> Callable[..., None]:
    """Give the listener of everything that moves in a form."""
    redrawing = Redrawing(desk.client)

    def moved(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        view = body.get("view") or {}
        drawn = MOVES.get(view.get("callback_id") or "")
        if drawn:
            redrawing.noted(body)
            try:
                fresh = drawn(desk, body, view)
                if fresh:
                    redrawing.draw(body, fresh)
            except Refused:  # the form stays as it is; sending it says why not
                log.info("form_not_read_back")
            except UNREACHABLE as error:  # the form stays as it is; sending it still works
                log.warning("form_not_updated", extra={"error": type(error).__name__})
            except Exception as error:  # noqa: BLE001 - the form stays open, and says so
                _show_error(desk, body, error)
        ack()

    return moved


def _show_error(desk: Desk, body: Mapping[str, Any], error: Exception) -> None:
    view, words = body["view"], words_of(desk, body["user"]["id"])
    if view.get("callback_id") != interview.CALLBACK_ID:
        sentence_for(error, words)
        return
    shown = interview.build(interview.read(view), words, read_back=[sentence_for(error, words)])
    try:
        with answering():
            desk.client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    except UNREACHABLE:
        log.warning("error_not_shown")


def _moved(desk: Desk, body: Mapping[str, Any], view: Mapping[str, Any]) -> Block | None:
    actor = desk.directory.actor(body["user"]["id"])
    if body["actions"][0]["action_id"] == inputs.action_id(interview.SEVERAL):
        return several.build("", desk.form_words(actor))
    form = interview.read(view)
    field = base(body["actions"][0]["block_id"])
    choice = getattr(form, SIDES[field]) if field in SIDES else None
    if choice is not None and choice.is_new:
        read = form.but(when=shown_text(view))
        asked = PersonForm.asked(field, choice, read, view["id"])
        pushed = person.build(asked, desk.form_words(actor))
        with answering():
            desk.client.views_push(trigger_id=body["trigger_id"], view=pushed)
        return None
    form, about_when = touched(desk, actor, form, view, body["actions"][0])
    if field not in UNTIMED:  # what was in the way was in the way of another time
        form = form.but(conflict=None)
    return interview_view(desk, actor, form, about_when=about_when)


def _proposal_moved(desk: Desk, body: Mapping[str, Any], view: Mapping[str, Any]) -> Block:
    actor = desk.directory.actor(body["user"]["id"])
    form, about_when = touched(desk, actor, proposal.read(view), view, body["actions"][0])
    kept = desk.interviews.get(form.interview_id, by=actor)
    return view_of_proposal(desk, actor, form, kept, about_when=about_when)


Moves = Callable[[Desk, Mapping[str, Any], Mapping[str, Any]], Block | None]
MOVES: Mapping[str, Moves] = {
    interview.CALLBACK_ID: _moved,
    proposal.CALLBACK_ID: _proposal_moved,
}


def suggest(desk: Desk) -> Callable[..., None]:
    """Give the listener that offers people while somebody types in a menu."""

    def asked(ack: Callable[..., Any], body: dict[str, Any]) -> None:
        try:
            found = _choices(desk, body)
        except Refused:  # looking people up is for recruiters
            found = NOBODY
        except Exception as error:  # noqa: BLE001 - a menu has no place for a sentence
            sentence_for(error, Words(None, desk.setting.default_zone))
            found = NOBODY
        ack(**found)

    return asked


def nobody(ack: Callable[..., Any]) -> None:
    """Offer nobody, in a menu that only an earlier version of this bot had."""
    ack(**NOBODY)


def _choices(desk: Desk, body: Mapping[str, Any]) -> Mapping[str, Any]:
    actor = desk.directory.actor(body["user"]["id"])
    query = (body.get("value") or "").strip()
    known = desk.people.find(query, by=actor, most=MOST_KNOWN)
    theirs: dict[int, tuple[Application, ...]] | None = None
    if base(body["block_id"]) == INTERVIEWEE_FIELD:
        theirs = _applications(desk, known)
    members = desk.directory.members("")
    return choices(known, theirs, query, desk.form_words(actor), members=members)


def _applications(desk: Desk, people: tuple[Person, ...]) -> dict[int, tuple[Application, ...]]:
    return {each.id: desk.people.applications_of(each) for each in people}
