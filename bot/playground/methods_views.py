"""views.* of the Web API (docs.slack.dev/reference/methods/views.open and its siblings)."""

from typing import Any

from bot.playground.calls import Call
from bot.playground.tickets import SlackError
from bot.playground.views import STACK, View, accepted_view, as_slack_view


def _answer(view: View) -> dict[str, Any]:
    return {"view": as_slack_view(view)}


def views_open(call: Call) -> dict[str, Any]:
    """views.open: a modal for whoever the trigger belongs to; from inside a modal, on top of it."""
    call.demand("trigger_id", "view")
    return _answer(_opened(call, inside_only=False))


def views_push(call: Call) -> dict[str, Any]:
    """views.push: a modal on top, by a trigger from inside a modal; three at most."""
    call.demand("trigger_id", "view")
    return _answer(_opened(call, inside_only=True))


def _opened(call: Call, *, inside_only: bool) -> View:
    workspace = call.workspace
    trigger = workspace.tickets.check_trigger(call.text("trigger_id"), workspace.machine_time())
    stack = workspace.views.stack(trigger.user)
    inside = trigger.inside is not None and trigger.inside in {view.id for view in stack}
    if inside_only and trigger.inside is None:
        raise SlackError("invalid_trigger_id")
    view = call.arguments["view"]
    accepted_view(view, "modal")
    if inside and len(stack) >= STACK:
        raise SlackError("push_limit_reached")
    put = workspace.views.push if inside else workspace.views.open
    opened = put(trigger.user, view)
    trigger.used = True
    return opened


def views_update(call: Call) -> dict[str, Any]:
    """views.update: by `view_id` or `external_id`; a stale `hash` is refused."""
    call.demand("view")
    view = _named(call)
    if view is None:
        raise SlackError("not_found")
    _demand_hash(call, view)
    return _answer(call.workspace.views.update(view, call.arguments["view"]))


def _named(call: Call) -> View | None:
    if call.text("view_id"):
        return call.workspace.views.find(call.text("view_id"))
    call.demand("external_id")
    return call.workspace.views.find_external(call.text("external_id"))


def _demand_hash(call: Call, view: View | None) -> None:
    if call.text("hash") and view is not None and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")


def views_publish(call: Call) -> dict[str, Any]:
    """views.publish: the App Home of one member."""
    call.demand("user_id", "view")
    if not call.workspace.app.home_tab:
        raise SlackError("not_enabled")
    member = call.member(call.text("user_id"))
    if member.is_bot or member.deleted:
        raise SlackError("user_not_found")
    _demand_hash(call, call.workspace.views.home(member.id))
    return _answer(call.workspace.views.publish(member.id, call.arguments["view"]))
