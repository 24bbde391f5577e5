"""Whatever somebody types as a name, a place or a reason shows harmlessly, and fits."""

from typing import Any

import pytest

from bot.interviews.doing.done import Done
from bot.interviews.model import Application, Kind, Person, Says, Side, Status
from bot.interviews.notices import What
from bot.interviews.plans import InterviewChange
from bot.interviews.ports.book import Page
from bot.playground.blockkit import judge_message_blocks
from bot.slack.blocks import escape
from bot.slack.cards import (
    Setting,
    help_card,
    listing,
    living_card,
    read_back,
    text_to_send,
    told,
    words_for,
)
from bot.words.text import cut, is_link, one_line

pytestmark = pytest.mark.slow

NASTY = [
    "<script>alert(1)</script>",
    "<!channel>",
    "<!here|x>",
    "<@U1>",
    "<#C1|general>",
    "<https://evil.example|your link>",
    "&lt;!channel&gt;",
    "a|b^c{d}",
    "{who} {0} {person.__class__}",
    "Ana\n*Cancelled*",
    "\u202egnirts\u202c",
    "~ * _ ` ```",
    "",
    " ",
    "&" * 150,
    "👩‍👩‍👧‍👦" * 30,
    "ä" * 150,
]
PLACES = [*NASTY, "&" * 2000, "<" * 2000, "👩‍👩‍👧‍👦" * 250, "https://x.example/" + "&" * 1980]


def everything(world: Any, name: str, place: str, status: Status) -> list:
    """Every message that could show these texts to anybody."""
    ana = world.ana.but(title=name, phone_number=name)
    pat = world.pat.but(title=name, contact_phone_number=name)
    sam = world.sam.but(title=name)
    setting = Setting(company=name or "Acme", command="/interview")
    application = Application(
        id=9, workspace_id=1, driver_id=1, kind="x", updated_at=world.now, label=name
    )
    known = {
        "interviewee_person": ana,
        "interviewer_person": pat,
        "owner": sam,
        "application": application,
        "location": place,
        "reason": place,
        "interviewer_answer": world.answer(Says.CANNOT, place),
    }
    messages = []
    for kind in Kind:
        kept = world.interview(status, kind=kind, **known)
        before = world.interview(status, kind=kind, location="Room 1")
        values = {"by": name, "was": {"location": place, "kind": "nonsense", "interviewer": name}}
        for reader in (ana, pat, sam):
            given = (kept, reader, words_for(reader, setting), world.now, setting)
            messages += [living_card(*given)]
            messages += [
                told(world.notice(what, reader, values=values), *given)
                for what in (What.BOOKED, What.CHANGED, What.CANNOT, What.REMINDER)
            ]
            done = Done(plan=InterviewChange(location=place), before=before, after=kept)
            messages.append(read_back(done, "draft", *given[1:]))
            page = Page(interviews=(kept,) * 20, total=40)
            messages.append(listing(page, *given[1:], heading="Today"))
        messages += [text_to_send(kept, side, given[2], setting) for side in Side]
    messages.append(
        help_card(given[2], "/interview", {name: [((name,), "does"), ((place, name), "does too")]})
    )
    return messages


@pytest.mark.parametrize("name", NASTY)
def test_nasty_names_are_accepted_by_slack_and_mention_nobody(
    world: Any, shown: Any, name: Any
) -> None:
    for message in everything(world, name, "Room 2", Status.PENDING):
        assert_harmless(shown(message))


@pytest.mark.parametrize("place", PLACES)
def test_nasty_places_and_reasons_are_accepted_by_slack_and_mention_nobody(
    world: Any, shown: Any, place: Any
) -> None:
    for status in (Status.AMENDED, Status.CANCELLED):
        for message in everything(world, "Ana Ruiz", place[:2000], status):
            assert_harmless(shown(message))


def assert_harmless(seen: Any) -> None:
    assert judge_message_blocks(seen.blocks) == []
    for text in (seen.text, seen.words):
        for token in ("<!channel", "<!here", "<@", "<#", "<script", "<https://evil"):
            assert token not in text
    assert len(seen.text) <= 4000


def test_a_cut_text_says_so_and_never_breaks_what_belongs_together() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
    assert cut("ab&amp;cd", 6) == "ab…"
    assert cut("ab<https://x|y>cd", 10) == "ab…"
    assert cut("e\u0301" * 4, 6) == "e\u0301e\u0301…"
    for limit in range(1, 40):
        assert len(cut("&amp;👩‍👧 <https://x|y>" * 5, limit)) <= limit


def test_an_escaped_text_is_one_line_without_marks() -> None:
    assert escape("<b> & \n x") == "&lt;b&gt; &amp; x"
    assert one_line("a\x00b\u202ec\td") == "a b c d"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://meet.example.com/a?b=c", True),
        ("http://x", True),
        ("meet.example.com", False),
        ("javascript:alert(1)", False),
        ("https://x y", False),
        ("https://x|y", False),
        ("https://x/" + "a" * 3000, False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_web_address_is_a_link(text: Any, is_one: Any) -> None:
    assert is_link(text) is is_one


def test_a_place_of_2000_ampersands_leaves_room_for_the_calendar_links(
    world: Any, shown: Any
) -> None:
    kept = world.interview(kind=Kind.IN_PERSON, location="&" * 2000)
    words = words_for(world.ana, world.setting)
    seen = shown(living_card(kept, world.ana, words, world.now, world.setting))
    assert len(seen.urls) == 2
    assert all(len(url) <= 3000 for url in seen.urls)
    assert seen.words.count("…") == 1
    assert seen.problems == []


def test_a_name_of_150_characters_fits_on_a_button(world: Any, shown: Any) -> None:
    ana = Person(id=1, workspace_id=1, title="A" * 150, time_zone="Europe/Madrid")
    kept = world.interview(interviewee_person=ana)
    words = words_for(world.sam, world.setting)
    seen = shown(living_card(kept, world.sam, words, world.now, world.setting))
    assert all(len(label) <= 75 for label in seen.buttons)
    assert any(label.startswith("Record AAA") and "…" in label for label in seen.buttons)
