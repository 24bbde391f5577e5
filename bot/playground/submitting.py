"""What happens when a member submits or closes a view."""

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.exchange import Exchange, ImpossibleError
from bot.playground.line import Answer, NoAnswerError
from bot.playground.members import Member
from bot.playground.payloads import interaction
from bot.playground.pressing import Container, keep_state
from bot.playground.state import VALUE_OF, state_values
from bot.playground.tickets import SlackError
from bot.playground.views import View, as_slack_view

REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(r"https?://\S+", re.IGNORECASE)


async def submit(
    exchange: Exchange, user: str, view_id: str, state: Mapping[str, Any]
) -> dict[str, str]:
    """Submit a view; return the sentences that stand under fields now, none when it went through.

    What is not in `state` is what was typed before, else the initial value. Fields that Slack's
    own window finds wanting (empty, too short, no address) are refused before the app is asked.
    NoAnswerError when the app fails, or answers what Slack does not take.
    """
    member = exchange.person(user)
    view = _top(exchange, member, view_id)
    if view.source.get("submit") is None:
        raise ImpossibleError("no_submit", "This view has no button to submit it.")
    keep_state(exchange, Container(view=view), member, state)
    missing = wanting(view)
    if missing:
        exchange.workspace.views.show_errors(view, missing)
        return missing
    exchange.demand_interactivity()
    payload = interaction(exchange.workspace, "view_submission", member)
    payload |= {
        "trigger_id": exchange.trigger(member, view.id),
        "view": as_slack_view(view),
        "response_urls": [],
    }
    answer = await exchange.tell_app(member, None, payload)
    with exchange.showing_problems(member, None):
        return _follow(exchange, view, answer)


def _top(exchange: Exchange, member: Member, view_id: str) -> View:
    stack = exchange.workspace.views.stack(member.id)
    if not stack or stack[-1].id != view_id:
        raise ImpossibleError("view_not_found", "This view is not open, or not on top.")
    return stack[-1]


def wanting(view: View) -> dict[str, str]:
    """Return what Slack's own window would complain about, by block_id."""
    values = state_values(view.blocks, view.typed)
    complaints: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values[block["block_id"]][element["action_id"]][VALUE_OF[element["type"]][0]]
        complaint = _complaint(element, value, optional=bool(block.get("optional")))
        if complaint is not None:
            complaints[block["block_id"]] = complaint
    return complaints


def _complaint(element: dict[str, Any], value: Any, *, optional: bool) -> str | None:
    if value in (None, "", []):
        return None if optional else REQUIRED
    least = element.get("min_length", 0)
    if isinstance(value, str) and len(value) < least:
        return f"This field needs at least {least} characters."
    if element["type"] == "email_text_input" and not EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not WEB.fullmatch(value):
        return "Please enter a valid URL."
    if element["type"] == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "Please enter a number."
    return None


def _follow(exchange: Exchange, view: View, answer: Answer) -> dict[str, str]:
    views = exchange.workspace.views
    if not answer.body.strip():
        views.close(view)
        return {}
    reply = answer.as_object() or {}
    match reply.get("response_action"):
        case "errors":
            errors = _errors(view, reply.get("errors"))
            views.show_errors(view, errors)
            return errors
        case "update" | "push" as action:
            _replace(exchange, view, action, reply.get("view"))
        case "clear":
            views.clear(view.user)
        case _:
            raise NoAnswerError("invalid_view_response", f"what is this: {answer.body[:80]}")
    return {}


def _replace(exchange: Exchange, view: View, action: str, source: Any) -> None:
    views = exchange.workspace.views
    try:
        if action == "update":
            views.update(view, source)
        else:
            views.push(view.user, source)
    except SlackError as refused:
        raise NoAnswerError(refused.error, "; ".join(refused.messages)) from None


def _errors(view: View, errors: Any) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise NoAnswerError("invalid_view_response", "errors must be an object, not empty")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    for block_id, sentence in errors.items():
        if block_id not in inputs:
            raise NoAnswerError("invalid_view_response", f"{block_id} is no input block here")
        if not isinstance(sentence, str) or not sentence:
            raise NoAnswerError("invalid_view_response", f"{block_id} has no sentence")
    return dict(errors)


async def close(exchange: Exchange, user: str, view_id: str, *, everything: bool) -> None:
    """Close a view by Cancel or, with `everything`, all of them by the cross.

    The app is told when it asked for that; what it answers changes nothing.
    """
    member = exchange.person(user)
    view = _top(exchange, member, view_id)
    views = exchange.workspace.views
    stack = list(views.stack(user))
    cleared = everything or bool(view.source.get("clear_on_close"))
    named = stack[0] if cleared else view
    told = any(each.source.get("notify_on_close") for each in (stack if cleared else [view]))
    payload = interaction(exchange.workspace, "view_closed", member)
    payload |= {"view": as_slack_view(named), "is_cleared": cleared}
    if cleared:
        views.clear(user)
    else:
        views.close(view)
    if told:
        await exchange.tell_app(member, None, payload)
