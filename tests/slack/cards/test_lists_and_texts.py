"""Lists, the help, and the text for somebody who is not in Slack."""

from typing import Any

import pytest

from bot.interviews.model import Kind, Side, Status
from bot.interviews.ports.book import Page
from bot.slack.cards import Message, help_card, listing, recruiter_text, text_to_send, words_for
from bot.slack.presses import Press, Pressed, press_of


def a_list(world: Any, reader: Any, kepts: Any, total: Any = None, more: Any = None) -> Message:
    words = words_for(reader, world.setting)
    page = Page(interviews=tuple(kepts), total=len(kepts) if total is None else total)
    return listing(page, reader, words, world.now, world.setting, "Today", more=more)


def test_a_list_has_a_line_and_a_button_for_each_interview(world: Any, shown: Any) -> None:
    kepts = [world.interview(id=number) for number in (27, 28)]
    seen = shown(a_list(world, world.sam, kepts))
    assert "Ana Ruiz with Pat Lee\nvideo call · Waiting for answers · #27" in seen.words
    opening = [name for name in seen.press_ids if press_of(name) is Press.OPEN]
    assert opening == ["open:27", "open:28"]
    assert Pressed.unpacked(seen.values[0]).interview_id in {27, 28}
    assert seen.problems == []


def test_a_long_list_stops_at_twenty_and_says_how_many_are_left(world: Any, shown: Any) -> None:
    kepts = [world.interview(id=number) for number in range(1, 26)]
    seen = shown(a_list(world, world.sam, kepts, total=40, more="2"))
    assert seen.buttons.count("Open") == 20
    assert "And 20 more." in seen.words
    assert "Show more" in seen.buttons
    assert seen.problems == []


@pytest.mark.parametrize(
    ("reader", "next_step", "buttons"),
    [
        ("sam", "Book an interview with New.", ["New", "Today", "Needs an answer", "Settings"]),
        (
            "ana",
            "you will hear of it in a message from me",
            ["Today", "Needs an answer", "Settings"],
        ),
    ],
)
def test_an_empty_list_says_what_to_do_next(
    world: Any, shown: Any, reader: Any, next_step: Any, buttons: Any
) -> None:
    seen = shown(a_list(world, getattr(world, reader), []))
    assert next_step in seen.words
    assert seen.buttons == buttons


def test_the_help_shows_what_to_type_and_what_it_does(world: Any, shown: Any) -> None:
    words = words_for(world.sam, world.setting)
    topics = [(("27 move fri 4pm",), "moves it"), (("",), "your next five"), (("a", "b"), "both")]
    seen = shown(help_card(words, "/interview", {"Chapter": topics}))
    assert "`/interview 27 move fri 4pm`: moves it" in seen.words
    assert "`/interview`: your next five" in seen.words
    assert "both\n`/interview a`\n`/interview b`" in seen.words
    assert "What you can do with /interview" in seen.text
    assert seen.problems == []


def test_the_longest_help_fits_into_one_message(world: Any, shown: Any) -> None:
    words = words_for(world.sam, world.setting)
    topics = [((f"topic {number} " + "x" * 200,), "does it") for number in range(120)]
    assert shown(help_card(words, "/interview", {"Chapter": topics})).problems == []


def test_the_text_to_send_is_in_the_time_zone_of_whoever_gets_it(world: Any) -> None:
    assert recruiter_text(world.interview(), Side.INTERVIEWEE, world.setting) == (
        "Hello Ana,\n"
        "Sam from Acme has arranged a video interview for you with Pat Lee.\n"
        "When: Fri 27 Nov 2026, 15:00\u201315:45 Madrid (video call)\n"
        "Where: https://meet.example.com/abc?a=1&b=2\n"
        "Please answer and say whether that suits you."
    )


def test_the_text_to_send_says_when_it_is_off(world: Any) -> None:
    text = recruiter_text(world.interview(Status.CANCELLED), Side.INTERVIEWEE, world.setting)
    assert text.startswith("Hello Ana, your interview with Acme on Fri 27 Nov 2026")
    assert "is off" in text


def test_the_text_to_send_can_be_copied_as_it_is(world: Any, shown: Any) -> None:
    words = words_for(world.sam, world.setting)
    kept = world.interview(kind=Kind.IN_PERSON, location="<b> & ``` _x_")
    message = text_to_send(kept, Side.INTERVIEWEE, words, world.setting)
    box = message.blocks[1]["elements"][0]["elements"][0]
    assert "Where: <b> & ``` _x_" in box["text"]
    assert shown(message).problems == []
