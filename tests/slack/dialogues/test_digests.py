"""A channel that is told every morning what is on that day."""

import time
from typing import Any

import pytest

from bot.playground.looking import messages_in

pytestmark = pytest.mark.slow


def said(play: Any, hiring: Any) -> list[str]:
    messages = messages_in(play.acme.sam.state(), hiring.id)
    return [play.text_of(play.acme.sam, m) for m in messages if not m["ephemeral"]]


def test_a_digest_is_read_back_announced_and_told_every_weekday(play: Any, hiring: Any) -> None:
    play("""
        sam: digest #hiring weekdays 9:00
        sam | from Monday to Friday at 09:00 (Madrid time)
        sam | The first one comes Tue 24 Nov 2026, 09:00 (Madrid time)
        sam: [Start it]
        sam | Done.
        sam: @ana with @pat tue 3pm 45m video
        sam: [Book]
        sam: @bob with @lee tue 5pm phone
        sam: [Book]
        sam: 2 accept for @bob
        lee: 2 accept
        clock: 2026-11-24 07:59
    """)
    (announced,) = said(play, hiring)
    assert "Sam Rivera has set up a digest here: from Monday to Friday at 09:00" in announced
    play("clock: 2026-11-24 08:00")
    digest = said(play, hiring)[-1]
    assert "2 interviews today · 1 waits for an answer" in digest
    first, second = digest.splitlines()[-2:]
    assert "Ana with Pat · video call · waits for an answer · #1" in first
    assert "Bob with Lee · phone call · #2" in second
    assert "Ruiz" not in digest
    play("clock: 2026-11-25 12:00")
    assert len(said(play, hiring)) == 2  # nothing is on that day


def test_a_digest_ends_and_what_is_not_said_is_asked_for(play: Any, hiring: Any) -> None:
    play("""
        slack: chat.postMessage 1
        sam: digest #hiring daily 8am
        sam | every day at 08:00 (Madrid time)
        sam: [Start it]
        sam | Slack
        sam: digest #hiring off
        sam | so there is nothing to end.
    """)
    play.acme.driver.fails("chat.postMessage", "dropped")
    play("""
        sam: digest #hiring daily 8am
        sam: [Start it]
        sam | Done.
        sam: digest #hiring daily 8am
        sam: [Start it]
        sam | Done.
        sam: digest #hiring off
        sam | no longer gets a digest.
        sam: digest #hiring off
        sam | so there is nothing to end.
        sam: digest #hiring
        sam | Type it, such as `/interview digest #hiring weekdays 9:00`
        sam: digest weekdays 9:00
        sam | Which channel?
        sam: digest #nowhere weekdays 9:00
        sam | I know no channel #nowhere.
        sam: digest #hiring sundays 9:00
        sam | I did not understand “sundays”
        ana: digest #hiring weekdays 9:00
        ana | Only recruiters can do that.
        sam: @ana with @pat tue 3pm 45m video
        sam: [Book]
        clock: 2026-11-24 12:00
    """)
    assert len(said(play, hiring)) == 1


def test_in_a_channel_without_the_bot_it_is_said_how_to_invite_it(play: Any, hiring: Any) -> None:
    hiring.members.discard("U0BOT")
    play("""
        sam: digest #hiring weekdays 9:00
        sam: [Start it]
        sam | Type `/invite @Interview Bot` there, then start the digest again.
    """)
    assert play.acme.house.digests.next_due() is None


def test_who_set_it_up_hears_that_the_bot_is_no_longer_in_the_channel(
    play: Any, hiring: Any
) -> None:
    play("""
        sam: digest #hiring weekdays 9:00
        sam: [Start it]
        sam: @ana with @pat tue 3pm 45m video
        sam: [Book]
    """)
    hiring.members.discard("U0BOT")
    play("""
        clock: 2026-11-24 08:00
        sam + I can't write in #hiring any more, so today's digest did not come there.
        sam: "digest #hiring off"
        sam | #hiring no longer gets a digest.
    """)


def test_one_that_takes_the_place_of_another_says_which(play: Any, hiring: Any) -> None:
    play("""
        sam: digest #hiring daily 8am
        sam ! In place of
        sam: [Start it]
        sam: digest #hiring weekdays 9:00
        sam | In place of its present digest: ~every day at 08:00 (Madrid time)~ → *from Monday
        sam: [Start it]
        sam | Done.
    """)
    changed = said(play, hiring)[-1]
    assert "Sam Rivera has changed the digest here: from Monday to Friday at 09:00" in changed
    assert "no longer every day at 08:00 (Madrid time)" in changed
    play("""
        sam: digest #hiring weekdays 9:00
        sam ! In place of
    """)


@pytest.fixture
def tomorrow(play: Any) -> Any:
    """A digest at nine in Madrid tomorrow, of one interview."""
    play("""
        sam: digest #hiring weekdays 9:00
        sam: [Start it]
        sam: @ana with @pat tue 3pm 45m video
        sam: [Book]
        clock: 2026-11-24 07:59
    """)
    return play


def test_one_that_slack_refuses_for_a_moment_comes_after_it(tomorrow: Any, hiring: Any) -> None:
    tomorrow.acme.driver.fails("chat.postMessage", "limited", seconds=1)
    tomorrow("clock: 2026-11-24 08:00")
    assert len(said(tomorrow, hiring)) == 1  # that it was set up
    time.sleep(1.1)
    for minute in (1, 2):
        tomorrow(f"clock: 2026-11-24 08:0{minute}")
        assert "1 interview today" in said(tomorrow, hiring)[-1]
    assert len(said(tomorrow, hiring)) == 2


def test_who_set_up_one_that_slack_refuses_for_too_long_hears_that_it_did_not_come(
    tomorrow: Any, hiring: Any
) -> None:
    tomorrow.acme.driver.fails("chat.postMessage", "limited", seconds=1)
    tomorrow("clock: 2026-11-24 08:00")
    time.sleep(1.1)
    tomorrow("""
        clock: 2026-11-24 10:00
        sam + Today's digest could not be posted in #hiring in time, so it did not come.
    """)
    assert len(said(tomorrow, hiring)) == 1


def test_one_whose_reply_is_lost_is_not_told_again_and_who_set_it_up_hears_of_that(
    tomorrow: Any, hiring: Any
) -> None:
    tomorrow.acme.driver.fails("chat.postMessage", "dropped")
    tomorrow("""
        clock: 2026-11-24 08:00
        sam + Slack did not say whether today's digest reached #hiring.
        clock: 2026-11-24 11:00
    """)
    assert len(said(tomorrow, hiring)) == 2
