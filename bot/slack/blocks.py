"""Small builders for Block Kit. They hold no text of their own.

Limits are Slack's (docs.slack.dev/reference/block-kit/blocks). Marked text (mrkdwn) is sent
`verbatim`, so that Slack makes no links or mentions of what somebody typed: only what was
marked as one here is one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.words import Worded
from bot.words.text import CUT, cut, one_line, size

Block = dict[str, Any]

BLOCKS = 50
HEADER = 150
SECTION = 3000
CONTEXT_ELEMENTS = 10
BUTTONS_IN_A_ROW = 25
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
BUTTON_URL = 3000

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Make typed text harmless in mrkdwn: on one line, and nothing in it is a mention or a link."""
    return one_line(text).translate(_ENTITIES)


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


def sections(*lines: str) -> list[Block]:
    """Give lines of mrkdwn in as few sections as they fit into; none is cut in half."""
    texts: list[str] = []
    for line in lines:
        if texts and size(texts[-1]) + size(line) < SECTION:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return [section(text) for text in texts]


def divider() -> Block:
    """Give a divider."""
    return {"type": "divider"}


def preformatted(text: str) -> Block:
    """Give a box of text exactly as it is, to be copied; nothing in it is marked."""
    box = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or CUT}]}
    return {"type": "rich_text", "elements": [box]}


def quote(text: str) -> Block:
    """Give what somebody wrote, as a quotation: line by line as it was, and nothing marked."""
    shown = "\n".join(map(one_line, text.splitlines())).strip() or CUT
    quoted = {"type": "rich_text_quote", "elements": [{"type": "text", "text": shown}]}
    return {"type": "rich_text", "elements": [quoted]}


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
