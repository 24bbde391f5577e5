"""The wiring: settings and a clock become a house with its doors.

Production, the demo and the tests are built by the same lines; only the settings, the clock and
Slack's address differ.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError
from starlette.routing import BaseRoute

from bot.admission import NotConnected, StillLetIn, app_token_refused, let_in
from bot.almanac import public_holiday
from bot.clock import Clock, machine_now, monotonic
from bot.deadline import Patience, somebody_waits
from bot.files import write_table
from bot.interviews.channels import Channels
from bot.interviews.courier import Courier
from bot.interviews.delivery import Terms
from bot.interviews.diary import Diary
from bot.interviews.digests import Digests
from bot.interviews.erasing import Erasing
from bot.interviews.forgetting import Forgetting
from bot.interviews.keeping import Keeping
from bot.interviews.model import Actor, Search
from bot.interviews.moving.mover import Mover
from bot.interviews.overview import Queue
from bot.interviews.passing_on import PassingOn
from bot.interviews.people import People
from bot.interviews.preferring import Preferring
from bot.interviews.races import again_when_lost
from bot.interviews.reminders import LeadTimes
from bot.interviews.service import Interviews
from bot.interviews.tokens import Tokens
from bot.interviews.undoing import SECOND_THOUGHTS
from bot.mail.addresses import sender
from bot.manifest import SCOPES, SPARED
from bot.metrics import CountedPost, Metrics
from bot.scheduler import Heartbeat, Teller
from bot.settings import Settings, keep_bolt_to_the_token
from bot.slack.app import make_app
from bot.slack.buckets import Buckets, Rates
from bot.slack.calls import HurriedClient, OneTryClient
from bot.slack.desk import Desk
from bot.slack.digests import DigestPost
from bot.slack.directory import Directory
from bot.slack.envelopes import Envelopes
from bot.slack.erasing import SlackEraser
from bot.slack.home import Homes, blank_home, home_view
from bot.slack.post import SlackPost
from bot.slack.socket_mode import NotGreeted, Pace, SocketMode
from bot.tracing import tracing
from bot.web import everything_under
from bot.when import warm as warm_when
from bot.words import Words
from bot.words import warm as warm_words
from bot.words.view import Setting
from bot.workers import AT_WORK, BESIDE_A_SERVER, Workers
from storage import hang_bell, make_ready, open_book

if TYPE_CHECKING:
    from bot.api.tokens import Keys
    from bot.mail.post import MailPost

log = logging.getLogger(__name__)

# What reading times needs takes longest to load, and most lines hold no time: it is loaded beside,
# once the first answer is given (in seconds), or by the first line that needs it.
REST_AFTER = 1.0
NAMED = 3  # recruiters, when somebody is told who may
NAMELESS = "Interviews"  # a workspace of no team and no company
SHORTLY = 3.0  # seconds, for Slack's answer where a balancer waits for ours
GROUP = "S"  # the first letter of a user group's id


class House:
    """Everything, wired. `connect` opens the Slack door; `close` closes all."""

    def __init__(
        self, settings: Settings, clock: Clock | None = None, pause: timedelta = SECOND_THOUGHTS
    ) -> None:
        self.settings = settings
        self.clock = clock or Clock(settings.clock)
        make_ready(settings.database_url)
        self.book = open_book(settings.database_url)
        self._bell = hang_bell(settings.database_url, self._wake)
        self.lead_times = LeadTimes(
            interviewee=settings.lead_times["interviewee"],
            interviewer=settings.lead_times["interviewer"],
            asks_feedback=settings.feedback,
        )
        self.appointed: frozenset[str] = frozenset(
            recruiter for recruiter in settings.recruiters if not recruiter.startswith(GROUP)
        )
        self.people = People(self.book, self.clock, lambda: self.appointed)
        self._sender = sender(settings.mail_from) if settings.mail_from else None
        self.interviews = Interviews(
            self.book,
            self.clock,
            self.lead_times,
            self._committed,
            public_holiday,
            mails=self._sender is not None,
            pause=pause,
        )
        self.diary = Diary(self.book, self.clock)
        self.passing_on = PassingOn(
            self.book, self.clock, self._committed, mails=self._sender is not None
        )
        self.digests = Digests(self.book, self.clock, self._committed, settings.time_zone)
        self.forgetting = Forgetting(
            self.book,
            self.clock,
            self._committed,
            lambda: Words(None, settings.time_zone).say("forget.called"),
        )
        self.preferring = Preferring(self.book, self.clock, self.lead_times, self._committed)
        self.mover = Mover(self.book, self.clock, self.lead_times, settings.company or NAMELESS)
        self.tokens = Tokens(self.book, self.clock)
        self.company = settings.company  # without one, the team's name once connected
        self.workspace_id = 0  # known once connected
        self.heartbeat: Heartbeat | None = None
        self.pace = Pace()
        self.terms = Terms()
        self.rates = Rates()
        self._socket_mode: SocketMode | None = None
        self._courier: Courier | None = None
        self._workers = Workers(BESIDE_A_SERVER if self._bell else AT_WORK)
        self.metrics = Metrics(self.clock, self._queue)
        self._load_the_rest = threading.Timer(REST_AFTER, warm_when)
        self._load_the_rest.daemon = True
        self._app: App | None = None
        self._is_let_in: StillLetIn | None = None
        self._homes: Homes | None = None
        self._also: list[Teller] = []  # who tell something else

    def connect(self) -> str:
        """Connect to Slack, and begin to answer and to remind; gives the team's name.

        What Slack would otherwise fail at in silence is asked first: the token, its scopes, the
        user groups of the settings. NotConnected says what is missing, and where to get it.
        """
        keep_bolt_to_the_token()
        warm_words()  # now, or the first answer would be a slow one
        team = let_in(self._client(), set(SCOPES) - SPARED).identity
        self._is_let_in = StillLetIn(
            OneTryClient(self._token(), self.settings.slack_api_url, SHORTLY), monotonic
        )
        self.company = self.settings.company or team["team"]
        setting = self._setting(self.company)
        self.workspace_id = self._workspace(team["team_id"], team["team"])
        self.appointed |= frozenset(self._group_members())
        client = HurriedClient(self._token(), self.settings.slack_api_url)
        directory = Directory(client, self.people, self.workspace_id, monotonic)
        directory.introduce(sorted(self.appointed)[:NAMED])
        desk = Desk(
            self.interviews, self.people, directory, client, setting, self.clock.now,
            self.preferring, self.digests, self.diary, self.forgetting, self._calendar_name,
            self._table, self.passing_on,
        )  # fmt: skip
        secret = self.settings.slack_signing_secret
        knows = partial(self.people.known, self.workspace_id)
        self._homes = Homes(partial(home_view, desk), knows, client, monotonic)
        self._homes.start()
        self._app = make_app(desk, team, secret.get_secret_value() if secret else "", self._homes)
        if self.settings.slack_app_token:
            self._open_socket(self.settings.slack_app_token.get_secret_value())
        post = self._slack_post(setting)
        blank = partial(blank_home, desk, self.workspace_id)
        eraser = SlackEraser(post, setting, self.clock, blank)
        self._also = [DigestPost(self.digests, self._client()), *self._house_work(eraser)]
        self._start_courier(post, setting)
        self._load_the_rest.start()
        return str(team["team"])

    def mail(self) -> str | None:
        """Begin to tell people by e-mail alone, without Slack; gives the sender's address.

        None: no mail server is set, so nobody is told anything. Nobody is kept too long either way.
        """
        warm_words()
        sender = self._sender
        if sender is not None:
            self.company = self.company or sender.display_name or sender.domain
        self.workspace_id = self.only_workspace()  # whose name the letters' calendar files have
        self._also = self._house_work(None)
        if sender is None:
            self._start_heartbeat()
            return None
        self._start_courier(None, self._setting(self.company or NAMELESS))
        return sender.addr_spec

    def slack(self) -> Callable[[BoltRequest], Awaitable[BoltResponse | None]] | None:
        """Give what answers Slack's posts; None where Slack is off, or heard over Socket Mode."""
        over_http = self.settings.slack_bot_token and not self.settings.slack_app_token
        return self.answer if over_http else None

    async def answer(self, request: BoltRequest) -> BoltResponse | None:
        """Answer a request of Slack's; None while nobody is connected."""
        if self._app is None:
            return None
        with tracing(request.body.get("event_id")), self.metrics.answering("slack"):
            return await self._workers.do(partial(self._app.dispatch, request))

    def api(self) -> list[BaseRoute]:
        """Make the API, to be mounted; nothing where no secret is set for its tokens."""
        keys = self.keys()
        if keys is None:
            return []
        # Loading FastAPI takes a fifth of a start, which is a waste without the API.
        from bot.api.app import make_api  # noqa: PLC0415 - see above
        from bot.api.calls import Desk as ApiDesk  # noqa: PLC0415 - see above

        warm_words()
        desk = ApiDesk(
            self.interviews,
            self.tokens,
            self.clock.now,
            self.settings.time_zone,
            lambda: self.company,
            self._calendar_name,
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

    def only_workspace(self) -> int:
        """Give the workspace where no Slack says which; it is made if there is none yet."""
        return self._workspace(None, self.company or NAMELESS)

    def missing(self) -> set[str]:
        """Name what this process needs to do its work, and has not got just now."""
        return {
            name
            for name, there in (
                ("database", self._says_yes(self._database_answers)),
                ("disk", self._says_yes(self.book.takes_it)),
                ("Slack", not self.settings.slack_bot_token or self._slack_is_well()),
                ("Socket Mode", self._socket_mode is None or self._socket_mode.connected),
                ("courier", self.heartbeat is None or self.heartbeat.beating),
            )
            if not there
        }

    def _slack_is_well(self) -> bool:
        """Whether it was connected to, and has not shut us out since."""
        return self._app is not None and self._is_let_in is not None and self._is_let_in()

    def next_due(self) -> datetime | None:
        """When the next notice or digest is due, or anything else that has its time."""
        return self._or_also(self._courier.next_due() if self._courier else None)

    def upcoming(self) -> datetime | None:
        """When somebody is told something new next, or anything else has its time."""
        with self.book.read() as pages:
            return self._or_also(pages.next_to_tell())

    def _or_also(self, due: datetime | None) -> datetime | None:
        also = (teller.next_due() for teller in self._also)
        return min((each for each in (due, *also) if each is not None), default=None)

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
        if self._socket_mode:
            self._socket_mode.stop()
        if self._homes:
            self._homes.stop()
        if self.heartbeat:
            self.heartbeat.stop()
        if self._bell:
            self._bell.close()
        self.book.close()

    def _dispatch(self, request: BoltRequest) -> BoltResponse | None:
        if self._app is None:
            return None
        with tracing(request.body.get("event_id")), self.metrics.answering("slack"):
            return self._workers.do_now(partial(self._app.dispatch, request))

    def _queue(self) -> Queue:
        with self.book.read() as pages:
            return pages.queue(self.clock.now())

    def _says_yes(self, ask: Callable[[], bool]) -> bool:
        """Whether the database says so in time."""
        try:
            with somebody_waits(Patience(), monotonic()):
                return ask()
        except Exception as error:  # noqa: BLE001 - whatever it was, it does not answer
            log.warning("database_away", extra={"error": type(error).__name__})
            return False

    def _database_answers(self) -> bool:
        with self.book.read() as pages:
            pages.workspace_known()
        return True

    @again_when_lost
    def _workspace(self, slack_team_id: str | None, name: str) -> int:
        with self.book.write() as pages:
            return pages.workspace(slack_team_id, name)

    def _turn_to(self, instant: datetime) -> None:
        if instant > self.clock.now():
            self.clock.move_to(instant)
        if self.heartbeat:
            self.heartbeat.sweep()
            self.heartbeat.wake()

    def _committed(self) -> None:
        """Have the couriers look: this process's, and those of all others on this database."""
        self._wake()
        if self._bell:
            self._bell.ring()

    def _wake(self) -> None:
        if self.heartbeat:
            self.heartbeat.wake()
        if self._homes:
            self._homes.wake()

    def _client(self) -> OneTryClient:
        """Make a client for what nobody waits for."""
        return OneTryClient(self._token(), self.settings.slack_api_url)

    def _token(self) -> str | None:
        token = self.settings.slack_bot_token
        return token.get_secret_value() if token else None

    def _open_socket(self, token: str) -> None:
        envelopes = Envelopes(self._dispatch, Words(None, self.settings.time_zone))
        client = self._client()
        self._socket_mode = SocketMode(client, token, envelopes, monotonic, self.pace)
        try:
            self._socket_mode.start()
        except SlackApiError as error:
            raise app_token_refused(error) from None
        except (OSError, NotGreeted) as error:
            raise NotConnected(
                f"Slack accepts SLACK_APP_TOKEN, but its connection cannot be opened: {error}"
            ) from None

    def _group_members(self) -> Iterable[str]:
        client = self._client()
        for group in self.settings.recruiters:
            if group.startswith(GROUP):
                try:
                    yield from client.usergroups_users_list(usergroup=group)["users"]
                except SlackApiError as error:
                    raise NotConnected(
                        f"INTERVIEW_BOT_RECRUITERS names the user group {group}, which Slack "
                        f"does not give ({error.response['error']})."
                    ) from None

    def _setting(self, company: str) -> Setting:
        return Setting(
            company=company,
            command=self.settings.command,
            default_zone=self.settings.time_zone,
            lead_times=self.lead_times,
            holiday=public_holiday,
            mails=self._sender is not None,
        )

    def _calendar_name(self) -> str:
        with self.book.read() as pages:
            return pages.calendar_name(self.workspace_id or pages.workspace_known() or 0)

    def _table(self, search: Search, by: Actor) -> Iterator[bytes]:
        return write_table(self.mover.take_out(search, by=by))

    def _slack_post(self, setting: Setting) -> SlackPost:
        client = OneTryClient(
            self._token(), self.settings.slack_api_url, self.terms.timeout.total_seconds()
        )
        buckets = Buckets(self.rates, monotonic)
        remember = self.people.remember_channel
        return SlackPost(client, setting, self.clock, remember, buckets, machine_now)

    def _mail_post(self, setting: Setting) -> MailPost | None:
        server, source = self.settings.smtp_url, self._sender
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
            self._calendar_name(),
        )

    def _house_work(self, eraser: SlackEraser | None) -> list[Teller]:
        """Give who forgets by itself, and who sees to what is still shown of the forgotten."""
        erasing = Erasing(self.book, self.clock, eraser, self.settings.time_zone)
        if self.settings.keep is None:
            return [erasing]
        keep = self.settings.keep
        return [Keeping(self.forgetting, self.clock, self.workspace_id, keep), erasing]

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
