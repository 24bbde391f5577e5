"""What happens when a member presses, chooses or searches in a message or a view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.blockkit import elements_of, judge_suggestions
from bot.playground.conversations import Conversation, Message
from bot.playground.exchange import Exchange, ImpossibleError, chosen_value
from bot.playground.line import NoAnswerError
from bot.playground.members import Member
from bot.playground.payloads import in_message, in_view, interaction
from bot.playground.views import View

QUERY_LENGTH = 3


@dataclass(frozen=True)
class Container:
    """Where an element stands: in a message of a conversation, or in a view."""

    conversation: Conversation | None = None
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks in it."""
        if self.view is not None:
            return self.view.blocks
        return self.message.blocks if self.message is not None else []


@dataclass(frozen=True)
class Press:
    """One element acted upon, and what the element adds (`selected_option`, `value`, …)."""

    user: str
    container: Mapping[str, Any]
    block_id: str
    action_id: str
    added: Mapping[str, Any]
    state: Mapping[str, Any]


def find_container(exchange: Exchange, member: Member, named: Mapping[str, Any]) -> Container:
    """Return what a member sees under that name; ImpossibleError when they see no such thing."""
    if named.get("type") == "view":
        view = exchange.workspace.views.find(str(named.get("view_id")))
        if view is None or view.user != member.id:
            raise ImpossibleError("view_not_found", "This view is not open.")
        return Container(view=view)
    conversation = exchange.conversation(member, str(named.get("channel")))
    message = conversation.find(str(named.get("ts")))
    if message is None or message.reader not in {None, member.id}:
        raise ImpossibleError("message_not_found", "This message is not there.")
    return Container(conversation=conversation, message=message)


def find_element(
    container: Container, block_id: str, action_id: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the block and the element of these ids; ImpossibleError when there is none."""
    for block, element in elements_of(container.blocks):
        if (block["block_id"], element["action_id"]) == (block_id, action_id):
            return block, element
    raise ImpossibleError("element_not_found", f"There is no {block_id}/{action_id} here.")


def keep_state(
    exchange: Exchange, container: Container, member: Member, state: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep what the member has put into the fields, and return all that they have put there.

    A field that is no longer there is passed over: the app may have changed the view meanwhile.
    """
    typed = exchange.workspace.typed_by(member.id, container.message, container.view)
    for block, element in elements_of(container.blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        given = (state.get(block_id) or {}).get(action_id)
        if isinstance(given, Mapping):
            value = chosen_value(exchange.workspace.members, element, given)
            typed.setdefault(block_id, {})[action_id] = value
    return typed


async def press(exchange: Exchange, deed: Press) -> bool:
    """Act upon one element; say whether the app was told (it is not about most inputs).

    Returns when the app has answered. ImpossibleError when Slack's window does not offer it,
    NoAnswerError when the app fails.
    """
    member = exchange.person(deed.user)
    container = find_container(exchange, member, deed.container)
    block, element = find_element(container, deed.block_id, deed.action_id)
    added = chosen_value(exchange.workspace.members, element, deed.added)
    own = (
        {deed.block_id: {deed.action_id: added}} if added and element["type"] != "overflow" else {}
    )
    keep_state(exchange, container, member, deed.state)
    typed = keep_state(exchange, container, member, own)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return False
    payload = _payload(exchange, container, member, typed)
    payload["actions"] = [_action(exchange, block, element, added)]
    exchange.demand_interactivity()
    await exchange.tell_app(member, container.conversation, payload)
    return True


def _payload(
    exchange: Exchange, container: Container, member: Member, typed: Mapping[str, Any]
) -> dict[str, Any]:
    payload = interaction(exchange.workspace, "block_actions", member)
    if container.view is not None:
        modal = container.view.source["type"] == "modal"
        trigger = exchange.trigger(member, container.view.id if modal else None)
        return {**payload, "trigger_id": trigger, **in_view(container.view)}
    payload["trigger_id"] = exchange.trigger(member)
    if container.message is not None and container.conversation is not None:
        payload |= in_message(container.conversation, container.message, typed)
        source = container.message.ts
        payload["response_url"] = exchange.response_url(member, container.conversation, source)
    return payload


def _action(
    exchange: Exchange, block: dict[str, Any], element: dict[str, Any], added: Mapping[str, Any]
) -> dict[str, Any]:
    echoed = ("value", "text", "style", "url", "placeholder", "timezone", "confirm")
    own = {key: element[key] for key in echoed if key in element}
    own |= {key: value for key, value in element.items() if key.startswith("initial_")}
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **own,
        **added,
        "action_ts": exchange.workspace.next_ts(),
    }


async def ask_options(exchange: Exchange, deed: Press, query: str) -> dict[str, Any]:
    """Ask the app what an external select may offer; return `options` or `option_groups`.

    Below the element's `min_query_length` (three by default) the app is not asked.
    """
    member = exchange.person(deed.user)
    container = find_container(exchange, member, deed.container)
    block, element = find_element(container, deed.block_id, deed.action_id)
    if element["type"] not in {"external_select", "multi_external_select"}:
        raise ImpossibleError("not_searchable", "This field offers no search.")
    if len(query) < element.get("min_query_length", QUERY_LENGTH):
        return {"options": []}
    exchange.demand_interactivity()
    payload = interaction(exchange.workspace, "block_suggestion", member)
    payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": query}
    if container.view is not None:
        payload |= in_view(container.view)
    elif container.message is not None and container.conversation is not None:
        payload |= in_message(container.conversation, container.message, {})
    answer = await exchange.tell_app(member, None, payload)
    offered = answer.as_object()
    problems = judge_suggestions(offered)
    if offered is None or problems:
        raise NoAnswerError("invalid_options", "; ".join(problems) or "no JSON object")
    return offered
