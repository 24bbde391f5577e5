"""The state of the whole workspace, in memory: people, conversations, views, what has changed."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.playground.conversations import Conversation, Message
from bot.playground.installation import BOT_USER, SlackApp
from bot.playground.members import SLACKBOT, Member
from bot.playground.shelf import Shelf
from bot.playground.tickets import Tickets
from bot.playground.views import View, Views


class HouseClock(Protocol):
    """The clock that the demo moves."""

    def now(self) -> datetime:
        """Return the present instant, aware."""
        ...


class Workspace:
    """Everything that Slack would keep. To be touched from one event loop only."""

    def __init__(
        self,
        *,
        name: str,
        members: Sequence[Member],
        app: SlackApp,
        clock: HouseClock,
        machine_time: Callable[[], float],
        channels: Iterable[str],
    ) -> None:
        self.name = name
        self.domain = "".join(filter(str.isalnum, name.lower())) or "playground"
        self.app = app
        self.clock = clock
        self.machine_time = machine_time
        self.members = {each.id: each for each in members}
        self.members[BOT_USER] = Member(BOT_USER, app.bot_name, app.bot_name, "", None, is_bot=True)
        self.slackbot = Member(SLACKBOT, "slackbot", "Slackbot", "", None)
        self.conversations: dict[str, Conversation] = {}
        for number, channel in enumerate(channels, start=1):
            everyone = set(self.members)
            made = Conversation(f"C{number}", "channel", channel, everyone)
            self.conversations[made.id] = made
        self.installed = True
        self.tickets = Tickets()
        self.shelf = Shelf()
        self.views = Views(now=machine_time, changed=lambda user: self.touch([user]))
        self.problems: dict[str, str] = {}
        self.revisions: Counter[str] = Counter()
        self._waiting: set[asyncio.Event] = set()
        self._last_ts = 0
        self._ended = False
        self._typed_in_messages: dict[tuple[str, str], dict[str, Any]] = {}

    def people(self) -> list[Member]:
        """Return the people, bots left out."""
        return [each for each in self.members.values() if not each.is_bot]

    def direct(self, user: str) -> Conversation:
        """Return the direct message between the app and that member, made if there is none."""
        known = f"D{user[1:]}"
        if known not in self.conversations:
            self.conversations[known] = Conversation(known, "im", self.app.name, {user, BOT_USER})
        return self.conversations[known]

    def next_ts(self) -> str:
        """Return a timestamp as Slack makes them: seconds, six decimals, never twice."""
        self._last_ts = max(self._last_ts + 1, int(self.machine_time() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def post(self, conversation: Conversation, *, user: str, text: str, **more: Any) -> Message:
        """Put a message into a conversation, now."""
        message = Message(self.next_ts(), self.clock.now(), user, text, **more)
        conversation.messages.append(message)
        self.touch(conversation.members)
        return message

    def typed_by(self, user: str, message: Message | None, view: View | None) -> dict[str, Any]:
        """Return what that member has put into the fields there, to be added to."""
        if view is not None:
            return view.typed
        place = (user, message.ts if message is not None else "")
        return self._typed_in_messages.setdefault(place, {})

    def tell(self, user: str, conversation: Conversation, sentence: str) -> Message:
        """Show a member a line from Slack itself, which nobody else sees."""
        return self.post(conversation, user=SLACKBOT, text=sentence, reader=user)

    def touch(self, users: Iterable[str]) -> None:
        """Note that these members see something new."""
        self.revisions.update(set(users))
        for event in self._waiting:
            event.set()

    def touch_all(self) -> None:
        """Note that everybody sees something new."""
        self.touch(self.members)

    async def wait_beyond(self, user: str, revision: int) -> int | None:
        """Wait until that member sees something newer than `revision`; return the newest.

        None when the workspace has ended.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            while self.revisions[user] <= revision and not self._ended:
                await event.wait()
                event.clear()
        finally:
            self._waiting.discard(event)
        return None if self._ended else self.revisions[user]

    def end(self) -> None:
        """Let everybody who waits go."""
        self._ended = True
        for event in self._waiting:
            event.set()
