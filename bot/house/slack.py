"""What is Slack's of the house: who answers there, who posts there, and whether we are let in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError

from bot.admission import LISTENING_REFUSED, NotConnected, StillLetIn, let_in, not_connected
from bot.clock import machine_now, monotonic
from bot.house.rules import GROUP, Rules
from bot.interviews.sending.terms import Terms
from bot.manifest import SCOPES, SPARED
from bot.metrics import Metrics
from bot.slack.app import make_app
from bot.slack.buckets import Buckets, Rates
from bot.slack.calls import UNREACHABLE, HurriedClient, OneTryClient
from bot.slack.desk import Desk
from bot.slack.digests import DigestPost
from bot.slack.directory import Directory
from bot.slack.envelopes import Envelopes
from bot.slack.erasing import SlackEraser
from bot.slack.home import Homes, blank_home, home_view
from bot.slack.post import SlackPost
from bot.slack.socket_mode import NotGreeted, Pace, SocketMode
from bot.tracing import tracing
from bot.words import Words
from bot.words.view import Setting
from bot.workers import Workers

NAMED = 3  # recruiters, when somebody is told who may
SHORTLY = 3.0  # seconds, for Slack's answer where a balancer waits for ours


class SlackDoor:
    """Slack's door: `enter` shows the token, `open` begins to answer, `close` ends it."""

    def __init__(self, rules: Rules, metrics: Metrics, workers: Workers) -> None:
        self.app: App | None = None
        self.socket_mode: SocketMode | None = None
        self._rules = rules
        self._metrics = metrics
        self._workers = workers
        self._token = slack_token(rules)
        self._address = rules.settings.slack_api_url
        self._homes: Homes | None = None
        still = OneTryClient(self._token, self._address, SHORTLY)
        self._is_let_in = StillLetIn(still, monotonic)

    @property
    def is_well(self) -> bool:
        """Whether it is open, and Slack has not shut us out since."""
        return self.app is not None and self._is_let_in()

    @property
    def is_connected(self) -> bool:
        """Whether the websocket stands, where there is to be one."""
        return self.socket_mode is None or self.socket_mode.connected

    def enter(self) -> Mapping[str, str]:
        """Ask for what Slack would otherwise fail at in silence; say who we are there.

        NotConnected says what is missing, and where to get it.
        """
        return let_in(self._client(), set(SCOPES) - SPARED).identity

    def open(self, team: Mapping[str, str], setting: Setting, pace: Pace | None) -> Desk:
        """Begin to answer that team; gives the desk at which it is answered."""
        rules, settings = self._rules, self._rules.settings
        client = HurriedClient(self._token, self._address)
        directory = Directory(client, rules.people, rules.workspace_id, monotonic)
        directory.introduce(sorted(rules.appointed)[:NAMED])
        desk = _desk(rules, directory, client, setting)
        knows = partial(rules.people.known, rules.workspace_id)
        self._homes = Homes(partial(home_view, desk), knows, client, monotonic)
        self._homes.start()
        secret = settings.slack_signing_secret
        self.app = make_app(desk, team, secret.get_secret_value() if secret else "", self._homes)
        if settings.slack_app_token:
            self._open_socket(settings.slack_app_token.get_secret_value(), pace or Pace())
        return desk

    def post(self, setting: Setting, terms: Terms, rates: Rates | None) -> SlackPost:
        """Give the post that goes by direct message."""
        seconds = terms.timeout.total_seconds()
        client = OneTryClient(self._token, self._address, seconds)
        buckets = Buckets(rates or Rates(), monotonic)
        remember = self._rules.people.remember_channel
        return SlackPost(client, setting, self._rules.clock, remember, buckets, machine_now)

    def eraser(self, post: SlackPost, setting: Setting, desk: Desk) -> SlackEraser:
        """Give who takes out of Slack what it still shows of the forgotten."""
        blank = partial(blank_home, desk, self._rules.workspace_id)
        return SlackEraser(post, setting, self._rules.clock, blank)

    def digests(self, post: SlackPost) -> DigestPost:
        """Give who tells channels what is on today."""
        return DigestPost(self._rules.digests, post, monotonic)

    def group_members(self) -> Iterable[str]:
        """Give whoever is in the user groups that the settings name; NotConnected."""
        client = self._client()
        for group in self._rules.settings.recruiters:
            if group.startswith(GROUP):
                try:
                    yield from client.usergroups_users_list(usergroup=group)["users"]
                except UNREACHABLE as error:
                    refused = (
                        f"INTERVIEW_BOT_RECRUITERS names the user group {group}, which Slack does "
                        "not give ({code})."
                    )
                    raise not_connected(client, error, refused) from None

    async def answer(self, request: BoltRequest) -> BoltResponse | None:
        """Answer a request of Slack's; None while the door is not open."""
        if self.app is None:
            return None
        with tracing(request.body.get("event_id")), self._metrics.answering("slack"):
            return await self._workers.do(partial(self.app.dispatch, request))

    def wake(self) -> None:
        """Have the Homes that are open follow what was done."""
        if self._homes:
            self._homes.wake()

    def close(self) -> None:
        """Answer nothing more."""
        if self.socket_mode:
            self.socket_mode.stop()
        if self._homes:
            self._homes.stop()

    def _answer_now(self, request: BoltRequest) -> BoltResponse | None:
        if self.app is None:
            return None
        with tracing(request.body.get("event_id")), self._metrics.answering("slack"):
            return self._workers.do_now(partial(self.app.dispatch, request))

    def _client(self) -> OneTryClient:
        """Make a client for what nobody waits for."""
        return OneTryClient(self._token, self._address)

    def _open_socket(self, token: str, pace: Pace) -> None:
        envelopes = Envelopes(self._answer_now, Words(None, self._rules.settings.time_zone))
        self.socket_mode = SocketMode(self._client(), token, envelopes, monotonic, pace)
        try:
            self.socket_mode.start()
        except SlackApiError as error:
            raise not_connected(self._client(), error, LISTENING_REFUSED) from None
        except (OSError, NotGreeted) as error:
            raise NotConnected(
                f"Slack accepts SLACK_APP_TOKEN, but its connection cannot be opened: {error}"
            ) from None


def slack_token(rules: Rules) -> str | None:
    """Give the token by which we are let in; None where Slack is off."""
    token = rules.settings.slack_bot_token
    return token.get_secret_value() if token else None


def _desk(rules: Rules, directory: Directory, client: HurriedClient, setting: Setting) -> Desk:
    return Desk(
        rules.interviews, rules.people, directory, client, setting, rules.clock.now,
        rules.preferring, rules.digests, rules.diary, rules.forgetting, rules.calendar_name,
        rules.table, rules.passing_on,
    )  # fmt: skip
