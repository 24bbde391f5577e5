"""Can't make it: one colleague after the other is asked to stand in, and all cards follow."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.demo import TEAM
from bot.playground import Member

pytestmark = pytest.mark.slow

MAX = Member("U0MAX", "max", "Max Weber", "max@acme.example", "Europe/Berlin", "en-GB")
# Lee and Max interview too; Max holds one interview that week, so Lee is asked first.
BOOKED = """
    sam: @bob with @max thu 26 nov 10am 30m phone
    sam: [Book]
    sam: @bob with @lee thu 3 dec 10am 30m phone
    sam: [Book]
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
    ana: [I'll be there]
"""
CANNOT = """
    pat: [Can't make it]
    pat: Why? = flu
    pat: [Send]
"""


@pytest.fixture
def team() -> Sequence[Member]:
    return (*TEAM, MAX)


@pytest.fixture
def play(play: Any) -> Any:
    play.acme.max = play.acme.driver.person(MAX.id)
    play(BOOKED)
    return play


def test_it_is_typed_too_with_the_reason_or_without(play: Any) -> None:
    play("""
        pat: 3 can't make it
        pat | Why?
        ana: 3 can't come, I am ill
        ana | Find another time
        ana | I am ill
        pat: 3 cannto
        pat | [3 cannot]
        pat ! [3 cant]
        pat: 3 can't make it, flu
        pat | Say that you can't make it?
        pat | flu
        pat | Will be told: Lee Okafor
        pat: [I can't make it]
        pat | Noted: you can't make it. The recruiter knows
        lee + Pat Chen can't make this interview. Could you take it over?
    """)


def test_a_colleague_is_asked_and_takes_it_and_every_card_follows(play: Any) -> None:
    play(f"""
        {CANNOT}
        lee + 15:00 (Berlin time), Fri 27 Nov: can you take over Ana's video interview for Acme?
        lee + Pat Chen can't make this interview. Could you take it over?
        lee + You would talk with Ana Ruiz.
        lee + [Yes, I'll take it] [No]
        lee ! flu
        max .
        sam ~ Pat Chen can't make it. I have asked Lee Okafor to take it over
        sam ~ Lee Okafor has been asked to take it over.
        ana ~ You don't need to do anything
        lee: [Yes, I'll take it]
        lee ~ Thank you! This interview with Ana Ruiz is now yours.
        lee ~ You said yes
        lee ! [Yes, I'll take it]
        pat + you no longer need to come to Acme's video interview
        ana ~ ~Pat Chen~ → *Lee Okafor*
        ana ~ You have not answered yet
        sam ~ Lee Okafor is taking this interview over.
        sam ~ Lee said yes
        sam ! asked
        clock: 2026-11-27 13:50
        lee + Interview in 10 minutes
        pat .
    """)


def test_a_no_asks_the_next_one_and_when_nobody_is_left_the_recruiter_hears_what_to_do(
    play: Any,
) -> None:
    play(f"""
        {CANNOT}
        lee: [No]
        lee ~ Noted: you can't take it over. Thank you for answering!
        lee ! [No]
        max + Pat Chen can't make this interview. Could you take it over?
        sam ~ Said no: Lee Okafor
        sam ~ Max Weber has been asked to take it over.
        max: [No]
        sam + Fri 27 Nov: still nobody to take over Ana's video interview with Pat for Acme.
        sam + Pat Chen can't make it, and nobody is taking it over yet. You can ask or pick
        sam + Said no: Lee Okafor and Max Weber
        sam: [Ask somebody else]
        sam | No colleague is at work and without another interview then.
        sam: 3 ask @lee
        sam | Lee Okafor has already said that they can't take it over.
        sam: 3 ask @bob
        sam | Bob Silva applies here, and has not interviewed anybody yet.
        sam: [Ask]
        sam | I have asked Bob Silva to take it over
    """)
    play.acme.sam.types("/interview 3 why")
    why = play.acme.sam.sees().rpartition("Who was told what about interview #3")[2]
    assert why.count("Sam Rivera: who interviews can't make it, on their card") == 1
    assert why.count("asked to take it over, by direct message") == 3


def test_whoever_is_asked_says_no_by_a_line_too(play: Any) -> None:
    play(f"""
        {CANNOT}
        lee: 3 decline
        lee | Say that you can't take it over?
        lee | Will be told: Max Weber
        lee: [No]
        lee | Noted: you can't take it over. Thank you for answering!
        max + Could you take it over?
    """)


def test_the_recruiter_chooses_whom_to_ask_by_button_and_by_a_line(play: Any) -> None:
    play(f"""
        {CANNOT}
        sam: [Ask somebody else]
        sam | Who should be asked to take it over from Pat Chen?
        sam | [Ask Lee (0 that week)] [Ask Max (1 that week)]
        sam: [Ask Max (1 that week)]
        sam | Max Weber has been asked to take it over.
        lee ~ You no longer need to take this interview over.
        max + Could you take it over?
        sam: 3 ask @lee
        sam | Ask somebody to take this interview over?
        sam | Will be told: Lee Okafor
        lee .
        sam: [Ask]
        lee + Could you take it over?
        max ~ You no longer need to take this interview over.
        lee: 3 accept
        lee | Take this interview over?
        lee: [I'll take it]
        sam ~ Lee Okafor is taking this interview over.
    """)


def test_an_old_button_says_that_one_is_no_longer_asked(play: Any) -> None:
    play(f"""
        {CANNOT}
        lee: 3
        lee | [Yes, I'll take it] [No]
        pat: [I'll be there]
        lee ~ You no longer need to take this interview over.
        sam ! asked
        lee: [Yes, I'll take it]
        lee | You are no longer asked to take this interview over
        pat .
        lee: 3
        lee | There is no interview #3 that you can see.
    """)


def test_who_has_another_interview_by_now_cannot_take_it(play: Any) -> None:
    play(f"""
        {CANNOT}
        sam: @bob with @lee fri 3pm 45m phone
        sam: [Book]
        lee: 3 accept
        lee | Lee already has something else at that time.
        sam: 3 ask @lee
        sam | Lee Okafor can't be asked
    """)


def test_within_two_days_the_recruiter_hears_at_once(play: Any) -> None:
    play(f"""
        clock: 2026-11-25 14:01
        {CANNOT}
        sam + Pat Chen can't make it. I have asked Lee Okafor to take it over
        lee + Could you take it over?
    """)


def test_two_days_before_the_recruiter_hears_that_nobody_has_answered(play: Any) -> None:
    play(f"""
        {CANNOT}
        clock: 2026-11-25 13:59
        sam + still no answer for Bob's phone interview with Max
        clock: 2026-11-25 14:00
        sam + nobody is taking it over yet. You can ask or pick somebody else, move it,
        lee: [Yes, I'll take it]
        sam ~ Lee Okafor is taking this interview over.
    """)


def test_who_has_taken_it_leaves_nothing_to_say_two_days_before(play: Any) -> None:
    play(f"""
        {CANNOT}
        lee: [Yes, I'll take it]
        clock: 2026-11-25 13:59
        sam + still no answer for Bob's phone interview with Max
        clock: 2026-11-25 14:00
        sam .
    """)


def test_whoever_is_asked_hears_that_it_is_off(play: Any) -> None:
    play(f"""
        {CANNOT}
        sam: 3 cancel
        sam: [Cancel interview]
        lee ~ You no longer need to take this interview over.
        lee ! [Yes, I'll take it]
    """)


def test_nobody_is_asked_to_stand_in_for_somebody_who_can_make_it(play: Any) -> None:
    play("""
        sam: 3 ask @lee
        sam | Pat Chen has not said that they can't make it.
        lee: 3 ask @max
        lee | There is no interview #3 that you can see.
        pat: 3 ask @max
        pat | Only recruiters can ask somebody to stand in.
    """)


def test_from_the_start_on_nobody_takes_it_over_any_more(play: Any) -> None:
    play(f"""
        {CANNOT}
        clock: 2026-11-27 14:00
        lee ~ You no longer need to take this interview over.
        lee ! [Yes, I'll take it]
    """)
