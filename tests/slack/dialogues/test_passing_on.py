"""What the two write and the bot does not understand goes to their recruiter, and back."""

import time
from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOTH_WAYS = pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])
BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/ana
    sam: [Book]
"""


@BOTH_WAYS
def test_a_question_goes_to_the_recruiter_and_the_answer_comes_back(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: "Do I need to bring my CV?"
        ana + I have passed this on to Sam Rivera, about your interview on Fri 27 Nov 2026, 14:00
        ana + 2:00 PM* · Pat Chen
        sam + 15:00 (Madrid time), Fri 27 Nov: a message about Ana's video interview with Pat
        sam + Ana Ruiz has written to me, and I'm passing it on to you:
        sam + Do I need to bring my CV?
        sam + Ana Ruiz with Pat Chen
        sam + [Answer]
        pat .
        sam: [Answer]
        sam | It goes to Ana Ruiz, in my direct messages.
        sam: Answer = No, just yourself & a smile <b>
        sam: [Send]
        ana + 14:00 (London time), Fri 27 Nov: an answer about your video interview with Acme.
        ana + Sam Rivera answers you:
        ana + No, just yourself & a smile <b>
        ana + To answer, just write to me here: I'll pass it on.
        ana ! [Answer]
        sam .
        pat .
    """)


def test_a_line_about_ones_own_interview_is_done_and_passed_on_to_nobody(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: "1 accept"
        ana + You said yes
        sam ~ Ana said yes
        ana: "1 ics"
        ana + interview-1.ics
        ana: "1 accept please"
        ana + I have passed this on to Sam Rivera
        sam + 1 accept please
    """)


def test_a_reply_in_the_thread_is_the_answer_whatever_it_says(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: "May I come ten minutes early?"
        sam: keeps
        sam: kept "yes"
        sam | I'm passing your answer on to Ana Ruiz.
        ana + Sam Rivera answers you:
        ana + yes
        ana: "Great, thanks!"
        sam + Great, thanks!
    """)


