"""Somebody is forgotten: it is said what there is, asked once, and then nothing is left."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.playground.looking import messages_in

pytestmark = pytest.mark.slow

BOT = "U0BOT"
OVER = "2026-11-28 12:00"
PLACE = "https://meet.example.com/canary-place"
OF_ANA = ("canary", "Ana", "Ruiz", "ana@example.com", "U0ANA", "D0ANA")


@pytest.fixture
def interviewed(play: Any) -> Any:
    """Ana was interviewed by Pat, who said how it was; she has written to the bot, and looked."""
    several = ("@bob with @lee wed 3pm 30m phone", f"@ana with @pat fri 3pm 45m video at {PLACE}")
    play.acme.sam.types("\n".join(("/interview several", *several)))
    play.acme.sam.submits()
    play.acme.sam.submits()
    play.acme.sam.closes(everything=True)
    play.acme.settle()
    play(f"""
        clock: upcoming
        sam | #2 · Ana with Pat
        ana: [I'll be there]
        sam: 2 move +30m
        sam: [Move]
        ana: [Another time]
        ana: When = thu 11:00
        ana: [Propose]
        pat: [Keep the old one]
        pat: [Can't make it]
        pat: Why? = canary-reason
        pat: [Send]
        lee: [Yes, I'll take it]
        clock: {OVER}
        lee: 2 feedback
        lee: Would you go ahead with this person? = Yes
        lee: Notes = canary-notes
        lee: For recruiters only = canary-private
        lee: [Send]
    """)
    play("ana: 2 ics")
    for person in (play.acme.ana, play.acme.sam):
        person.home()
    play.acme.ana.types("canary-written: when is it?", "D0ANA")
    invitation = messages_in(play.acme.ana.state(), "D0ANA")[0]
    play.acme.ana.types("canary-below: is it?", "D0ANA", thread_ts=invitation["ts"])
    return play


def lasting(person: Any) -> str:
    """Give what somebody still finds in Slack of what the bot wrote, their Home included.

    Answers to a line that they alone see are gone when Slack is opened anew.
    """
    state = person.state()
    found = [message for message in messages_in(state) if not message["ephemeral"]]
    written = [message for message in found if message["user"] == BOT]
    return json.dumps([written, state["home"]], ensure_ascii=False)


def in_the_file(play: Any) -> bytes:
    """Give everything that lies in the database's files."""
    file = Path(play.acme.house.settings.database_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def test_what_there_is_is_said_first_and_all_three_see_what_is_left(interviewed: Any) -> None:
    interviewed("""
        sam: forget @ana
        sam | Forget Ana Ruiz for good? This is what there is: 1 interview
        sam | 1 piece of feedback on them
        sam | The first of these interviews was on Fri 27 Nov 2026
        sam | This can't be undone.
        sam: [Forget them for good]
        sam | Forgotten: 1 interview and 1 piece of feedback.
        sam ! Ana
        lee ~ Somebody who was forgotten
        lee: 2
        lee | Somebody who was forgotten
        lee ! Ana
        sam: 2 history
        sam | Sam Rivera had somebody in it forgotten
        sam: 2 why
        sam | Somebody who was forgotten
        sam: forget @ana
        sam | I know nobody called
    """)
    interviewed.acme.erase()
    assert not interviewed.acme.demo.playground.workspace.shelf.files
    found = messages_in(interviewed.acme.ana.state())
    assert not [m for m in found if m["user"] == BOT and not m["ephemeral"]]


def test_not_a_word_of_somebody_forgotten_is_left_anywhere(interviewed: Any) -> None:
    acme = interviewed.acme
    for word in OF_ANA:
        assert word.encode() in in_the_file(interviewed)
    assert "canary-private" in lasting(acme.lee)
    interviewed("""
        sam: forget @ana
        sam: [Forget them for good]
    """)
    interviewed.acme.erase()
    for person in (acme.sam, acme.pat, acme.lee, acme.ana):
        found = [word for word in OF_ANA if word in lasting(person)]
        assert not found, lasting(person)
    found = [word for word in OF_ANA if word.encode() in in_the_file(interviewed)]
    assert not found


def test_while_slack_is_away_nothing_is_lost(interviewed: Any) -> None:
    acme = interviewed.acme
    interviewed("""
        sam: forget @ana
        slack: chat.delete 2
        slack: chat.update 3
        slack: views.publish 2
        sam: [Forget them for good]
        sam | Forgotten: 1 interview
    """)
    assert "canary-private" in lasting(acme.lee)
    interviewed.acme.erase()
    assert not [word for word in OF_ANA if word in lasting(acme.lee) + lasting(acme.ana)]


def test_the_api_answers_as_before_without_the_name(interviewed: Any) -> None:
    acme = interviewed.acme
    before = acme.calls(acme.sam, "GET", "/interviews/2").json()["interview"]
    interviewed("""
        sam: forget @ana
        sam: [Forget them for good]
    """)
    after = acme.calls(acme.sam, "GET", "/interviews/2").json()["interview"]
    assert before["interviewee"]["driver"]["title"] == "Ana Ruiz"
    driver = before["interviewee"]["driver"] | {"title": "Somebody who was forgotten"}
    interviewee = before["interviewee"] | {"driver": driver}
    assert after == before | {"interviewee": interviewee, "location": None}
    assert list(after) == list(before)


def test_who_is_still_to_be_interviewed_is_not_forgotten_and_nothing_is_lost(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        clock: 2026-11-27 13:55
        sam: forget @ana
        sam | Ana Ruiz has interview #1 on Fri 27 Nov 2026, 15:00 (Madrid time), so nothing was
        sam | Ana has not answered yet
        sam | [Cancel interview]
        sam: forget @sam
        sam | You can't have yourself forgotten
        pat: forget @ana
        pat | Only recruiters can
        ana: 1
        ana | Your interview with
        sam: forget
        sam | Who? For example:
        bob: "hello"
        sam: forget @bob
        sam | Forget Bob Silva for good? There is no interview, message or feedback of theirs
        sam: forget @ana @pat
        sam | These are more people than that takes: @ana, @pat. Who is meant?
        sam: forgett @ana
        sam ! Forget them
    """)


def test_asked_twice_and_pressed_twice_it_is_done_once(interviewed: Any) -> None:
    sam = interviewed.acme.sam
    interviewed("sam: forget @ana")
    (asked,) = [m for m in sam.messages() if "Forget Ana" in m["text"]]
    interviewed("""
        sam: forget @ana
        sam: [Forget them for good]
        sam | Forgotten: 1 interview
    """)
    sam.presses("Forget them for good", asked)
    assert "They were forgotten already, so there was nothing left to do." in sam.sees()
    assert "Forget Ana Ruiz" not in sam.sees()


def test_who_asks_to_be_forgotten_is_passed_on_once_with_a_button_that_goes_on(play: Any) -> None:
    play("""
        ana: forget me
        ana | To be forgotten, please ask one of the recruiters: Sam Rivera.
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        ana: "forget me"
        ana + I have told Sam Rivera that you would like to be forgotten. The answer will come here.
        sam + Ana Ruiz has written to me, and I'm passing it on to you:
        sam + forget me
        sam + [Answer] [Forget Ana …]
        ana: forget <@U0ANA>
        sam -
        pat: forget me
        sam + [Answer] [Forget Pat …]
        sam: forget me
        sam | You can't have yourself forgotten. Please ask another recruiter.
        clock: 2026-11-28 12:00
        sam: [Forget Ana …]
        sam | Forget Ana Ruiz for good?
        sam | [Forget them for good]
    """)
