"""Delivers notices as direct messages: a new message, or an edit of the living card.

The client must have no retry handlers: the SDK's own posts a second time when a reply is lost.
Here every failure says whether the message certainly was not posted, and the courier decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.interviews.model import Kept, Person
from bot.interviews.notices import Card, Notice, Reason
from bot.interviews.people.channels import is_in_slack
from bot.interviews.ports.book import HouseClock
from bot.interviews.ports.post import NotBegun, Receipt, Undelivered
from bot.slack.buckets import EDIT, POST, Buckets
from bot.slack.cards import Message, Setting, pointer, told, words_for

log = logging.getLogger(__name__)

EVENT_TYPE = "interview_notice"
HISTORY, THREAD = "conversations.history", "conversations.replies"
QUERIES = frozenset({"chat.getPermalink", "conversations.open", HISTORY, THREAD})
SHRINKS = frozenset({"chat.getPermalink", EDIT})  # an earlier card, once the new one is there
PAGE = 200  # messages; to apps outside its marketplace Slack gives 15 whatever they ask for
# Slack's clock and ours, at most: ours may be set while a message is in the air, or be wrong by the
# hours of a zone. What was written meanwhile is a page, and is read newest first.
CLOCKS_DIFFER = timedelta(days=1)
EVER = datetime(1970, 1, 1, tzinfo=UTC)
PAUSE = timedelta(seconds=30)  # when Slack asks to be left alone without saying for how long
LONGEST_PAUSE = timedelta(hours=1)  # of that; who asks for more is asked again

IN_A_HURRY = 1  # seconds for a call, once it was told to stop

# What Slack will refuse tomorrow too (docs.slack.dev/reference/methods/chat.postMessage).
PERMANENT = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "invalid_blocks",
        "invalid_blocks_format",
        "is_archived",
        "messages_tab_disabled",
        "missing_scope",
        "msg_too_long",
        "no_permission",
        "not_in_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
PERMANENT_BEGINS = "restricted_action"
# Our token is no longer good: nobody's message gets through before there is another one.
SHUT_OUT = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
# What Slack says of direct messages that are closed, or were another bot's: they can be opened.
NOT_OPEN = frozenset({"channel_not_found", "is_archived"})
NOT_TO_BE_EDITED = frozenset({"cant_update_message", "edit_window_closed", "message_not_found"})
LIMITED = frozenset({"ratelimited", "rate_limited"})
# Slack says of these that part of the work may have been done.
DOUBTFUL = frozenset({"fatal_error", "internal_error", "service_unavailable"})
SERVER_ERROR = 500
TOO_MANY = 429


class SlackPost:
    """The post through Slack.

    `client` is one that never tries again by itself; `remember_channel` keeps the
    id of somebody's direct messages once they were opened; `buckets` say how often it may post.
    """

    def __init__(
        self,
        client: WebClient,
        setting: Setting,
        clock: HouseClock,
        remember_channel: Callable[[Person, str], None],
        buckets: Buckets,
        machine_now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._setting = setting
        self._clock = clock
        self._remember_channel = remember_channel
        self._buckets = buckets
        self._machine_now = machine_now
        self._stopped = False

    def reaches(self, person: Person) -> bool:
        """Whether they are in Slack, and still there."""
        return is_in_slack(person)

    def pause(self) -> timedelta:
        """Say for how long nothing can leave at all."""
        return timedelta(seconds=self._buckets.pause(POST))

    def turn(self, notice: Notice, person: Person, longest: timedelta) -> timedelta:
        """Say how long this must wait for its turn; a wait up to the longest is kept for it."""
        if not notice.loud:
            return timedelta(seconds=self._buckets.pause(EDIT))
        conversation = person.slack_channel_id or person.slack_user_id or ""
        return timedelta(seconds=self._buckets.turn(conversation, longest.total_seconds()))

    def stop(self) -> None:
        """Post and look for nothing more; an earlier card still shrinks, where that is quick."""
        self._stopped = True
        self._client.timeout = IN_A_HURRY

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        """Post a new message (a loud notice), or edit the living card; Undelivered otherwise.

        A loud one makes the earlier card shrink to a line pointing to it.
        """
        words = words_for(person, self._setting)
        message = told(notice, kept, person, words, self._clock.now(), self._setting)
        if not notice.loud:
            return self._edit(card, message)
        receipt = self._post_to(person, notice, message)
        self._shrink_others(card if notice.becomes_the_card else None, kept, person, receipt)
        return receipt

    def find(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt | None:
        """Look for a loud notice's message, by the key in its metadata; None = it is not there."""
        if person.slack_channel_id is None:
            return None  # it is remembered before anything is posted there
        since = (notice.first_attempt_at or notice.created_at) - CLOCKS_DIFFER
        for message in self.messages(person.slack_channel_id, since):
            if _key_of(message) == notice.key:
                receipt = Receipt(channel=person.slack_channel_id, ts=str(message["ts"]))
                earlier = card if notice.becomes_the_card else None
                self._shrink_others(earlier, kept, person, receipt)
                return receipt
        return None

    def messages(self, channel: str, since: datetime) -> Iterator[dict[str, Any]]:
        """Give what was written there since then, the newest first; threads are apart."""
        return self._pages(HISTORY, channel=channel, oldest=f"{since.timestamp():.6f}")

    def thread(self, channel: str, ts: str) -> Iterator[dict[str, Any]]:
        """Give a message, and then what was written below it."""
        return self._pages(THREAD, channel=channel, ts=ts)

    def _pages(self, method: str, **given: str) -> Iterator[dict[str, Any]]:
        given |= {"limit": str(PAGE), "include_all_metadata": "true"}
        cursor: str | None = ""
        while cursor is not None:
            seen = self.call(
                method, certain=True, **given, **({"cursor": cursor} if cursor else {})
            )
            yield from seen.get("messages", [])
            cursor = (seen.get("response_metadata") or {}).get("next_cursor") or None

    def _post_to(self, person: Person, notice: Notice, message: Message) -> Receipt:
        """Post it to somebody, whose direct messages may have to be opened, or opened anew."""
        if person.slack_user_id is None:
            raise Undelivered("not_in_slack", reason=Reason.NO_CHANNEL, for_good=True)
        if person.slack_channel_id is not None:
            try:
                return self._post(notice, person.slack_channel_id, message)
            except Undelivered as refused:
                if refused.detail not in NOT_OPEN:
                    raise
        return self._post(notice, self._opened(person), message)

    def _opened(self, person: Person) -> str:
        opened = self.call("conversations.open", certain=True, users=person.slack_user_id)
        channel = str(opened["channel"]["id"])
        self._remember_channel(person, channel)
        return channel

    def _post(self, notice: Notice, channel: str, message: Message) -> Receipt:
        self._check_lease(notice)
        posted = self.call(
            POST,
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": notice.key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return Receipt(channel=str(posted["channel"]), ts=str(posted["ts"]))

    def _check_lease(self, notice: Notice) -> None:
        """Send nothing that would be answered when the claim is over: somebody else has it then."""
        timeout = timedelta(seconds=self._client.timeout)
        if notice.lease_until is not None and self._machine_now() + timeout > notice.lease_until:
            raise Undelivered("lease_over")

    def _edit(self, card: Card | None, message: Message) -> Receipt:
        if card is None:
            raise Undelivered("no_card", reason=Reason.NO_CARD, for_good=True)
        self._update(card, message)
        return Receipt(channel=card.channel, ts=card.ts)

    def _update(self, card: Card, message: Message) -> None:
        self.call(
            EDIT,
            certain=True,  # edited twice is edited once
            channel=card.channel,
            ts=card.ts,
            text=message.text,
            blocks=message.blocks,
        )

    def _shrink_others(
        self, card: Card | None, kept: Kept, person: Person, newest: Receipt
    ) -> None:
        if card is not None and (card.channel, card.ts) != (newest.channel, newest.ts):
            self._shrink(card, kept, person, newest)

    def _shrink(self, card: Card, kept: Kept, person: Person, newest: Receipt) -> None:
        """Make the earlier card a line; that it stays as it was is no reason to post again."""
        if self._buckets.pause(EDIT):
            return
        try:
            link = self.call(
                "chat.getPermalink", certain=True, channel=newest.channel, message_ts=newest.ts
            )
            words = words_for(person, self._setting)
            self._update(card, pointer(kept, words, link.get("permalink")))
        except Undelivered as failed:
            log.warning("card_not_shrunk", extra={"detail": failed.detail})

    def call(self, method: str, *, certain: bool = False, **given: Any) -> dict[str, Any]:
        """Call Slack; `certain`: when it fails, certainly no message was posted by it.

        NotBegun: it was told to stop.
        """
        if self._stopped and method not in SHRINKS:
            raise NotBegun("stopped")
        is_query = method in QUERIES
        try:
            answer = self._client.api_call(
                method, params=given if is_query else None, json=None if is_query else given
            )
        except SlackApiError as error:
            refused = _refused(error, certain=certain)
            if refused.retry_after is not None:
                self._buckets.complained(method, refused.retry_after.total_seconds())
            elif refused.shut_out or error.response.status_code >= SERVER_ERROR:
                self._buckets.failed()
            raise refused from error
        except (OSError, HTTPException) as error:
            self._buckets.failed()
            never_left = certain or _never_left(error)
            raise Undelivered(type(error).__name__, certain=never_left) from error
        self._buckets.worked()
        return dict(answer.data) if isinstance(answer.data, dict) else {}


def _refused(error: SlackApiError, *, certain: bool) -> Undelivered:
    """Say what an answer other than yes means."""
    response = error.response
    code = str(response.get("error") or response.status_code)
    if response.status_code == TOO_MANY or code in LIMITED:
        return Undelivered(code, retry_after=_pause(response.headers))
    if code in SHUT_OUT:
        return Undelivered(code, shut_out=True)
    if code in NOT_TO_BE_EDITED:
        return Undelivered(code, reason=Reason.NO_CARD, for_good=True)
    if code in PERMANENT or code.startswith(PERMANENT_BEGINS):
        return Undelivered(code, reason=Reason.REFUSED, for_good=True)
    in_doubt = response.status_code >= SERVER_ERROR or code in DOUBTFUL
    return Undelivered(code[:100], certain=certain or not in_doubt)


def _pause(headers: Any) -> timedelta:
    given = {str(name).lower(): value for name, value in dict(headers).items()}.get("retry-after")
    try:
        return min(timedelta(seconds=max(float(str(given)), 0)), LONGEST_PAUSE)
    except (ValueError, OverflowError):
        return PAUSE


def _never_left(error: BaseException) -> bool:
    """Whether Slack cannot have had the whole request: urllib says so of what failed before."""
    return isinstance(error, URLError)


def _key_of(message: Any) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None
