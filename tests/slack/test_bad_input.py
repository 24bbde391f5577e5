"""Whatever is typed into a line or a form: it gets its sentence, and nothing comes of it."""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.slow

NO_SUCH = "There is no interview #{} that you can see."
UNKNOWN = "I don't know this person."
UNREADABLE = "There are characters in it that cannot be shown."
PAST = "has already passed"
REFERENCE = re.compile(r"quote ([0-9a-f]{8}) to whoever runs this bot")
LONG = "x" * 5_000
HOSTILE = "<script>alert(1)</script> <!channel> <@U0PAT> & *bold*"


def said_to(person: Any, line: str) -> str:
    """Type a line, and give what is answered: a message, or a form, which is closed again."""
    person.types(f"/interview {line}")
    form = person.view()
    if form:
        person.closes()
    return str(form or person.last())


def answer(response: Any) -> str:
    assert response.status_code == 200
    return str(response.json()) if response.text else ""


def test_numbers_that_there_are_not(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    with nothing_comes_of_it(acme.ana, acme.pat):
        for deed in ("", " edit", " cancel", " accept", " decline", " move fri 4pm", " owner @sam"):
            assert NO_SUCH.format(999) in said_to(acme.sam, f"999{deed}")
        assert NO_SUCH.format(9_000_000_000) in said_to(acme.sam, "9000000000")
        for number in (0, 2**63, 10**30):
            assert f"I don't know “{number}”" in said_to(acme.sam, str(number))


def test_other_peoples_interviews(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    with nothing_comes_of_it(acme.ana, acme.pat, acme.sam):
        for deed in (
            "",
            " edit",
            " cancel",
            " accept",
            " withdraw",
            " propose fri 4pm",
            " at home",
        ):
            assert NO_SUCH.format(1) in said_to(acme.bob, f"1{deed}")
        assert "Ana" not in said_to(acme.bob, "list")
        assert "Pat" not in said_to(acme.bob, "@ana")


def test_times_in_the_past_and_ends_before_starts(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    with nothing_comes_of_it(acme.pat):
        for when in ("yesterday 3pm", "20 nov 2026 3pm", "today 8am"):
            assert "passed" in said_to(acme.sam, f"1 move {when}")
            assert "passed" in said_to(acme.sam, f"@bob with @lee {when} video")
            assert "passed" in said_to(acme.ana, f"1 propose {when}")
        assert "It would end before it starts." in said_to(acme.sam, "1 move fri 4pm-3pm")
        assert "It would end before it starts." in said_to(acme.sam, "@bob with @lee fri 4pm-3pm")
        assert "0m" in said_to(acme.sam, "1 for 0m")
        acme.sam.types("/interview 1 edit")
        acme.sam.fills({"Day": "2026-11-20"})
        assert PAST in acme.sam.submits()["start_at"]
        acme.ana.types("/interview 1 propose")
        acme.ana.fills({"Day": "2026-11-20"})
        assert PAST in acme.ana.submits()["start_at"]


def test_missing_people(acme: Any, nothing_comes_of_it: Any) -> None:
    with nothing_comes_of_it(acme.ana, acme.pat):
        for line in (
            "with @pat fri 3pm video",
            "@ana fri 3pm video",
            "@ana with @zoe fri 3pm video",
        ):
            assert "== New interview ==" in said_to(acme.sam, line)
        acme.sam.types("/interview with @pat fri 3pm video")
        assert list(acme.sam.submits()) == ["interviewee_id"]
        nobody = {"selected_option": None}
        sent = acme.wire.submits(acme.sam, acme.sam, interviewee_id=nobody)
        assert "This is needed. Please fill it in." in answer(sent)


def test_bots_strangers_and_people_who_have_left(acme: Any, nothing_comes_of_it: Any) -> None:
    bot = acme.sam.state()["app"]["bot_user_id"]
    acme.driver.changes_member(acme.lee.id, deleted=True)
    with nothing_comes_of_it(acme.ana, acme.pat):
        for who, sentence in (
            ("<@USLACKBOT|slackbot>", "Slackbot is a bot. Please pick a person."),
            (f"<@{bot}|bot>", "is a bot. Please pick a person."),
            ("<@U0LEE|lee>", "Lee Okafor is no longer active here"),
            ("<@U0NOBODY|nobody>", UNKNOWN),
        ):
            for line in (f"{who} with <@U0PAT|pat>", f"<@U0ANA|ana> with {who}"):
                sent = acme.wire.types(acme.sam, f"{line} fri 3pm video")
                assert sentence in answer(sent)


def test_the_same_person_twice(acme: Any, nothing_comes_of_it: Any) -> None:
    with nothing_comes_of_it(acme.ana, acme.pat):
        same = "Ana Ruiz can't interview themselves."
        assert same in said_to(acme.sam, "@ana with @ana fri 3pm video")
        acme.sam.types("/interview @ana with @pat fri 3pm")
        acme.sam.fills({"Who interviews?": "Ana Ruiz", "Kind": "Video call"})
        assert same in acme.sam.submits()["interviewer_id"]


def test_five_thousand_characters_anywhere(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    too_long = "The place can have 2000 characters at most."
    text = {"value": LONG}
    with nothing_comes_of_it(acme.ana):
        assert "I know nobody called xxx" in said_to(acme.sam, LONG)
        assert "“xxx" in said_to(acme.sam, f"1 {LONG}")
        assert "“xxx" in said_to(acme.sam, f"1 move {LONG}")
        assert too_long in said_to(acme.sam, f"1 at {LONG}")
        assert too_long in said_to(acme.sam, f"1 at https://meet.example.com/{LONG}")
        assert "The reason can have 2000" in said_to(acme.sam, f"1 cancel {LONG}")
        assert "xxx" in said_to(acme.sam, f"@{LONG} with @pat fri 3pm video")
        acme.sam.types("/interview 1 edit")
        assert too_long in answer(acme.wire.submits(acme.sam, acme.sam, location=text))
        acme.sam.closes()
        acme.pat.types("/interview 1")
        acme.pat.presses("Can't make it")
        sent = acme.wire.submits(acme.pat, acme.pat, reason=text)
        assert "The reason can have 2000" in answer(sent)


def test_half_a_character_through_each_way_in(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    half = chr(0xD83D)  # JSON may carry it as an escape, and UTF-8 as bytes that are no character
    with nothing_comes_of_it(acme.ana, acme.pat):
        acme.sam.types("/interview 1 edit")
        place = {"value": f"Room {half}"}
        assert UNREADABLE in answer(acme.wire.submits(acme.sam, acme.sam, location=place))
        view = acme.sam.state()["views"][-1]
        asked = {"view": view, "action_id": "who", "block_id": "interviewee_id", "value": half}
        assert acme.wire._interacts("block_suggestion", acme.sam, asked).status_code == 200
        acme.sam.closes()
        for line in ("", "1 at ", "1 cancel ", "list ", '"'):
            form = urlencode({
                "command": "/interview", "user_id": acme.sam.id, "team_id": "T0ACME",
                "channel_id": "D0SAM", "trigger_id": "1.1", "response_url": acme.url, "text": line,
            })  # fmt: skip
            said = acme.wire.sends(f"{form}%ED%A0%BD")
            assert said.status_code == 200
            assert said.json()["blocks"]
        acme.sam.types("/interview 1")
        pressed = acme.wire.presses(acme.sam, "Edit", acme.sam, value=half)
        assert pressed.status_code == 200


def test_control_characters_and_nul(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    with nothing_comes_of_it(acme.ana, acme.pat):
        for bad in ("\0", "\x07", "\x1b"):
            assert UNREADABLE in said_to(acme.sam, f"1 at Room {bad} 5")
            assert UNREADABLE in said_to(acme.sam, f"1 cancel ill {bad} today")
            assert UNREADABLE in said_to(
                acme.sam, f'for "K{bad}m <k@x.com>" with @pat fri 5pm phone'
            )
            text = {"value": f"Room {bad}"}
            acme.sam.types("/interview 1 edit")
            assert UNREADABLE in answer(acme.wire.submits(acme.sam, acme.sam, location=text))
            acme.sam.closes()
            said_to(acme.sam, f"{bad}")
            said_to(acme.sam, f"1 move {bad}")
            said_to(acme.sam, f"1 {bad} cancel")


def marked(value: Any) -> Iterator[str]:
    """Give every text in which Slack would read marks: notifications, and mrkdwn."""
    if isinstance(value, dict):
        if value.get("type") in {"user", "usergroup", "broadcast", "link"}:
            yield f"<a mark: {value}>"
        if value.get("type") != "plain_text" and isinstance(value.get("text"), str):
            yield value["text"]
        for each in value.values():
            yield from marked(each)
    if isinstance(value, list):
        for each in value:
            yield from marked(each)


def test_markup_is_stored_as_typed_and_shown_harmlessly(acme: Any) -> None:
    acme.books()
    place, reason, name = f"Room {HOSTILE}", f"because {HOSTILE}", f"Ana {HOSTILE}"
    acme.driver.changes_member("U0ANA", real_name=name)
    assert "Book this interview?" in said_to(acme.sam, "@bob with @lee fri 5pm at <!channel> video")
    acme.sam.types("/interview 1 edit")
    acme.sam.fills({"Kind": "In person", "Address or room": place})
    assert acme.sam.submits() == {}
    acme.settle()
    assert acme.kept(1).interview.location == place
    assert acme.kept(1).interview.interviewee.driver.title == name
    for line in ("1", "@ana", "list", f"{HOSTILE}", f"1 {HOSTILE}", f"1 at {HOSTILE}"):
        said_to(acme.sam, line)
    acme.pat.types("/interview 1")
    acme.pat.presses("Can't make it")
    acme.pat.fills({"Why?": reason})
    assert acme.pat.submits() == {}
    acme.settle()
    acme.sam.types(f"/interview 1 cancel {reason}")
    acme.sam.presses("Cancel interview")
    acme.settle()
    assert acme.kept(1).reason == reason
    texts = [
        text
        for person in (acme.sam, acme.pat, acme.ana)
        for message in person.messages()
        for text in marked({"text": message["text"], "blocks": message["blocks"]})
    ]
    assert any("&lt;!channel&gt;" in text for text in texts)
    for text in texts:
        assert not re.search(r"<(!(?!date)|@|#|script|a mark)", text)


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("how", ["line", "button", "form"])
def test_what_nobody_foresaw_has_a_reference_that_is_in_the_log(
    acme: Any, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    acme.books()
    acme.sam.types("/interview 1")
    if how == "form":
        acme.sam.presses("Cancel interview")
    with closing(sqlite3.connect(acme.house.book._writing._engine.url.database)) as book:
        book.execute("ALTER TABLE history RENAME TO lost")
        book.execute("ALTER TABLE drafts RENAME TO lost_too")
    with caplog.at_level(logging.ERROR):
        if how == "line":
            acme.sam.types("/interview 1 cancel")
        elif how == "button":
            acme.sam.presses("Record Ana's yes")
        else:
            acme.sam.submits()
    found = REFERENCE.search(acme.sam.sees())
    assert found
    logged = [record for record in caplog.records if record.message == "unexpected_error"]
    assert [vars(record)["reference"] for record in logged] == [found[1]]
    assert logged[0].exc_info
    assert "no such table" in str(logged[0].exc_info[1])
    assert "Ana" not in str(logged[0].exc_info[1])
    assert acme.kept(1).version == 1


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_form_in_which_something_moves_shows_the_reference_of_what_went_wrong(
    acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    acme.books()
    acme.sam.types("/interview 1 edit")
    with closing(sqlite3.connect(acme.house.book._writing._engine.url.database)) as book:
        book.execute("ALTER TABLE applications RENAME TO lost")
    acme.sam.chooses("Kind", "Phone call")
    found = REFERENCE.search(acme.sam.view())
    assert found
    assert acme.sam.options("Who is interviewed?", "ana") == []
    logged = [record for record in caplog.records if record.message == "unexpected_error"]
    assert vars(logged[0])["reference"] == found[1]
    assert len(logged) == 2


def test_whoever_is_no_recruiter_looks_nobody_up(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    acme.sam.types("/interview recruiter @pat")
    acme.pat.types("/interview new")
    acme.sam.types("/interview recruiter @pat remove")
    with nothing_comes_of_it(acme.sam, acme.ana):
        assert acme.pat.options("Who is interviewed?", "a") == []
        acme.pat.chooses("Kind", "Phone call")
