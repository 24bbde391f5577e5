"""The house: the rules behind their doors, who tells people, and the clock that both go by."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from bot.clock import Clock, machine_now
from bot.house.health import missing_of, queue_of
from bot.house.rules import NAMELESS, Rules
from bot.interviews.forgetting.erasing import Erasing
from bot.interviews.forgetting.keeping import Keeping
from bot.interviews.overview import Queue
from bot.interviews.people.channels import Channels
from bot.interviews.planning.second_thoughts import SECOND_THOUGHTS
from bot.interviews.sending.courier import Courier
from bot.interviews.sending.terms import Terms
from bot.interviews.tidying import Clearing, GoingOn
from bot.metrics import CountedPost, Metrics
from bot.scheduler import Heartbeat, Teller
from bot.settings import Settings, keep_bolt_to_the_token
from bot.web import everything_under
from bot.when import warm as warm_when
from bot.words import warm as warm_words
from bot.words.view import Setting
from bot.workers import AT_WORK, BESIDE_A_SERVER, Workers
from storage import hang_bell, make_ready, open_book

if TYPE_CHECKING:
    from slack_bolt import BoltRequest, BoltResponse

    from bot.api.tokens import Keys
    from bot.house.slack import SlackDoor
    from bot.mail.post import MailPost
    from bot.slack.buckets import Rates
    from bot.slack.erasing import SlackEraser
    from bot.slack.post import SlackPost
    from bot.slack.socket_mode import Pace

# What reading times needs takes longest to load, and most lines hold no time: it is loaded beside,
# once the first answer is given (in seconds), or by the first line that needs it.
REST_AFTER = 1.0


class House(Rules):
    """Everything, wired. `connect` opens the Slack door; `close` closes all."""

    def __init__(
        self, settings: Settings, clock: Clock | None = None, pause: timedelta = SECOND_THOUGHTS
    ) -> None:
        make_ready(settings.database_url)
        book = open_book(settings.database_url)
        super().__init__(settings, book, clock or Clock(settings.clock), self._committed, pause)
        self._bell = hang_bell(settings.database_url, self._rung)
        self._workers = Workers(BESIDE_A_SERVER if self._bell else AT_WORK)
        self.metrics = Metrics(self.clock, self._queue)
        self.terms = Terms()
        self.pace: Pace | None = None  # and the next: as Slack's door has them, where not given
        self.rates: Rates | None = None
        self.heartbeat: Heartbeat | None = None
        self._slack: SlackDoor | None = None
        self._courier: Courier | None = None
        self._also: list[Teller] = []  # who tell something else
        self._load_the_rest = threading.Timer(REST_AFTER, warm_when)
        self._load_the_rest.daemon = True

    def connect(self) -> str:
        """Connect to Slack, and begin to answer and to remind; gives the team's name.

        What Slack would otherwise fail at in silence is asked first: the token, its scopes, the
        user groups of the settings. NotConnected says what is missing, and where to get it.
        """
        from bot.house.slack import SlackDoor  # noqa: PLC0415 - a waste without Slack

        keep_bolt_to_the_token()
        warm_words()  # now, or the first answer would be a slow one
        self._slack = door = SlackDoor(self, self.metrics, self._workers)
        team = door.enter()
        self.company = self.settings.company or team["team"]
        self.workspace_id = self.workspace(team["team_id"], team["team"])
        self.appointed |= frozenset(door.group_members())
        setting = self.setting(self.company)
        desk = door.open(team, setting, self.pace)
        post = door.post(setting, self.terms, self.rates)
        self._also = [door.digests(post), *self._house_work(door.eraser(post, setting, desk))]
        self._start_courier(post, setting)
        self._load_the_rest.start()
        return str(team["team"])

    def mail(self) -> str | None:
        """Begin to tell people by e-mail alone, without Slack; gives the sender's address.

        None: no mail server is set, so nobody is told anything. Nobody is kept too long either way.
        """
        warm_words()
        if self.sender is not None:
            self.company = self.company or self.sender.display_name or self.sender.domain
        self.workspace_id = self.only_workspace()  # whose name the letters' calendar files have
        self._also = self._house_work(None)
        if self.sender is None:
            self._start_heartbeat()
            return None
        self._start_courier(None, self.setting(self.company or NAMELESS))
        return self.sender.addr_spec

    def slack(self) -> Callable[[BoltRequest], Awaitable[BoltResponse | None]] | None:
        """Give what answers Slack's posts; None where Slack is off, or heard over Socket Mode."""
        over_http = self.settings.slack_bot_token and not self.settings.slack_app_token
        return self.answer if over_http else None

    async def answer(self, request: BoltRequest) -> BoltResponse | None:
        """Answer a request of Slack's; None while nobody is connected."""
        return await self._slack.answer(request) if self._slack else None

    def api(self) -> list[BaseRoute]:
        """Make the API, to be mounted; nothing where no secret is set for its tokens."""
        keys = self.keys()
        if keys is None:
            return []
        from bot.api.app import make_api  # noqa: PLC0415 - a waste without the API
        from bot.api.calls import Desk  # noqa: PLC0415 - the same

        warm_words()
        desk = Desk(
            self.interviews,
            self.tokens,
            self.clock.now,
            self.settings.time_zone,
            lambda: self.company,
            self.calendar_name,
        )
        api = make_api(desk, keys, self.settings.api_rate, self._workers)
        return [everything_under("/api", self.metrics.timed("api", api))]

    def keys(self) -> Keys | None:
        """Give what signs and reads the API's tokens; None where no secret is set."""
        secrets = [secret.get_secret_value() for secret in self.settings.jwt_secret]
        if not secrets:
            return None
        from bot.api.tokens import Keys  # noqa: PLC0415 - much comes with it, for the API alone

        return Keys(secrets)

    def missing(self) -> set[str]:
        """Name what this process needs to do its work, and has not got just now."""
        door = self._slack
        beside = {
            "Slack": not self.settings.slack_bot_token or (door is not None and door.is_well),
            "Socket Mode": door is None or door.is_connected,
            "courier": self.heartbeat is None or self.heartbeat.beating,
        }
        return {*missing_of(self.book), *(name for name, there in beside.items() if not there)}

    def next_due(self) -> datetime | None:
        """When the next notice or digest is due, or anything else that has its time."""
        return self._or_also(self._courier.next_due() if self._courier else None)

    def upcoming(self) -> datetime | None:
        """When somebody is told something new next, or anything else has its time."""
        with self.book.read() as pages:
            return self._or_also(pages.next_to_tell())

    def move_clock(self, instant: datetime) -> None:
        """Turn the house clock to that instant, stopping wherever something is due.

        So a day that passes in one press brings every reminder of that day at its own time.
        """
        while (due := self.next_due()) is not None and due <= instant:
            self._turn_to(due)
        self._turn_to(instant)

    def close(self) -> None:
        """Stop listening and reminding, finish what is in the air, and close the book."""
        self._load_the_rest.cancel()
        if self._slack:
            self._slack.close()
        if self.heartbeat:
            self.heartbeat.stop()
        if self._bell:
            self._bell.close()
        self.book.close()

    def _or_also(self, due: datetime | None) -> datetime | None:
        also = (teller.next_due() for teller in self._also)
        return min((each for each in (due, *also) if each is not None), default=None)

    def _turn_to(self, instant: datetime) -> None:
        if instant > self.clock.now():
            self.clock.move_to(instant)
        if self.heartbeat:
            self.heartbeat.sweep()
            self.heartbeat.wake()

    def _queue(self) -> Queue | None:
        return queue_of(self.book, self.clock.now())

    def _committed(self) -> None:
        """Have the couriers look: this process's, and those of all others on this database."""
        self._wake()
        if self._bell:
            self._bell.ring()

    def _rung(self) -> None:
        """Have the courier look, and look again: another process has done something."""
        self.book.outdate()
        self._wake()

    def _wake(self) -> None:
        if self.heartbeat:
            self.heartbeat.wake()
        if self._slack:
            self._slack.wake()

    def _house_work(self, eraser: SlackEraser | None) -> list[Teller]:
        """Give who forgets and clears away by itself, and sees to what is left of the forgotten."""
        work: list[Teller] = [
            GoingOn(self.forgetting, self.clock),
            Erasing(self.book, self.clock, eraser, self.settings.time_zone),
            Clearing(self.book, self.clock),
        ]
        if self.settings.keep is None:
            return work
        keep = self.settings.keep
        return [Keeping(self.forgetting, self.clock, self.workspace_id, keep), *work]

    def _mail_post(self, setting: Setting) -> MailPost | None:
        server, source = self.settings.smtp_url, self.sender
        if server is None or source is None:
            return None
        from bot.mail.post import MailPost  # noqa: PLC0415 - only where people are told by e-mail

        return MailPost(
            server,
            source,
            setting,
            self.clock,
            machine_now,
            self.terms.timeout,
            self.calendar_name(),
        )

    def _start_courier(self, direct: SlackPost | None, setting: Setting) -> None:
        mail = self._mail_post(setting)
        post = Channels(direct, mail) if direct and mail else direct or mail
        assert post is not None  # noqa: S101 - it is not started without a way to tell anybody
        self._courier = Courier(
            self.book,
            CountedPost(post, self.metrics),
            self.clock,
            machine_now,
            self.lead_times,
            self.terms,
        )
        self._start_heartbeat()

    def _start_heartbeat(self) -> None:
        self.heartbeat = Heartbeat(self._courier, self.clock, also=self._also)
        self.heartbeat.start()
        if self._bell:
            self._bell.start()
