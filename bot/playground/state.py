"""What stands in the fields of a view or a message: `state.values`, as Slack sends it."""

from collections.abc import Mapping
from typing import Any

from bot.playground.blockkit import elements_of

Values = dict[str, dict[str, dict[str, Any]]]

# element type -> (the key of its value, the field of its initial value, what an empty one has)
VALUE_OF: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "initial_files", []),
}


def state_values(blocks: list[dict[str, Any]], typed: Mapping[str, Any]) -> Values:
    """Return the values of all fields: what was typed, else the initial value, else empty.

    `typed` has the same shape; a field in it which is null or "" counts as emptied, and comes
    as null. A field of `typed` whose element is no longer there is left out.
    """
    values: Values = {}
    for block, element in elements_of(blocks):
        kind = element["type"]
        if kind not in VALUE_OF:
            continue
        held = (typed.get(block["block_id"]) or {}).get(element["action_id"])
        values.setdefault(block["block_id"], {})[element["action_id"]] = _value(element, held)
    return values


def _value(element: dict[str, Any], held: Any) -> dict[str, Any]:
    key, initial, empty = VALUE_OF[element["type"]]
    if isinstance(held, Mapping) and key in held:
        value = held[key] or empty
    else:
        value = element.get(initial) or empty
    whole = {"type": element["type"], key: value}
    if element.get("timezone"):
        whole["timezone"] = element["timezone"]
    return whole


def still_typed(
    before: list[dict[str, Any]], after: list[dict[str, Any]], typed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what of `typed` survives an update of the view.

    Slack keeps what a person typed only where `block_id` and `action_id` are unchanged
    (docs.slack.dev/surfaces/modals); here the type of the element must be the same too.
    """
    old = {_place(block, element): element["type"] for block, element in elements_of(before)}
    kept: dict[str, Any] = {}
    for block, element in elements_of(after):
        block_id, action_id = _place(block, element)
        value = (typed.get(block_id) or {}).get(action_id)
        if value is not None and old.get((block_id, action_id)) == element["type"]:
            kept.setdefault(block_id, {})[action_id] = value
    return kept


def _place(block: dict[str, Any], element: dict[str, Any]) -> tuple[str, str]:
    return block["block_id"], element["action_id"]
