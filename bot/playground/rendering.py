"""What a message or a view reads like, as plain text: marks, dates, people, buttons, fields.

Times marked by `<!date>` are shown in the reader's zone, as Slack shows them
(docs.slack.dev/messaging/formatting-message-text).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

MARK = re.compile(r"<([^<>]+)>")
DATE = re.compile(r"!date\^(-?\d+)\^([^^|]+)(?:\^[^|]*)?\|(.*)", re.DOTALL)
TOKEN = re.compile(r"\{(\w+)\}")
TENTH = 10
TEENS = range(11, 14)


@dataclass(frozen=True)
class Reader:
    """Who reads: their zone (UTC when Slack knows none), the house's present, and names by id."""

    zone: str | None
    now: datetime
    people: Mapping[str, str]
    channels: Mapping[str, str]

    def local(self, seconds: int) -> datetime:
        """Return an instant in the reader's zone."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.zone) if self.zone else UTC)


def plain_words(text: str, reader: Reader) -> str:
    """Return mrkdwn as it reads; bold, italics and code keep their signs."""
    shown = MARK.sub(lambda match: _mark(match.group(1), reader), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _mark(inside: str, reader: Reader) -> str:
    if inside.startswith("!date^"):
        return _date(inside, reader)
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + (reader.people.get(target[1:]) or label or target[1:])
    if target.startswith("#"):
        return "#" + (reader.channels.get(target[1:]) or label or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:]
    return f"{label} ({target})" if label and label not in target else target


def _date(inside: str, reader: Reader) -> str:
    found = DATE.fullmatch(inside)
    if found is None:
        return f"<{inside}>"
    seconds, tokens, fallback = int(found.group(1)), found.group(2), found.group(3)
    local = reader.local(seconds)
    today = reader.now.astimezone(local.tzinfo)
    if any(name not in TOKENS for name in TOKEN.findall(tokens)):
        return fallback
    return TOKEN.sub(lambda match: TOKENS[match.group(1)](local, today), tokens)


def _clock(local: datetime, _: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M %p}"


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % TENTH, "th")
    return f"{day}th" if day in TEENS else f"{day}{ending}"


def _short(local: datetime, _: datetime) -> str:
    return f"{local:%b} {local.day}, {local.year}"


def _date_words(local: datetime, _: datetime) -> str:
    return f"{local:%B} {_ordinal(local.day)}, {local.year}"


def _long(local: datetime, _: datetime) -> str:
    return f"{local:%A}, {local:%B} {_ordinal(local.day)}, {local.year}"


def _divider(local: datetime, today: datetime) -> str:
    if local.year != today.year:
        return _long(local, today)
    return f"{local:%A}, {local:%B} {_ordinal(local.day)}"


def _pretty(
    other: Callable[[datetime, datetime], str],
) -> Callable[[datetime, datetime], str]:
    def shown(local: datetime, today: datetime) -> str:
        days = (local.date() - today.date()).days
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days) or other(local, today)

    return shown


def _ago(local: datetime, today: datetime) -> str:
    minutes = round((local - today).total_seconds() / 60)
    return f"in {minutes} minutes" if minutes >= 0 else f"{-minutes} minutes ago"


TOKENS: dict[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda local, _: f"{local:%Y-%m-%d}",
    "date_slash": lambda local, _: f"{local:%m/%d/%Y}",
    "date": _date_words,
    "date_pretty": _pretty(_date_words),
    "date_short": _short,
    "date_short_pretty": _pretty(_short),
    "date_long": _long,
    "date_long_pretty": _pretty(_long),
    "date_long_full": lambda local, _: f"{local:%B} {local.day}, {local.year}",
    "day_divider_pretty": _pretty(_divider),
    "time": _clock,
    "time_secs": lambda local, _: f"{local.hour % 12 or 12}:{local:%M:%S %p}",
    "ago": _ago,
}


def words_of(text: Any, reader: Reader) -> str:
    """Return a text object as it reads."""
    if not isinstance(text, Mapping):
        return ""
    words = str(text.get("text", ""))
    return plain_words(words, reader) if text.get("type") == "mrkdwn" else words


def message_text(message: Mapping[str, Any], reader: Reader) -> str:
    """Return a message as it reads: its blocks, else its text; then its files."""
    values = (message.get("state") or {}).get("values") or {}
    said = plain_words(message.get("text", ""), reader)
    if message.get("blocks"):
        said = blocks_text(message["blocks"], values, {}, reader)
    files = [f"[file: {each['title']}]" for each in message.get("files") or []]
    return "\n".join([said, *files])


def view_text(view: Mapping[str, Any], reader: Reader) -> str:
    """Return a view as it reads: title, blocks, what stands in fields and under them, buttons."""
    title = words_of(view.get("title"), reader)
    body = blocks_text(view["blocks"], view["state"]["values"], view.get("errors") or {}, reader)
    ends = [f"[{words_of(view[key], reader)}]" for key in ("submit", "close") if view.get(key)]
    return "\n".join(filter(None, [f"== {title} ==" if title else "", body, " ".join(ends)]))


def blocks_text(
    blocks: list[dict[str, Any]],
    values: Mapping[str, Any],
    errors: Mapping[str, str],
    reader: Reader,
) -> str:
    """Return blocks as they read, one below the other."""
    lines: list[str] = []
    for block in blocks:
        held = values.get(block["block_id"]) or {}
        lines.append(_block_text(block, held, reader))
        if block["block_id"] in errors:
            lines.append(f"! {errors[block['block_id']]}")
    return "\n".join(filter(None, lines))


Draw = Callable[[Mapping[str, Any]], str]


def _block_text(block: Mapping[str, Any], held: Mapping[str, Any], reader: Reader) -> str:
    def element(each: Mapping[str, Any]) -> str:
        return element_text(each, held.get(each.get("action_id", "")) or {}, reader)

    draw = BLOCKS.get(block["type"])
    return draw(block, element, reader) if draw is not None else f"[{block['type']}]"


def _section(block: Mapping[str, Any], element: Draw, reader: Reader) -> str:
    lines = [words_of(block.get("text"), reader)]
    lines += [words_of(each, reader) for each in block.get("fields") or []]
    if block.get("accessory"):
        lines.append(element(block["accessory"]))
    return "\n".join(filter(None, lines))


def _context(block: Mapping[str, Any], _: Draw, reader: Reader) -> str:
    return " · ".join(e.get("alt_text") or words_of(e, reader) for e in block["elements"])


def _input(block: Mapping[str, Any], element: Draw, reader: Reader) -> str:
    hint = words_of(block.get("hint"), reader)
    field = f"{words_of(block['label'], reader)}: {element(block['element'])}"
    return f"{field}\n({hint})" if hint else field


def _rich_text(block: Mapping[str, Any], _: Draw, __: Reader) -> str:
    return "\n".join(
        "".join(str(each.get("text", "")) for each in part["elements"])
        for part in block["elements"]
    )


BLOCKS: dict[str, Callable[[Mapping[str, Any], Draw, Reader], str]] = {
    "section": _section,
    "context": _context,
    "input": _input,
    "rich_text": _rich_text,
    "header": lambda block, _, reader: words_of(block["text"], reader),
    "alert": lambda block, _, reader: words_of(block["text"], reader),
    "actions": lambda block, element, _: " ".join(map(element, block["elements"])),
    "divider": lambda _, __, ___: "---",
    "markdown": lambda block, _, __: str(block["text"]),
    "image": lambda block, _, __: f"[image: {block['alt_text']}]",
}


def element_text(element: Mapping[str, Any], held: Mapping[str, Any], reader: Reader) -> str:
    """Return an element as it reads: a button in brackets, a field with what stands in it."""
    kind = element["type"]
    if kind == "button":
        return f"[{words_of(element['text'], reader)}]"
    if kind == "overflow":
        return "[" + " / ".join(words_of(o["text"], reader) for o in element["options"]) + "]"
    if kind == "image":
        return f"[image: {element['alt_text']}]"
    if kind in {"radio_buttons", "checkboxes"}:
        return _ticks(element, held, reader)
    return f"<{held_text(held, reader) or words_of(element.get('placeholder'), reader)}>"


def _ticks(element: Mapping[str, Any], held: Mapping[str, Any], reader: Reader) -> str:
    chosen = held.get("selected_options") or [held.get("selected_option") or {}]
    ticked = {each.get("value") for each in chosen}
    return " ".join(
        f"({'x' if each['value'] in ticked else ' '}) {words_of(each['text'], reader)}"
        for each in element["options"]
    )


def held_text(held: Mapping[str, Any], reader: Reader) -> str:
    """Return what stands in a field, in words."""
    for key, value in held.items():
        if key in {"type", "timezone"} or not value:
            continue
        if key == "selected_option":
            return words_of(value["text"], reader)
        if key == "selected_options":
            return ", ".join(words_of(each["text"], reader) for each in value)
        if key == "selected_user":
            return f"@{reader.people.get(value, value)}"
        if key == "selected_users":
            return ", ".join(f"@{reader.people.get(each, each)}" for each in value)
        if key == "selected_date_time":
            return f"{reader.local(value):%Y-%m-%d %H:%M}"
        return str(value)
    return ""
