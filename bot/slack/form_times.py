"""The time of a form: the text and the pickers agree, whichever of them was touched last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.interviews.model import Actor, Kept, Side
from bot.slack.blocks import Block, actions, button
from bot.slack.desk import Desk
from bot.slack.forms import inputs
from bot.slack.forms.entries import base
from bot.slack.forms.times import PICKERS, WHEN_FIELD, TimedForm, newly_typed, shown_text
from bot.slack.times_typed import MINUTE, Span, Unclear, read_span, span_of_fields
from bot.slack.which_time import label, typed

Form = TypeVar("Form", bound=TimedForm)


def with_text(desk: Desk, actor: Actor, form: Form, text: str) -> Form:
    """Give the form with the time that was typed, in its pickers too; Unclear when it is none."""
    usual = timedelta(minutes=form.minutes) if form.minutes else None
    try:
        span = read_span(desk, actor, text, None, _kept(desk, actor, form), usual)
    except Unclear as unclear:
        unclear.field = WHEN_FIELD
        raise
    return with_span(desk, actor, form, span) if span else form


def with_span(desk: Desk, actor: Actor, form: Form, span: Span) -> Form:
    """Give the form with a time in its text and its pickers."""
    start = span.start_at.astimezone(ZoneInfo(form.zone))
    return form.replacing(
        when=_said(desk, actor, span),
        date=start.date(),
        time=start.time().replace(second=0, microsecond=0),
        minutes=max(1, -(-(span.end_at - span.start_at) // MINUTE)),
    )


def with_words(desk: Desk, actor: Actor, form: Form) -> Form:
    """Give the form with the text that says what its pickers show; empty while they say no time."""
    span = span_of(form)
    said = _said(desk, actor, span) if span else None
    return form if said == form.when else form.replacing(when=said)


def span_of(form: TimedForm) -> Span | None:
    """Give the time of the pickers; None while one is missing, or their hour is none or two."""
    if form.date is None or form.time is None or form.minutes is None:
        return None
    try:
        return span_of_fields(form.date, form.time, form.minutes, ZoneInfo(form.zone))
    except Unclear:
        return None


def exact_span(desk: Desk, actor: Actor, form: TimedForm) -> Span:
    """Give the time of a form that is sent; where the clock shows it twice, the text says which.

    Unclear: something is missing, or the hour is none or two and the text does not settle it.
    """
    if form.date is None or form.time is None or form.minutes is None:
        raise Unclear("missing_time")
    if form.when:
        try:
            span = read_span(desk, actor, form.when, None, None, form.minutes * MINUTE)
        except Unclear:
            span = None
        if span and _shows(form, span):
            return span
    return span_of_fields(form.date, form.time, form.minutes, ZoneInfo(form.zone))


def _shows(form: TimedForm, span: Span) -> bool:
    start = span.start_at.astimezone(ZoneInfo(form.zone)).replace(tzinfo=None, fold=0)
    lasting = (span.end_at - span.start_at) == timedelta(minutes=form.minutes or 0)
    return lasting and form.date is not None and form.time is not None and (
        start == datetime.combine(form.date, form.time)
    )  # fmt: skip


def touched(
    desk: Desk, actor: Actor, form: Form, view: Mapping[str, Any], action: Mapping[str, Any]
) -> tuple[Form, list[Block]]:
    """Give the form after something in it was touched, and what to ask about its time.

    What was typed and not read yet is read, unless it was a picker that was touched. Otherwise
    the text says what the pickers show, also where what touched them was drawn by nobody.
    """
    field = base(action["block_id"])
    text = action.get("value") if action.get("type") == "button" else newly_typed(view)
    if field in PICKERS or (not text and span_of(form)):
        return with_words(desk, actor, form), []
    if not text:
        return form, []
    try:
        return with_text(desk, actor, form, text), []
    except Unclear as unclear:  # Slack keeps what was typed; to us it stays unread
        return form.but(when=shown_text(view)), asked(desk, actor, unclear)


def asked(desk: Desk, actor: Actor, unclear: Unclear) -> list[Block]:
    """Ask about a time that was typed; what may be meant are buttons."""
    sentence = desk.form_words(actor).say(unclear.key, **unclear.values)
    action = inputs.action_id(WHEN_FIELD)
    offered = [
        button(label(desk, actor, answer), f"{action}:{number}", typed(answer.start, answer.end))
        for number, answer in enumerate(unclear.candidates)
    ]
    return [*inputs.asides([sentence]), *actions(*offered)]


def instead(desk: Desk, actor: Actor, taken: Kept) -> list[Block]:
    """Offer the three times nearest to one that is taken; a button puts its own into the form."""
    people = [taken.person(side) for side in Side]
    found = desk.diary.nearest(people, taken.interview.start_at, taken.length, by=actor)
    words, action = desk.form_words(actor), inputs.action_id(WHEN_FIELD)
    offered = [
        button(words.span(*each), f"{action}:{number}", typed(*each))
        for number, each in enumerate(found)
    ]
    return [*inputs.asides([words.say("find.instead")]), *actions(*offered)] if offered else []


def _kept(desk: Desk, actor: Actor, form: TimedForm) -> Kept | None:
    return desk.interviews.get(form.interview_id, by=actor) if form.interview_id else None


def _said(desk: Desk, actor: Actor, span: Span) -> str:
    return desk.form_words(actor).time_read(span.start_at, span.end_at)
