"""What messages read like, and what Slack makes of typed words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground.members import Member
from bot.playground.rendering import Reader, blocks_text, plain_words
from bot.playground.wrapping import wrapped

MEMBERS = [
    Member("U1", "ana", "Ana Ruiz", "ana@acme.example", None),
    Member("U2", "ana.b", "Ana Bell", "anab@acme.example", None),
]
CHANNELS = {"hiring": "C2"}
AT = 1795791600  # Friday 27 November 2026, 15:00 UTC


def reader(zone: str | None = "Europe/Madrid") -> Reader:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    return Reader(zone, now, {"U1": "Ana Ruiz"}, {"C2": "hiring"})


@pytest.mark.parametrize(
    ("typed", "command", "message"),
    [
        ("a & b < c", "a &amp; b &lt; c", "a &amp; b &lt; c"),
        ("@ana", "<@U1|ana>", "<@U1>"),
        ("@Ana Ruiz now", "<@U1|ana> now", "<@U1> now"),
        ("@ana.b", "<@U2|ana.b>", "<@U2>"),
        ("@anab and me@ana", "@anab and me@ana", "@anab and me@ana"),
        ("<@U1>", "&lt;@U1&gt;", "&lt;@U1&gt;"),
        ("#hiring #other", "<#C2|hiring> #other", "<#C2|> #other"),
        ("@here", "<!here>", "<!here>"),
        ("(https://x.org/a).", "(<https://x.org/a|https://x.org/a>).", "(<https://x.org/a>)."),
        ("zoom.us/j/1?a=2", "<http://zoom.us/j/1?a=2|zoom.us/j/1?a=2>",
         "<http://zoom.us/j/1?a=2|zoom.us/j/1?a=2>"),
        ("Ana <ana@x.com>", "Ana &lt;<mailto:ana@x.com|ana@x.com>&gt;",
         "Ana &lt;<mailto:ana@x.com|ana@x.com>&gt;"),
        ("at 3.30 or 15.00", "at 3.30 or 15.00", "at 3.30 or 15.00"),
    ],
)  # fmt: skip
def test_typed_words_are_marked_as_slack_marks_them(typed: str, command: str, message: str) -> None:
    assert wrapped(typed, members=MEMBERS, channels=CHANNELS, command=True) == command
    assert wrapped(typed, members=MEMBERS, channels=CHANNELS, command=False) == message


@pytest.mark.parametrize(
    ("tokens", "shown"),
    [
        ("{date_num}", "2026-11-27"),
        ("{date_slash}", "11/27/2026"),
        ("{date}", "November 27th, 2026"),
        ("{date_short}", "Nov 27, 2026"),
        ("{date_long}", "Friday, November 27th, 2026"),
        ("{date_long_full}", "November 27, 2026"),
        ("{day_divider_pretty}", "tomorrow"),
        ("{date_pretty}", "tomorrow"),
        ("{date_short_pretty} at {time}", "tomorrow at 4:00 PM"),
        ("{time_secs}", "4:00:00 PM"),
        ("{ago}", "in 1620 minutes"),
        ("{nonsense}", "fallback"),
    ],
)
def test_a_date_is_shown_in_the_readers_zone(tokens: str, shown: str) -> None:
    assert plain_words(f"<!date^{AT}^{tokens}|fallback>", reader()) == shown


def test_somebody_without_a_zone_reads_utc() -> None:
    assert plain_words(f"<!date^{AT}^{{time}}^https://x.org|f>", reader(None)) == "3:00 PM"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@U1> and <@U9|who> in <#C2>", "@Ana Ruiz and @who in #hiring"),
        ("<https://x.org|Join>", "Join (https://x.org)"),
        ("<https://x.org>", "https://x.org"),
        ("<!here> &lt;b&gt; &amp;amp;", "@here <b> &amp;"),
        ("<!date^x>", "<!date^x>"),
    ],
)
def test_marks_are_read(text: str, shown: str) -> None:
    assert plain_words(text, reader()) == shown


def test_every_block_reads_as_words() -> None:
    def plain(text: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": text}

    options = [{"text": plain(name), "value": name} for name in ("Red", "Blue")]
    ticks = {"type": "radio_buttons", "action_id": "r", "options": options}
    menu = {"type": "overflow", "action_id": "o", "options": options}
    moment = {"type": "datetimepicker", "action_id": "m"}
    mrkdwn = {"type": "mrkdwn", "text": "*Bold* <@U1>"}
    blocks = [
        {"type": "header", "text": plain("Title")},
        {"type": "section", "text": mrkdwn, "fields": [plain("left"), plain("right")],
         "accessory": menu},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn, {"type": "image", "alt_text": "a cat"}]},
        {"type": "input", "label": plain("Colour"), "hint": plain("any"), "element": ticks},
        {"type": "input", "label": plain("When"), "element": moment},
        {"type": "image", "alt_text": "a map"},
        {"type": "markdown", "text": "# Hi"},
        {"type": "table"},
    ]  # fmt: skip
    named = [{**block, "block_id": str(place)} for place, block in enumerate(blocks)]
    values = {
        "4": {"r": {"type": "radio_buttons", "selected_option": options[1]}},
        "5": {"m": {"type": "datetimepicker", "selected_date_time": AT}},
    }
    assert blocks_text(named, values, {"5": "Too late."}, reader()).split("\n") == [
        "Title",
        "*Bold* @Ana Ruiz",
        "left",
        "right",
        "[Red / Blue]",
        "---",
        "*Bold* @Ana Ruiz · a cat",
        "Colour: ( ) Red (x) Blue",
        "(any)",
        "When: <2026-11-27 16:00>",
        "! Too late.",
        "[image: a map]",
        "# Hi",
        "[table]",
    ]
