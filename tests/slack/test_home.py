"""The App Home: for a recruiter, an interviewer, an interviewee, and somebody never seen before."""

import json
import time
from typing import Any

import pytest

pytestmark = pytest.mark.slow


def waits_for(person: Any, words: str, *, seconds: float = 20) -> None:
    """Wait until somebody's open Home shows these words, without opening it again."""
    until = time.monotonic() + seconds
    while words not in (shown := json.dumps(person.state()["home"], ensure_ascii=False)):
        assert time.monotonic() < until, shown


def answered(acme: Any, interview_id: int) -> None:
    """Have it noted that both said yes."""
    kept = acme.kept(interview_id)
    for person in (kept.interviewee_person, kept.interviewer_person):
        acme.sam.types(f"/interview {interview_id} accept for {person.first_name}")


def test_somebody_new_is_told_what_the_bot_is_and_who_books(acme: Any) -> None:
    acme.books()
    home = acme.bob.home()
    assert "Interviews at Acme" in home
    assert "when one is arranged with you, I tell you in a message" in home
    assert "Only recruiters can book an interview. Please ask one of them: Sam Rivera." in home
    assert "You don't need to type anything" in home
    assert "[Settings]" in home
    assert "Today" not in home
    assert "[New]" not in home


def test_a_recruiter_with_nothing_yet_is_invited_to_book(acme: Any) -> None:
    home = acme.sam.home()
    assert "[New] [Settings]" in home
    assert "/interview @ana with @pat fri 3pm 45m video" in home
    assert "Everybody has answered." in home
    acme.sam.presses("New", in_="home")
    assert "New interview" in acme.sam.view()


def test_whose_answer_is_waited_for_answers_on_the_home_itself(acme: Any) -> None:
    acme.books()
    home = acme.ana.home()
    assert "*Needs my answer*" in home
    assert "[I'll be there] [Another time] [I can't come]" in home
    acme.ana.presses("I'll be there", in_="home")
    assert "Nothing waits for you." in acme.ana.home()
    acme.settle()
    assert acme.kept(1).interviewee_answer is not None
    assert "*Needs my answer*" in acme.pat.home()
    assert "[I'll be there] [Another time] [Can't make it]" in acme.pat.home()


def test_today_and_the_rest_of_the_week_are_by_the_readers_clock(acme: Any) -> None:
    acme.books("@ana with @pat today 11:30pm video")  # tomorrow morning nowhere but in Berlin
    acme.books("@bob with @lee wed 3pm phone")
    for interview_id in (1, 2):
        answered(acme, interview_id)
    today, week = acme.sam.home().split("*This week*")
    assert "Ana Ruiz with Pat Chen" in today.split("*Today*")[1]
    assert "Bob Silva with Lee Okafor" in week
    assert "Ana Ruiz" not in week
    assert "Nothing today." in acme.lee.home()
    acme.turn_clock(to="2026-11-25T10:00:00Z")
    assert "Bob Silva" in acme.lee.home().split("*Today*")[1]


def test_what_is_opened_from_the_home_is_shown_over_it_and_can_be_acted_upon(acme: Any) -> None:
    acme.books()
    acme.sam.home()
    acme.sam.presses("Open", in_="home")
    assert "*Ana Ruiz* is interviewed by *Pat Chen*" in acme.sam.view()
    acme.sam.presses("Record Ana's yes", in_="view")
    assert "Ana said yes" in acme.sam.view()
    acme.sam.presses("Edit", in_="view")
    acme.sam.chooses("Time", "16:00", "view")
    assert acme.sam.submits() == {}
    assert acme.sam.view() == ""
    assert "4:00 PM" in acme.sam.home()


def test_what_needs_an_answer_stands_there_alone_and_is_counted_where_it_belongs(acme: Any) -> None:
    acme.books("@ana with @pat today 3pm phone")
    acme.books("@ana with @lee today 5pm phone")
    answered(acme, 2)
    for home in (acme.sam.home(), acme.ana.home()):
        assert home.count("#1") == home.count("#2") == 1
        needs, today = home.split("*Today*")
        assert "#1" in needs
        assert "#2" in today.split("*This week*")[0]
        assert "1 needs an answer, see above." in today
        assert "Nothing today." not in today


def test_what_is_later_than_this_week_is_on_the_home_as_well(acme: Any) -> None:
    assert "*Later*" not in acme.sam.home()
    acme.books("@ana with @pat thu 3 dec 3pm phone")
    answered(acme, 1)
    later = acme.ana.home().split("*Later*")[1]
    assert "Thursday, December 3rd, 2:00 PM* · Pat Chen" in later
    assert "phone call · On · #1" in later


def test_whose_answer_is_waited_for_is_said_by_name(acme: Any) -> None:
    acme.books()
    assert "Waiting for answers" in acme.sam.home()
    acme.ana.presses("I'll be there")
    assert "video call · Pat has not answered yet · #1" in acme.sam.home()
    assert "video call · You have not answered yet · #1" in acme.pat.home()


def test_help_and_lists_come_over_the_home_and_lead_on_from_there(acme: Any) -> None:
    for hour in range(9, 16):
        acme.books(f"@ana with @pat wed {hour}:00 30m phone")
    home = acme.sam.home()
    assert home.count("[Open]") == 7  # five that wait, and the other two of this week
    assert home.count("[Show all 7]") == 1
    acme.sam.presses("Show all 7", in_="home")
    assert acme.sam.view().count("[Open]") == 7
    acme.sam.presses("Today", in_="view")
    assert "Today's interviews" in acme.sam.view()
    acme.sam.closes()
    acme.sam.presses("Help", in_="home")
    assert "What you can do with /interview" in acme.sam.view()


def test_an_open_home_follows_what_somebody_else_does(acme: Any) -> None:
    acme.books()
    assert "Needs my answer" in acme.ana.home()
    acme.sam.types("/interview 1 cancel")
    acme.sam.presses("Cancel interview")
    waits_for(acme.ana, "Nothing waits for you.")
    booking = {
        "kind": "phone_call", "start_at": "2026-11-25T10:00:00Z", "end_at": "2026-11-25T10:30:00Z",
        "interviewee_id": 1, "interviewer_id": acme.person(acme.pat).id,
    }  # fmt: skip
    booked = acme.calls(acme.sam, "POST", "/interviews", json.dumps({"interview": booking}))
    assert booked.is_success
    waits_for(acme.ana, "I'll be there")


def test_settings_are_one_button_away_and_shown(acme: Any) -> None:
    acme.sam.home()
    acme.sam.presses("Settings", in_="home")
    acme.sam.chooses("Quiet hours from", "08:00", "view")
    assert acme.sam.submits() == {}
    assert "Times in Madrid · no quiet hours" in acme.sam.home()


def test_a_button_that_grew_old_says_so_and_shows_the_present(acme: Any) -> None:
    acme.books()
    acme.ana.home()
    acme.driver.fails("views.publish", "broken", times=50)  # so that her Home stays as it was
    acme.sam.types("/interview 1 cancel")
    acme.sam.presses("Cancel interview")
    acme.ana.presses("I'll be there", in_="home")
    assert "Interview #1 has been cancelled" in acme.ana.view()
    assert "*Cancelled*" in acme.ana.view()
