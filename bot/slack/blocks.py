"""Small builders for Block Kit. They hold no text of their own.

Limits are Slack's (docs.slack.dev/reference/block-kit/blocks). Marked text (mrkdwn) is sent
`verbatim`, so that Slack makes no links or mentions of what somebody typed: only what was
marked as one here is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import regex

from bot.words import Worded

Block = dict[str, Any]

BLOCKS = 50
HEADER = 150
SECTION = 3000
CONTEXT_ELEMENTS = 10
BUTTONS_IN_A_ROW = 25
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
BUTTON_URL = 3000
CUT = "…"

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# One thing that must not be cut in half: an entity, a marked date, mention or link, and what a
# reader takes for one character (a grapheme of Unicode's UAX #29, which `re` does not know).
_WHOLE = regex.compile(r"(?:&(?:amp|lt|gt);|<[^<>]*>)[\p{M}\u200d]*|\X", regex.DOTALL)
_UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"  # and what turns around
)
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb]+")
_HALF = re.compile(r"[\ud800-\udfff]")  # of a surrogate pair, which is no character
_INSTEAD = "\ufffd"


def one_line(text: str) -> str:
    """Give a text on one line, without characters that would hide or turn around what follows."""
    if not text.isprintable():  # whatever is looked for is of the kinds that Python does not print
        text = _HALF.sub(_INSTEAD, _INVISIBLE.sub("", _UNSHOWN.sub(" ", text)))
    return " ".join(text.split())


def size(text: str) -> int:
    """Count a text's characters as Slack may: an emoji can count as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def wholes(text: str) -> Iterator[str]:
    """Give the parts of a text that must not be cut in half: graphemes, entities, marks."""
    for found in _WHOLE.finditer(text):
        yield found[0]


def escape(text: str) -> str:
    """Make typed text harmless in mrkdwn: on one line, and nothing in it is a mention or a link."""
    return one_line(text).translate(_ENTITIES)


def cut(text: str, limit: int) -> str:
    """Give a text of at most `limit` characters (see `size`); one that was longer ends in "…".

    No character, entity or marked link is cut in half.
    """
    if size(text) <= limit:
        return text
    kept, room = [], limit - size(CUT)
    for whole in wholes(text):
        room -= size(whole)
        if room < 0:
            break
        kept.append(whole)
    return "".join(kept).rstrip() + CUT


def marked(text: str) -> Worded:
    """Mark text as mrkdwn that is escaped already, so that words do not escape it again."""
    return Worded.by(escape, text)


def date(moment: datetime, form: str, fallback: str) -> Worded:
    """Give a moment that Slack shows in the reader's own zone; `form` has Slack's {tokens}.

    `fallback` (escaped) is what shows where dates are not rendered, so it must name the zone.
    """
    return marked(f"<!date^{int(moment.timestamp())}^{form}|{fallback.replace('|', '/')}>")


def link(url: str, label: str) -> Worded:
    """Give a link; `label` is escaped already. The address must be one that `is_link` accepts."""
    return marked(f"<{escape(url).replace('|', '%7C')}|{label.replace('|', '/')}>")


def is_link(text: str | None) -> bool:
    """Whether a text is one web address, which a button or a link can lead to."""
    return bool(text and len(text) <= BUTTON_URL and re.fullmatch(r"https?://[^\s<>|\"]+", text))


def plain(text: str, limit: int) -> Block:
    """Give a plain_text object; nothing in it is marked."""
    return {"type": "plain_text", "text": cut(one_line(text), limit) or CUT, "emoji": True}


def mrkdwn(text: str) -> Block:
    """Give a mrkdwn object of an escaped text."""
    return {"type": "mrkdwn", "text": cut(text, SECTION) or CUT, "verbatim": True}


def header(text: str) -> Block:
    """Give a header of plain text."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, accessory: Block | None = None) -> Block:
    """Give a section of mrkdwn, with an element beside it if there is one."""
    block = {"type": "section", "text": mrkdwn(text)}
    return block | {"accessory": accessory} if accessory else block


def context(*texts: str) -> Block:
    """Give a context block: small lines of mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:CONTEXT_ELEMENTS]]}


def contexts(*texts: str) -> list[Block]:
    """Give small lines of mrkdwn, ten in each block, by Slack's rule."""
    starts = range(0, len(texts), CONTEXT_ELEMENTS)
    return [context(*texts[start : start + CONTEXT_ELEMENTS]) for start in starts]


def divider() -> Block:
    """Give a divider."""
    return {"type": "divider"}


def preformatted(text: str) -> Block:
    """Give a box of text exactly as it is, to be copied; nothing in it is marked."""
    box = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or CUT}]}
    return {"type": "rich_text", "elements": [box]}


def button(
    label: str,
    action_id: str,
    value: str | None = None,
    *,
    url: str | None = None,
    style: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """Give a button. `style`: primary or danger. A value over 2,000 characters is a ValueError."""
    if value is not None and len(value) > BUTTON_VALUE:
        raise ValueError(f"the value of {action_id} is too long for a button")
    optional = {"value": value, "url": url, "style": style, "confirm": confirm}
    given = {name: wanted for name, wanted in optional.items() if wanted is not None}
    return {
        "type": "button",
        "text": plain(label, BUTTON_LABEL),
        "action_id": action_id,
        **given,
    }


def confirm(title: str, text: str, yes: str, no: str, *, style: str | None = None) -> Block:
    """Give the question that Slack asks before a button acts."""
    asked = {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
    return asked | {"style": style} if style else asked


def actions(*buttons: Block) -> list[Block]:
    """Give the buttons in a row, or no block when there is none."""
    row = list(buttons[:BUTTONS_IN_A_ROW])
    return [{"type": "actions", "elements": row}] if row else []