def test_the_living_card_stays_and_what_was_written_stays(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: "Which room?"
        sam + Which room?
        sam: keeps
        ana: [I'll be there]
        sam ~ Ana said yes
    """)
    texts = [play.text_of(play.acme.sam, message) for message in play.acme.sam.messages()]
    assert sum("Which room?" in text for text in texts) == 1
    assert sum("Ana said yes · Pat" in text for text in texts) == 1


def test_who_interviews_still_has_all_lines_and_what_is_none_is_passed_on(play: Any) -> None:
    play(f"""
        {BOOKED}
        pat: "1"
        pat + You interview *Ana Ruiz*
        sam .
        pat: "could we start at 4pm instead? My train is late"
        pat + I have passed this on to Sam Rivera
        sam + Pat Chen has written to me
        sam + could we start at 4pm instead? My train is late
        ana .
        pat: "Thank you!"
        sam + Thank you!
        pat: "1 acept"
        pat + I don't know “acept”. Did you mean:
        sam .
    """)


def test_of_several_interviews_the_nearest_is_meant_unless_another_is_named(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: keeps
        sam: @ana with @lee thu 11am 30m phone
        sam: [Book]
        ana: "Who will call me?"
        ana + about your interview on Thu 26 Nov 2026, 10:00
        ana + You have several interviews to come; this is the next one.
        sam + Ana Ruiz with Lee Okafor
        ana: "And who in #1? Not #99"
        ana + about your interview on Fri 27 Nov 2026, 14:00
        ana ! You have several
        sam + Ana Ruiz with Pat Chen
        sam: keeps
        ana: kept "Do I need a camera?"
        ana + about your interview on Fri 27 Nov 2026, 14:00
        sam + Do I need a camera?
        sam: kept "No"
        ana + No
    """)


def test_below_a_card_the_recruiter_answers_who_wrote_last_about_it(play: Any) -> None:
    play(f"""
        {BOOKED}
        sam: keeps
        sam: kept "thank you"
        sam | I don't know “thank you”
        ana: "Which floor?"
        sam: kept "1 why"
        sam | Who was told what
        ana .
        sam: kept "the third, dear"
        sam | I'm passing your answer on to Ana Ruiz.
        ana + the third, dear
    """)


def test_who_is_asked_to_stand_in_writes_about_that(play: Any) -> None:
    play(f"""
        sam: @bob with @lee thu 11am 30m phone
        sam: [Book]
        sam: 1 cancel
        sam: [Cancel interview]
        {BOOKED}
        pat: [Can't make it]
        pat: Why? = flu
        pat: [Send]
        lee + Could you take it over?
        lee: "Is it about the depot in Leeds?"
        lee + I have passed this on to Sam Rivera
        sam + Lee Okafor has written to me
        sam | Ana Ruiz with Pat Chen
        sam: keeps
        sam: kept "Yes, it is"
        lee + Yes, it is
    """)


def test_whoever_wrote_hears_that_it_reached_nobody(play: Any) -> None:
    play(BOOKED)
    members = play.acme.demo.playground.workspace.members
    members["U0SAM"] = members["U0SAM"].changed(deleted=True)  # which the bot has not heard yet
    play("""
        ana: "I cannot find the door"
        ana + I have passed this on to Sam Rivera
        ana + What you wrote could not be delivered to Sam Rivera. Please reach Acme another way
        ana + I cannot find the door
        pat .
    """)


def test_a_recruiters_own_lines_go_to_nobody(play: Any) -> None:
    play(f"""
        {BOOKED}
        sam: "thank you all"
        sam + I don't know “thank you all”.
        ana .
        pat .
    """)


def test_many_messages_in_a_minute_and_very_long_ones_are_refused(play: Any) -> None:
    play(BOOKED)
    for number in range(5):
        play(f'ana: "question {number}?"')
    play("""
        ana: "and one more"
        ana + Those were several messages in one minute.
        sam .
    """)
    play.acme.turn_clock(by=61)
    play(f"""
        ana: "{"long " * 500}"
        ana + A message can have 2000 characters at most. Please shorten it.
        sam .
        ana: "short"
        sam + short
    """)


def test_without_a_recruiter_of_its_own_every_recruiter_hears(play: Any) -> None:
    play(f"""
        {BOOKED}
        sam: recruiter @lee
    """)
    play.acme.driver.changes_member("U0SAM", deleted=True)
    wait_until_gone(play.acme)
    play("""
        ana: "Anybody there?"
        ana + I have passed this on to Lee Okafor
        lee + Anybody there?
    """)


def wait_until_gone(acme: Any) -> None:
    until = time.monotonic() + 10
    while acme.person(acme.sam).active:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_somebody_without_any_interview_is_told_that_nobody_has_it(play: Any) -> None:
    play("""
        bob: "hello"
        bob + I know nobody I could pass this on to.
        bob + Hello! I look after interviews at Acme
        bob + Please ask one of them: Sam Rivera.
        sam .
    """)


def test_a_mention_in_what_is_passed_on_calls_nobody(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: "ask <!channel> and @pat"
        sam + ask <!channel> and @Pat Chen
    """)
    quoted = [
        element
        for message in play.acme.sam.messages()
        for block in message["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
    ]
    assert [each["type"] for each in quoted[0]["elements"]] == ["text"]


def test_who_answers_in_words_is_one_button_away_from_having_answered(play: Any) -> None:
    play(f"""
        {BOOKED}
        ana: "yes, that suits me"
        sam + yes, that suits me
        ana + [I'll be there] [Another time] [I can't come]
        ana: [I'll be there]
        ana | You said yes
        sam ~ Ana said yes
        ana: [I'll be there]
        ana | has already given this answer
        ana: /interview
        ana ! [I'll be there]
    """)
