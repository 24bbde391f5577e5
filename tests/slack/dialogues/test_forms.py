"""The form of an interview: filled in, put right, with new people, and in spite of a conflict."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOTH_WAYS = pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])


@BOTH_WAYS
def test_an_interview_is_booked_by_the_form(play: Any) -> None:
    play("""
        sam: new
        sam | == New interview ==
        sam | Who interviews?: <Sam Rivera>
        sam | Length: <30 minutes>
        sam | Link, number or address: <>
        sam: [Book]
        sam | ! Please complete this required field.
        sam: Who is interviewed? = Ana Ruiz
        sam: Who interviews? = Pat Chen
        sam: Day = 2026-11-27
        sam: Time = 15:00
        sam: Kind = Video call
        sam | Fri 27 Nov 2026, 15:00–15:30 Madrid (Ana: 14:00 London · Pat: 09:00 New York)
        sam | It is a video call, but there is no link yet.
        sam: Link = https://meet.example.com/x
        sam: [Book]
        ana + Sam from Acme has arranged a video interview for you with Pat Chen.
        ana + Video call · https://meet.example.com/x
        pat + you meet Ana Ruiz
        sam + Booked: Ana Ruiz is interviewed by Pat Chen.
    """)


def test_an_error_stands_under_its_field_until_it_is_put_right(play: Any) -> None:
    play("""
        sam: @ana with @pat video
        sam: Day = 2026-11-20
        sam: Time = 15:00
        sam: [Book]
        sam | Day: <2026-11-20>\n
        sam | ! Fri 20 Nov 2026, 15:00 (Madrid time) has already passed.
        ana .
        sam: Day = 2026-11-27
        sam: Who interviews? = Ana Ruiz
        sam: [Book]
        sam | ! Ana Ruiz can't interview themselves. Please pick two different people.
        ana .
        sam: Who interviews? = Pat Chen
        sam: [Book]
        ana + Sam from Acme has arranged
        sam ! ==
    """)


def test_the_kind_changes_the_label_of_the_place_and_keeps_what_was_typed(play: Any) -> None:
    play("""
        sam: new
        sam: Kind = Video call
        sam | Link: <>
        sam: Kind = Phone call
        sam | Phone number: <>
        sam: Phone number = +34 600 111 222
        sam: Kind = In person
        sam | Address or room: <+34 600 111 222>
    """)


@BOTH_WAYS
def test_people_are_searched_for_by_name_and_by_address(play: Any) -> None:
    play("sam: new")
    sam = play.acme.sam
    assert sam.options("Who is interviewed?", "ana") == ["Ana Ruiz", "New person “ana” …"]
    assert sam.options("Who interviews?", "chen")[0] == "Pat Chen"
    assert "Lee Okafor" in sam.options("Who interviews?", "lee@acme")
    assert "Bob Silva" in sam.options("Who interviews?", "")


@BOTH_WAYS
def test_a_new_person_is_added_on_the_way_and_filled_in(play: Any) -> None:
    play("""
        sam: new
        sam: Day = 2026-11-27
        sam: Time = 15:00
    """)
    offered = "New person “Zoe Park” …"
    play.acme.sam.chooses("Who is interviewed?", offered, query="Zoe Park")
    play("""
        sam | == New person ==
        sam | Full name: <Zoe Park>
        sam | It lets me recognise somebody who is in Slack.
        sam: E-mail address = zoe@example.org
        sam: [Add]
        sam | == New interview ==
        sam | Who is interviewed?: <Zoe Park>
        sam | Day: <2026-11-27>
        sam: Who interviews? = Pat Chen
        sam: Kind = Phone call
        sam | Zoe Park is not in Slack, so I can't tell them.
        sam: [Book]
        pat + you meet Zoe Park
        sam + [Record Zoe's yes] [Text for Zoe]
    """)


def test_a_new_person_with_the_address_of_a_colleague_is_that_colleague(play: Any) -> None:
    play("sam: new")
    play.acme.sam.chooses("Who is interviewed?", "New person “Robert” …", query="Robert")
    play("""
        sam: E-mail address = bob@example.com
        sam: [Add]
        sam: Day = 2026-11-27
        sam: Time = 15:00
        sam: Kind = Phone call
        sam: [Book]
        bob + Sam from Acme has arranged
    """)


def test_a_conflict_names_the_other_interview_and_can_be_booked_anyway(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        sam: @bob with @pat video
        sam: Day = 2026-11-27
        sam: Time = 15:30
        sam: [Book]
        sam | Pat Chen already has interview #1 then: Fri 27 Nov 2026, 15:00 (Madrid time),
        sam | Two interviews at the same time?: ( ) Book anyway
        sam | Who is interviewed?: <Bob Silva>
        bob .
        sam: Two interviews at the same time? = Book anyway
        sam: [Book]
        bob + Sam from Acme has arranged
    """)


def test_a_conflict_offers_the_three_nearest_times_and_a_button_puts_one_in(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 4pm 45m video
        sam: [Book]
        sam: new
        sam: Who is interviewed? = Bob Silva
        sam: Who interviews? = Pat Chen
        sam: Day = 2026-11-27
        sam: Time = 16:30
        sam: Kind = Video call
        sam: [Book]
        sam | Pat Chen already has interview #1 then
        sam | Nearest times with no other interview then:
        sam | [Fri 27 Nov 2026, 15:30–16:00 Madrid] [Fri 27 Nov 2026, 17:00–17:30 Madrid]
        sam | [Fri 27 Nov 2026, 17:30–18:00 Madrid]
        sam ! free
        sam: [Fri 27 Nov 2026, 17:00–17:30 Madrid]
        sam | Time: <17:00>
        sam ! already has interview
        sam ! Book anyway
        sam: [Book]
        bob + 13:00 (S
    """)


def test_an_interview_moved_by_its_form_onto_another_is_offered_others(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 4pm 45m video
        sam: [Book]
        sam: @bob with @pat fri 5pm 30m video
        sam: [Book]
        sam: 2 edit
        sam: Time = 16:30
        sam: [Save]
        sam | Nearest times with no other interview then:
        sam | [Fri 27 Nov 2026, 15:30–16:00 Madrid]
        sam: [Fri 27 Nov 2026, 15:30–16:00 Madrid]
        sam: [Save]
        bob + Sam Rivera has moved your interview.
    """)


def test_a_conflict_goes_away_with_another_time(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        sam: @bob with @pat video
        sam: Day = 2026-11-27
        sam: Time = 15:30
        sam: [Book]
        sam: Time = 16:00
        sam: [Book]
        bob + Sam from Acme has arranged
    """)


def test_an_interview_is_changed_by_its_form(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        sam: 1 edit
        sam | == Interview #1 ==\n
        sam | Day: <2026-11-27>
        sam: Time = 16:00
        sam: Length = 1 hour
        sam: Who interviews? = Lee Okafor
        sam: [Save]
        ana + 3:00 PM–4:00 PM
        ana + ~Pat Chen~ → *Lee Okafor*
        lee + you meet Ana Ruiz
        pat + you no longer need to come
    """)


def test_a_form_that_changes_nothing_tells_nobody(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        sam: [Edit]
        sam: [Save]
        ana .
        pat .
    """)
