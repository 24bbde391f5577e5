"""Taking out of Slack what it still shows of somebody who was forgotten.

Of their own conversation with the bot everything that the bot wrote, answers to what they typed
and files too, in threads as well: it is read, page after page, and deleted. What others were told
about their interviews is rewritten as these stand now, without a name. An edit makes no sound.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from bot.interviews.model import Kept, Person
from bot.interviews.notices import TEXT, Card, Notice
from bot.interviews.planning.several import LISTED
from bot.interviews.ports.book import HouseClock
from bot.interviews.ports.erasure import Remnant
from bot.interviews.ports.post import Undelivered
from bot.slack.blocks import Block
from bot.slack.buckets import EDIT
from bot.slack.cards import Message, Setting, living_card, pointer, told, words_for
from bot.slack.post import EVER, SlackPost

log = logging.getLogger(__name__)

AT_A_TIME = 10  # messages; what else is due waits so long
DELETE, DELETE_FILE = "chat.delete", "files.delete"
NOT_FOR_US = frozenset(  # or gone already
    {"cant_delete_file", "cant_delete_message", "file_deleted", "file_not_found",
     "message_not_found"}
)  # fmt: skip


class SlackEraser:
    """Erases by way of the post. `blank_home` gives the Home of somebody who is not known."""

    def __init__(
        self, post: SlackPost, setting: Setting, clock: HouseClock, blank_home: Callable[[], Block]
    ) -> None:
        self._post = post
        self._setting = setting
        self._clock = clock
        self._blank_home = blank_home

    def clear(self, remnant: Remnant) -> bool:
        """Delete what the bot wrote to somebody, and empty their Home; whether all of it is."""
        self._post.call(
            "views.publish", certain=True, user_id=remnant.slack_user_id, view=self._blank_home()
        )
        if remnant.channel is None:
            return True
        written = self._written(remnant.channel)
        ours = (each for each in written if each.get("user") != remnant.slack_user_id)
        while few := list(islice(ours, AT_A_TIME)):
            deleted = [self._delete_whole(remnant.channel, each) for each in few]
            if any(deleted):
                return len(few) < AT_A_TIME
        return True

    def _written(self, channel: str) -> Iterator[Mapping[str, Any]]:
        """Give all that was written there: what stands in a thread before what it stands below."""
        for message in self._post.messages(channel, EVER):
            if message.get("reply_count"):
                thread = self._post.thread(channel, message["ts"])
                yield from (each for each in thread if each["ts"] != message["ts"])
            yield message

    def redraw(
        self, kept: Kept, reader: Person, messages: Sequence[Notice], card: Card | None
    ) -> None:
        """Show these messages to their reader as the interview stands now.

        The living card as itself, earlier ones as a line, what somebody else wrote with its words,
        and a list as a list; what Slack does not let be edited any more is deleted.
        """
        words, now = words_for(reader, self._setting), self._clock.now()
        earlier = pointer(kept, words, None)
        places = {(str(each.channel), str(each.ts)): earlier for each in messages}
        if card is not None and (card.channel, card.ts) in places:
            living = living_card(kept, reader, words, now, self._setting)
            places[card.channel, card.ts] = living
        for each in messages:
            if each.values.get(TEXT) or each.values.get(LISTED):
                written = told(each, kept, reader, words, now, self._setting)
                places[str(each.channel), str(each.ts)] = written
        for (channel, ts), message in places.items():
            self._rewrite(channel, ts, message)

    def _rewrite(self, channel: str, ts: str, message: Message) -> None:
        try:
            self._post.call(
                EDIT, certain=True, channel=channel, ts=ts, text=message.text, blocks=message.blocks
            )
        except Undelivered as undelivered:
            if not undelivered.for_good:
                raise
            log.warning("message_not_rewritten", extra={"detail": undelivered.detail})
            self._delete(DELETE, channel=channel, ts=ts)

    def _delete_whole(self, channel: str, message: Mapping[str, Any]) -> bool:
        for file in message.get("files", ()):
            self._delete(DELETE_FILE, file=file["id"])
        return self._delete(DELETE, channel=channel, ts=message["ts"])

    def _delete(self, method: str, **which: str) -> bool:
        """Delete a message or a file; False: it is not to be deleted, or was before."""
        try:
            self._post.call(method, certain=True, **which)
        except Undelivered as undelivered:
            if undelivered.detail not in NOT_FOR_US:
                raise
            log.warning("not_deleted", extra={"detail": undelivered.detail})
            return False
        return True
