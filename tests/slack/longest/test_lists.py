"""Lists at their longest: a hundred interviews, paged through to the end."""

import re
from datetime import timedelta
from typing import Any

from bot.interviews.model import Kind
from bot.interviews.ports.book import Page
from bot.playground.looking import reader_of
from bot.playground.rendering import message_text
from bot.slack.cards import listing

HUNDRED = 100


def test_a_page_of_the_longest_lines(longest: Any, fits: Any) -> None:
    page = Page(interviews=(longest.kept(),) * HUNDRED, total=HUNDRED)
    name = longest.sort.name
    for reader in longest.readers.values():
        for heading in (
            "Today's interviews",
            longest.words(reader).say("list.of_person", person=name),
        ):
            message = listing(page, *longest.given(None, reader)[1:], heading, more="x" * 2000)
            assert len(message.blocks) <= 50
            fits.message(message.__class__(message.text, _told_apart(message.blocks)))


def _told_apart(blocks: list[Any]) -> list[Any]:
    """The page above holds one interview many times, which a real one never does."""
    return [
        block | {"accessory": block["accessory"] | {"action_id": f"open:{number}"}}
        if "accessory" in block
        else block
        for number, block in enumerate(blocks)
    ]


def add_up_to_a_hundred(acme: Any) -> None:
    """Ana has a hundred interviews with Pat, one after the other, at the longest places."""
    acme.books()
    first = acme.kept(1)
    with acme.house.book.write() as pages:
        for number in range(1, HUNDRED):
            start = first.interview.start_at + timedelta(hours=number)
            times = {"start_at": start, "end_at": start + timedelta(minutes=30)}
            fields = times | {"id": 0, "kind": Kind.IN_PERSON, "location": "&" * 2000}
            pages.add_interview(first.but(interview=first.interview.but(**fields)))


def newest_list(person: Any) -> Any:
    """Give the newest list that somebody sees; cards that come meanwhile are none."""
    return [each for each in person.messages() if each["ephemeral"]][-1]


def shown_in_lists(person: Any) -> str:
    return message_text(newest_list(person), reader_of(person.state()))


def test_a_hundred_interviews_are_paged_through_to_the_end(acme: Any) -> None:
    add_up_to_a_hundred(acme)
    for person, line, heading, each in (
        (acme.sam, "list", "Coming interviews", 20),
        (acme.sam, "@ana", "Ana Ruiz's coming interviews", 20),
        (acme.ana, "", "Your next interviews", 5),
    ):
        person.types(f"/interview {line}")
        seen: list[str] = []
        for rest in range(HUNDRED - each, -1, -each):
            shown = shown_in_lists(person)
            assert heading in shown
            seen += re.findall(r"#(\d+)", shown)
            assert (f"And {rest} more." in shown) is (rest > 0)
            assert ("[Show more]" in shown) is (rest > 0)
            assert "Ruiz" not in newest_list(person)["text"]  # on lock screens
            if rest:
                person.presses("Show more")
        assert sorted(map(int, seen)) == list(range(1, HUNDRED + 1))
    acme.sam.types("/interview list 28 nov")
    acme.sam.presses("Show more")
    assert "Interviews on Sat 28 Nov 2026" in shown_in_lists(acme.sam)
