"""Finding what a test names among what a person sees: buttons, fields, options."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.playground.blockkit import elements_of
from bot.playground.rendering import Reader
from bot.playground.state import VALUE_OF

Json = dict[str, Any]
Found = tuple[Json, Json, Json]  # the message or view, the block in it, the element in that


class NotPossibleError(AssertionError):
    """A person cannot do that: they see no such thing."""


def reader_of(state: Json) -> Reader:
    """Return who reads, from what the playground says they see."""
    return Reader(
        zone=state["me"]["tz"],
        now=datetime.fromisoformat(state["clock"]["now"]),
        people={each["id"]: each["real_name"] for each in state["people"]},
        channels={each["id"]: each["name"] for each in state["conversations"]},
    )


def messages_in(state: Json, channel: str | None = None) -> list[Json]:
    """Return the messages of a channel, or of all, oldest first; each names its `channel`."""
    everything = [
        {**message, "channel": place}
        for place, messages in state["messages"].items()
        if channel in {None, place}
        for message in messages
    ]
    return sorted(everything, key=lambda each: float(each["ts"]))


def places_in(state: Json, named: str | None) -> list[Json]:
    """Return where to look: "view", "home", "message" (the newest first), or the first and last."""
    newest = list(reversed(messages_in(state)))
    views = state["views"][-1:]
    home = [state["home"]] if state["home"] else []
    places: dict[str | None, list[Json]] = {
        None: [*views, *newest],
        "view": views,
        "home": home,
        "message": newest,
    }
    return places[named]


def button_called(places: list[Json], label: str) -> tuple[Found, Json] | None:
    """Return the first button with that label, and what a press adds; exactly so called first."""
    for exact in (True, False):
        for place, block, element in _elements(places):
            for text, added in pressable(element):
                if same_words(text, label, exact=exact):
                    return (place, block, element), added
    return None


def field_called(places: list[Json], label: str) -> Found | None:
    """Return the first field of that name; exactly so called first."""
    for exact in (True, False):
        for place, block, element in _elements(places):
            names = names_of_field(block, element) if element["type"] in VALUE_OF else []
            if any(same_words(name, label, exact=exact) for name in names):
                return place, block, element
    return None


def _elements(places: list[Json]) -> Iterator[Found]:
    for place in places:
        for block, element in elements_of(place["blocks"]):
            yield place, block, element


def pressable(element: Json) -> Iterator[tuple[str, Json]]:
    """Yield the words that can be pressed on an element, and what a press of each adds."""
    if element["type"] == "button":
        yield element["text"]["text"], {}
    if element["type"] == "overflow":
        for option in element["options"]:
            yield option["text"]["text"], {"selected_option": option}


def names_of_field(block: Json, element: Json) -> list[str]:
    """Return all by which a test may name a field."""
    plain = [block.get("label"), element.get("placeholder"), block.get("text")]
    words = [str((each or {}).get("text", "")) for each in plain]
    return [block["block_id"], element["action_id"], *words]


def same_words(text: str, label: str, *, exact: bool) -> bool:
    """Say whether a text is that label or, where not exact, contains it; case does not matter."""
    one, other = text.strip().casefold(), label.strip().casefold()
    return one == other if exact else bool(other) and other in one


def offered(holder: Json) -> list[Json]:
    """Return the options of an element or of the answer to a search."""
    groups = holder.get("option_groups") or []
    return [*(holder.get("options") or []), *(o for g in groups for o in g["options"])]


def option_called(options: list[Json], text: str) -> Json:
    """Return the option with that text or value."""
    for exact in (True, False):
        for option in options:
            if same_words(option["text"]["text"], text, exact=exact) or option["value"] == text:
                return option
    offered = ", ".join(option["text"]["text"] for option in options)
    raise NotPossibleError(f"there is no option {text!r} among: {offered}")
