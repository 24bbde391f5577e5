"""Digests in channels: set up by a line, read back, told every day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError

from bot.deadline import answering
from bot.interviews.digest import Days, Digest, Summary
from bot.interviews.digests import Digests
from bot.interviews.model import Actor, Value
from bot.interviews.ports.post import Undelivered
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, escape, marked, section
from bot.slack.buckets import POST
from bot.slack.calls import UNREACHABLE, was_not_done
from bot.slack.cards import Message, digest_card, old_to_new
from bot.slack.desk import Desk
from bot.slack.grammar import Line
from bot.slack.post import SlackPost
from bot.slack.presses import Press
from bot.words import Worded, Words

log = logging.getLogger(__name__)

REST = 30.0  # seconds, after a failure

# What Slack answers where the bot is not, or may not write.
SHUT = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})


class Asked(Value):
    """What rides in the button that starts a digest."""

    channel: str
    days: Days
    at: time


def digest(desk: Desk, actor: Actor, line: Line, _text: str) -> Message:
    """Read a digest back, or end the channel's; asked when it is not said where or when."""
    if line.channel is None:
        return desk.say(actor, "digest.which_channel", command=desk.setting.command)
    channel = _shown(line.channel)
    if line.off:
        dropped = desk.digests.drop(line.channel, by=actor)
        return desk.say(actor, "digest.off" if dropped else "digest.none", channel=channel)
    if line.at is None:
        return desk.say(actor, "digest.when", channel=channel, command=desk.setting.command)
    days = line.days or Days.WEEKDAYS
    planned = desk.digests.planned(line.channel, days, line.at, by=actor)
    asked = Asked(channel=line.channel, days=days, at=line.at).model_dump_json()
    say = desk.form_words(actor).say
    start = button(
        say("button.start_digest"), presses.action_id(Press.START_DIGEST), asked, style="primary"
    )
    below = [*_replaced(desk, actor, planned), *actions(start)]
    return desk.say(actor, "digest.read_back", *below, **_values(desk, actor, planned))


def start(desk: Desk, actor: Actor, value: str) -> Message:
    """Start a digest, once the channel has been told of it; where Slack does not, it is not."""
    asked = Asked.model_validate_json(value)
    planned = desk.digests.planned(asked.channel, asked.days, asked.at, by=actor)
    values = _values(desk, actor, planned)
    before = desk.digests.replaced(planned, by=actor)
    said = desk.words(actor).say(
        "digest.announced_instead" if before else "digest.announced",
        **values,
        person=actor.person.title,
        before=_days_and_time(desk.words(actor), before) if before else None,
    )
    announce = partial(_announce, desk, asked.channel, said)
    if not desk.digests.start(planned, announce, by=actor):
        return desk.say(actor, "digest.not_in_channel", channel=_shown(asked.channel))
    return desk.say(actor, "digest.started", **values)


def _replaced(desk: Desk, actor: Actor, planned: Digest) -> list[Block]:
    """Say which digest of the channel ends with this one, old → new; nothing if there is none."""
    before = desk.digests.replaced(planned, by=actor)
    if before is None:
        return []
    words = desk.words(actor)
    change = old_to_new(_days_and_time(words, before), _days_and_time(words, planned))
    return [section(words.say("digest.replaces", change=change))]


def _announce(desk: Desk, channel: str, announced: str) -> bool:
    """Tell a channel of its digest; False: it is shut.

    Where nobody can tell whether it came, it is taken to have come: twice is worse than not at all.
    """
    try:
        with answering():
            desk.client.chat_postMessage(channel=channel, text=announced, unfurl_links=False)
    except SlackApiError as error:
        if error.response.get("error") not in SHUT:
            raise
        return False
    except UNREACHABLE as error:
        if was_not_done(error):
            raise
        log.warning("announcement_in_doubt", extra={"error": type(error).__name__})
    return True


class DigestPost:
    """Tells channels what is on today, once it is due.

    `monotonic` is the machine's clock, by which it rests after a failure.
    """

    def __init__(self, digests: Digests, post: SlackPost, monotonic: Callable[[], float]) -> None:
        self._digests = digests
        self._post = post
        self._monotonic = monotonic
        self._rests_until = monotonic()

    def next_due(self) -> datetime | None:
        """When the next one is due; None = there is none. What failed is not counted."""
        return self._digests.next_due()

    def tell(self) -> int:
        """Tell all channels whose digest is due; say how many there were.

        What certainly was not told is tried again, after a rest, or when Slack wants to be asked.
        """
        if self._post.pause() or self._monotonic() < self._rests_until:
            return 0
        due = 0
        for summary in self._digests.claim_due():
            due += 1
            if not self._is_told(summary):
                self._digests.give_back(summary)
                self._rests_until = self._monotonic() + (0 if self._post.pause() else REST)
        return due

    def _is_told(self, summary: Summary) -> bool:
        """Tell a channel, or whoever set it up why not; False: certainly neither, for now."""
        locale = summary.maker.locale if summary.maker else None
        words = Words(locale, ZoneInfo(summary.digest.time_zone))
        if summary.is_too_late:
            return self._is_maker_told(summary, words, "digest.missed")
        try:
            self._write(summary.digest.channel, digest_card(summary, words))
        except Undelivered as failed:
            if _goes_again(failed):
                return False
            if not failed.certain:  # again it might come twice
                self._is_maker_told(summary, words, "digest.in_doubt")
                return True
            return self._is_maker_told(summary, words, "digest.shut")
        return True

    def _is_maker_told(self, summary: Summary, words: Words, key: str) -> bool:
        maker = summary.maker
        if maker is None or not maker.slack_user_id or not maker.active:
            return True
        said = words.say(key, channel=_shown(summary.digest.channel))
        try:
            self._write(maker.slack_user_id, Message(said, [section(said)]))
        except Undelivered as failed:
            return not _goes_again(failed)
        return True

    def _write(self, where: str, message: Message) -> None:
        if self._post.pause():  # since another one was told
            raise Undelivered("paused")
        try:
            self._post.call(
                POST, channel=where, text=message.text, blocks=message.blocks, unfurl_links=False
            )
        except Undelivered as failed:
            log.warning("digest_not_told", extra={"detail": failed.detail})
            raise


def _goes_again(failed: Undelivered) -> bool:
    return failed.certain and not failed.for_good


def _values(desk: Desk, actor: Actor, planned: Digest) -> dict[str, Any]:
    return {
        "channel": _shown(planned.channel),
        **_when(desk.words(actor), planned),
        "first": desk.digests.next_of(planned),
    }


def _days_and_time(words: Words, digest: Digest) -> Worded:
    return words.say("digest.days_and_time", **_when(words, digest))


def _when(words: Words, digest: Digest) -> dict[str, Any]:
    zone = words.zone_name(ZoneInfo(digest.time_zone))
    return {
        "days": words.say(f"digest.days.{digest.days.value}"),
        "time": words.say("time.clock_and_zone", clock=f"{digest.at:%H:%M}", zone=zone),
    }


def _shown(channel: str) -> Worded:
    return marked(f"<#{escape(channel)}>")
