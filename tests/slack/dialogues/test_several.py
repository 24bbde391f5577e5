"""Several bookings at once: a line each, one table, and nothing booked twice."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from bot.slack.several import book_several
from bot.slack.several_undone import undo_several

pytestmark = pytest.mark.slow

LINES = "One interview per line"
THREE = (
    "@ana with @pat fri 3pm 45m video at https://meet.example.com/a",
    "@bob with @lee fri 3pm phone",
    "@bob with @lee fri 4pm phone",
)


def reads(person: Any, *lines: str) -> str:
    """Open the form and send these lines; give what stands in the window then."""
    person.types("/interview several")
    return sends(person, *lines)


def sends(person: Any, *lines: str) -> str:
    person.chooses(LINES, "\n".join(lines))
    assert person.submits() == {}
    return str(person.view())


def booked(acme: Any) -> list[str]:
    rows = acme.stored()["interviews"]
    return sorted(str(acme.kept(row[0]).interview.start_at) for row in rows)


def test_the_form_for_a_new_interview_leads_to_several(play: Any) -> None:
    play("""
        sam: new
        sam | [Several at once]
        sam: [Several at once]
        sam | == Several interviews ==
        sam | One interview per line: <>
        sam | As after the command: “@ana with @pat fri 3pm 45m video”.
        pat: several
        pat | Only recruiters can book an interview.
    """)


def test_all_lines_are_read_back_before_anything_is_booked(acme: Any) -> None:
    table = reads(acme.sam, *THREE)
    assert "*3 understood.*" in table
    assert "*1.* *Ana Ruiz* is interviewed by *Pat Chen*\nFri 27 Nov 2026, 15:00–15:45" in table
    assert "(Ana: 14:00 London · Pat: 09:00 New York)" in table
    assert "What is booked?" not in table
    assert booked(acme) == []
    acme.sam.submits()
    done = acme.sam.view()
    assert "3 interviews are booked.\n#1 · Ana Ruiz with Pat Chen · Fri 27 Nov 2026" in done
    acme.settle()
    assert "Sam from Acme has arranged" in acme.ana.sees()
    assert len(booked(acme)) == 3


def test_what_is_doubtful_says_why_and_can_be_left_out(acme: Any) -> None:
    acme.books("@ana with @pat fri 3pm 45m video at https://meet.example.com/x")
    table = reads(
        acme.sam,
        "@bob with @pat fri 3:30pm phone",
        "@bob with @lee thu 4pm phone",
        "@bob with @lee sat 10am phone",
        "@bob with @sam thu 4:15pm phone",
        "lunch",
        "@bob thu 5pm",
        "@ana with @lee thu 3 phone",
        "@ana with @lee thu 3pm banana phone",
        "@carol with @lee thu 3pm phone",
        "@bob with @lee yesterday 3pm phone",
        "@bob with @lee @pat thu 3pm phone",
    )
    for said in (
        "*1 understood, 3 doubtful, and 7 not understood.*",
        "*Doubtful:* Pat Chen already has interview #1 then",
        "Nearest times with no other interview then:\nFri 27 Nov 2026, 16:00–16:30 Madrid",
        "*Doubtful:* It falls on a weekend.",
        "*Doubtful:* Line 2 has Bob Silva at that time already.",
        "*5.* “lunch”\n*Not understood:* This does not book anything.",
        "Missing: who interviews (with @pat) and how (video, phone or in person).",
        "*Not understood:* What is “banana”?",
        "*Not understood:* What is “carol”?",
        "What I did not understand is not booked. To change it, go back.",
        "( ) All 4 of them ( ) 1, without the doubtful ones",
    ):
        assert said in table
    assert acme.sam.submits() == {"which": "Please complete this required field."}
    acme.sam.chooses("What is booked?", "1, without the doubtful ones")
    acme.sam.submits()
    assert "1 interview is booked.\n#2 · Bob Silva with Lee Okafor · Thu 26 Nov" in acme.sam.view()
    assert len(booked(acme)) == 2


def test_all_is_all_in_spite_of_doubts_and_marked_so(acme: Any) -> None:
    acme.books("@ana with @pat fri 3pm 45m video at https://meet.example.com/x")
    reads(acme.sam, "@bob with @pat fri 3:30pm phone", "@bob with @lee fri 3:45pm phone")
    acme.sam.chooses("What is booked?", "All 2 of them")
    acme.sam.submits()
    assert "2 interviews are booked." in acme.sam.view()
    assert [acme.kept(number).forced for number in (2, 3)] == [True, True]


def test_a_line_that_conflicts_can_take_one_of_the_nearest_times(acme: Any) -> None:
    acme.books("@ana with @pat fri 4pm 45m video at https://meet.example.com/x")
    reads(acme.sam, "@bob with @pat fri 4:30pm phone", "@ana with @lee fri 10am phone")
    acme.sam.chooses("Another time", "Fri 27 Nov 2026, 17:00–17:30 Madrid")
    acme.sam.chooses("What is booked?", "1, without the doubtful ones")
    acme.sam.submits()
    assert "2 interviews are booked." in acme.sam.view()
    assert (acme.kept(2).interview.start_at.hour, acme.kept(2).forced) == (16, False)


def test_nothing_is_booked_twice_however_often_it_is_sent(acme: Any) -> None:
    table = reads(acme.sam, *THREE)
    view = acme.sam.state()["views"][-1]
    acme.sam.submits()
    again = acme.wire._interacts("view_submission", acme.sam, {"view": view, "response_urls": []})
    assert "3 interviews are booked." in again.text
    assert len(booked(acme)) == 3
    acme.sam.closes()
    table = sends(acme.sam, *THREE, "@ana with @lee wed 5pm phone", THREE[0])
    assert "*1 understood, 1 doubtful, and 3 booked already.*" in table
    assert "*1.* #1 · Ana Ruiz with Pat Chen · Fri 27 Nov 2026, 15:00–15:45 Madrid" in table
    assert "Booked already, so it is not booked again." in table
    acme.sam.chooses("What is booked?", "1, without the doubtful ones")
    acme.sam.submits()
    assert "1 interview is booked.\n#4 · Ana Ruiz with Lee Okafor" in acme.sam.view()
    assert len(booked(acme)) == 4


def test_whoever_goes_back_finds_the_lines_as_they_typed_them(acme: Any) -> None:
    reads(acme.sam, THREE[0], "@bob with @lee next fri 3pm phone")
    assert "Fri 27 Nov 2026, 15:00 Madrid / Fri 4 Dec 2026, 15:00 Madrid" in acme.sam.view()
    acme.sam.closes()
    assert THREE[0] in acme.sam.view()
    assert "*2 understood.*" in sends(acme.sam, THREE[0], "@bob with @lee fri 3pm phone")
    assert booked(acme) == []


def test_what_somebody_took_meanwhile_is_said_and_the_rest_is_booked(acme: Any) -> None:
    reads(acme.sam, *THREE)
    acme.calls(acme.sam, "GET", "/interviews")
    view = acme.sam.state()["views"][-1]
    acme.sam.closes(everything=True)
    acme.books("@bob with @pat fri 4:15pm 1h video at https://meet.example.com/x")
    sent = acme.wire._interacts("view_submission", acme.sam, {"view": view, "response_urls": []})
    assert "2 interviews are booked." in sent.text
    assert "Line 3 is not booked. Bob Silva already has interview #1 then" in sent.text


def test_lines_typed_behind_the_command_or_to_the_bot_stand_in_the_form(acme: Any) -> None:
    acme.sam.types("/interview several\n@ana with @pat fri 3pm phone\n@bob with @lee fri 3pm phone")
    assert acme.sam.view().count("fri 3pm phone") == 2
    acme.sam.submits()
    assert "*2 understood.*" in acme.sam.view()
    acme.sam.closes(everything=True)
    acme.sam.types("several\n@ana with @pat fri 3pm phone")
    acme.sam.presses("Open form")
    acme.sam.submits()
    assert "*1 understood.*" in acme.sam.view()


@pytest.mark.parametrize("lines", [[], ["   ", ""], ["@ana with @pat fri 3pm"] * 51])
def test_no_lines_or_too_many_are_said_under_the_field(acme: Any, lines: list[str]) -> None:
    acme.sam.types("/interview several")
    acme.sam.chooses(LINES, "\n".join(lines) or None)
    assert acme.sam.submits()["lines"] in {
        "Please complete this required field.",
        "Please type at least one line, and at most 50.",
    }


def books(acme: Any, *lines: str) -> None:
    reads(acme.sam, *lines)
    acme.sam.submits()
    acme.sam.closes(everything=True)
    acme.settle()


def test_the_recruiter_hears_of_all_by_one_message_and_of_each_once_something_happens(
    play: Any,
) -> None:
    books(play.acme, *THREE)
    play("""
        clock: upcoming
        sam + You have booked these interviews:
        sam | #1 · Ana with Pat · Friday, November 27th, 2026, 3:00 PM
        sam | #3 · Bob with Lee
        sam ! Ruiz
        sam: keeps
        ana: [I'll be there]
        sam + Ana said yes
        pat: [I'll be there]
        sam -
        sam ~ Ana said yes · Pat said yes
        sam: kept [Open]
        sam | *Ana Ruiz* is interviewed by *Pat Chen*
        sam: 2 why
        sam | Sam Rivera: booked. Not told: another message said it as well.
    """)
    assert len([m for m in play.acme.sam.messages() if not m["ephemeral"]]) == 2


def test_one_alone_has_its_card_at_once(play: Any) -> None:
    books(play.acme, THREE[0])
    assert "[Undo]" in play.acme.sam.sees()


def test_what_is_taken_back_or_called_off_before_is_not_in_the_list(play: Any) -> None:
    books(play.acme, *THREE)
    play("""
        sam: 1 undo
        sam: [Undo]
        sam: 2 cancel
        sam: [Cancel interview]
        clock: upcoming
        sam + #3 · Bob with Lee
        sam ! #1 ·
        sam ! #2 ·
        ana -
    """)


class TestFifty:
    @pytest.fixture
    def pause(self) -> timedelta:
        return timedelta(seconds=15)

    def test_fifty_lines_fit_into_the_form_and_the_table(self, acme: Any) -> None:
        acme.books("@ana with @pat fri 3pm 3h video at https://meet.example.com/x")
        lines = [f"@bob with @pat fri 3:{minute:02}pm 30m phone" for minute in range(50)]
        assert "*50 doubtful.*" in reads(acme.sam, *lines)
        acme.sam.chooses("What is booked?", "All 50 of them")
        acme.sam.submits()
        assert "50 interviews are booked." in acme.sam.view()
        assert len(booked(acme)) == 51
        view = acme.sam.state()["views"][-1]
        acme.turn_clock(to="upcoming")
        acme.settle()
        assert acme.sam.messages()[-1]["blocks"][-1]["text"]["text"].startswith(
            "#51 · Bob with Pat"
        )
        acme.sam.presses("Undo", view)
        assert "#51 · Bob Silva with Pat Chen" in acme.sam.view()
        assert {acme.kept(number).is_live for number in range(2, 52)} == {False}


def test_what_there_was_no_time_for_waits_and_is_booked_later(acme: Any, desk: Any) -> None:
    reads(acme.sam, *THREE)
    view = acme.sam.state()["views"][-1]
    sam = desk.directory.actor(acme.sam.id)
    with somebody_waits(Patience(work=0), monotonic()):
        table = book_several(desk, sam, view)
    said = [block["text"]["text"] for block in table["blocks"]]
    assert said[0] == "0 interviews are booked."
    assert said[1].startswith("I ran out of time for the rest.")
    assert booked(acme) == []
    acme.sam.closes()
    assert "*3 understood.*" in sends(acme.sam, *THREE)
    acme.sam.submits()
    assert len(booked(acme)) == 3


def test_all_that_were_booked_at_once_are_undone_together(play: Any) -> None:
    reads(play.acme.sam, *THREE)
    play.acme.sam.submits()
    play.acme.settle()
    play("""
        sam: [Undo]
        sam | Undone. I'll tell Ana Ruiz, Pat Chen, Bob Silva, and Lee Okafor how it stands now.
        sam | #1 · Ana Ruiz with Pat Chen
        sam | #3 · Bob Silva with Lee Okafor
        sam ! [Undo]
        ana + has cancelled this interview
    """)
    assert [play.acme.kept(number).interview.status for number in (1, 2, 3)] == ["cancelled"] * 3


def test_what_changed_since_it_was_booked_with_others_stays_and_is_named(play: Any) -> None:
    reads(play.acme.sam, *THREE)
    play.acme.sam.submits()
    play.acme.settle()
    play("""
        ana: [I'll be there]
        sam: [Undo]
        sam | Undone.
        sam | #3 · Bob Silva with Lee Okafor
        sam | #1 · Ana Ruiz with Pat Chen · Fri 27 Nov 2026, 15:00–15:45 Madrid
        sam | *Not undone:* Ana Ruiz changed this interview just now
    """)
    assert [play.acme.kept(number).is_live for number in (1, 2, 3)] == [True, False, False]


def test_what_was_booked_at_once_is_undone_by_nobody_else_and_not_later(
    acme: Any, desk: Any
) -> None:
    reads(acme.sam, *THREE[:2])
    acme.sam.submits()
    said = undo_several(desk, desk.directory.actor(acme.pat.id), "[1]")
    assert "so only Sam Rivera can undo it" in said.blocks[-1]["text"]["text"]
    acme.house.clock.move_to(acme.house.clock.now() + timedelta(minutes=3))
    acme.sam.presses("Undo")
    assert acme.sam.view().count("*Not undone:* That was more than two minutes ago") == 1
    assert acme.kept(1).is_live


def test_what_there_was_no_time_to_undo_waits_for_the_button(acme: Any, desk: Any) -> None:
    acme.books("@ana with @pat fri 3pm 45m video at https://meet.example.com/x")
    sam = desk.directory.actor(acme.sam.id)
    with somebody_waits(Patience(work=0), monotonic()):
        said = undo_several(desk, sam, "[1]")
    assert said.blocks[0]["text"]["text"].startswith("I ran out of time for the rest.")
    again = undo_several(desk, sam, said.blocks[-1]["elements"][0]["value"])
    assert again.blocks[0]["text"]["text"].startswith("Undone.")


def test_times_are_never_said_to_be_free(acme: Any) -> None:
    acme.books()
    assert not re.search(r"\bfree\b", reads(acme.sam, "@bob with @pat fri 3pm phone"))


def test_undo_alone_reads_back_all_that_was_booked_at_once(play: Any) -> None:
    books(play.acme, *THREE)
    play("""
        sam: undo
        sam | *Take all of these bookings back?*
        sam | #1 · Ana Ruiz with Pat Chen · Fri 27 Nov 2026, 15:00–15:45 Madrid
        sam | #3 · Bob Silva with Lee Okafor
        sam | Will be told: Ana Ruiz, Pat Chen, Bob Silva, and Lee Okafor
        sam: [Undo]
        sam | Undone. I'll tell Ana Ruiz, Pat Chen, Bob Silva, and Lee Okafor how it stands now.
        sam: undo
        sam | Which interview?
    """)
    assert {play.acme.kept(number).is_live for number in (1, 2, 3)} == {False}


def test_the_message_that_tells_of_them_takes_them_back_for_two_minutes(play: Any) -> None:
    books(play.acme, *THREE)
    play("""
        clock: upcoming
        sam + #1 · Ana with Pat
        sam: [Undo]
        sam | Undone. I'll tell Ana Ruiz, Pat Chen, Bob Silva, and Lee Okafor how it stands now.
        sam | #1 · Ana Ruiz with Pat Chen
    """)
    assert {play.acme.kept(number).is_live for number in (1, 2, 3)} == {False}


def test_undo_alone_takes_back_what_was_done_last_and_no_later_than_in_two_minutes(
    play: Any,
) -> None:
    books(play.acme, THREE[0])
    play("""
        sam: 1 move fri 4pm
        sam: [Move]
        sam: undo
        sam | *Take your last change back?*
        sam: [Undo]
        sam | Undone.
        sam: 1 at Room 2
        sam: [Change]
        clock: 2026-11-23 09:30
        sam: undo
        sam | Which interview?
    """)
