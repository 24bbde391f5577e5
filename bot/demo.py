"""A house and a Slack workspace of its own, on one port of this machine.

What the demo shows in the browser, and what the tests talk to: real Bolt, signed requests, a real
database file; only Slack is ours. It takes nothing from the environment, so it can never touch a
real workspace.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shlex
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from anyio import to_thread
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.clock import Clock, machine_time
from bot.deadline import Patience
from bot.house import House
from bot.interviews.cautions import WEEKEND
from bot.interviews.model import Actor, Door, Kind, Search
from bot.interviews.people.people import Newcomer, Profile
from bot.interviews.planning.second_thoughts import SECOND_THOUGHTS
from bot.interviews.plans import Booking
from bot.interviews.tokens import TOKENS_LAST
from bot.manifest import manifest
from bot.playground import MailRoom, Member, Playground, SlackApp
from bot.server import Server, bind
from bot.settings import Settings
from bot.slack.buckets import NO_LIMIT
from bot.web import make_web

COMPANY = "Acme"
BOT_TOKEN = "xoxb-demo"  # noqa: S105 - opens the local workspace and nothing else
SIGNING_SECRET = "demo-signing-secret"  # noqa: S105 - the same
APP_TOKEN = "xapp-demo"  # noqa: S105 - the same
SAM, PAT, LEE, ANA, BOB = "U0SAM", "U0PAT", "U0LEE", "U0ANA", "U0BOB"
TEAM = (
    Member(SAM, "sam", "Sam Rivera", "sam@acme.example", "Europe/Madrid", "en-GB", is_admin=True,
           title="Recruiter"),
    Member(PAT, "pat", "Pat Chen", "pat@acme.example", "America/New_York", title="Interviewer"),
    Member(LEE, "lee", "Lee Okafor", "lee@acme.example", "Europe/Berlin", "en-GB",
           title="Interviewer"),
    Member(ANA, "ana", "Ana Ruiz", "ana@example.com", "Europe/London", "en-GB",
           is_restricted=True, title="Interviewee"),
    Member(BOB, "bob", "Bob Silva", "bob@example.com", "America/Sao_Paulo", is_restricted=True,
           title="Interviewee"),
)  # fmt: skip

HEADQUARTERS = ZoneInfo("Europe/Madrid")  # the recruiter's
MIA = Newcomer(name="Mia Long", email="mia@example.net")
MAIL_FROM = "Acme interviews <interviews@acme.example>"

STAFF = (SAM, PAT, LEE)
HINTS: tuple[Mapping[str, Any], ...] = (
    {
        "text": "This is a Slack workspace of your own, on this machine alone. The bot is the real "
        "one: it books interviews, tells both people, and reminds them.",
        "for": [SAM],
    },
    {
        "text": "1. You are Sam, who recruits. Choose the first line below, press Send, then Book.",
        "for": [SAM],
    },
    {
        "text": "2. Become Ana (under “You are”), and answer with a button. Sam's message follows.",
        "for": [SAM],
    },
    {
        "text": "3. Move the clock to the next reminder (at the top), and see who hears of it.",
        "for": [SAM],
    },
    {
        "text": "You interview. Answer with the buttons above, or type a line.",
        "for": [PAT, LEE],
    },
    {
        "text": "You are interviewed. Answer with the buttons above, or write to the recruiter.",
        "for": [ANA, BOB],
    },
    {
        "text": "Book by one line",
        "line": "/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/ana",
        "for": [SAM],
    },
    {"text": "Open the form", "line": "/interview new", "for": [SAM]},
    {"text": "Move it", "line": "/interview 1 move +30m", "for": [SAM]},
    {
        "text": "Book somebody by e-mail",
        "line": f'/interview for "{MIA.name} <{MIA.email}>" with @lee mon 10:00 30m phone',
        "for": [SAM],
    },
    {"text": "Propose another time", "line": "/interview 1 propose thu 11:00", "for": [PAT]},
    {"text": "See what is coming", "line": "/interview list week", "for": STAFF},
    {"text": "Everything you can type", "line": "/interview help", "for": STAFF},
)


class Demo:
    """The house, its workspace and its server. `start` and `stop`, or a `with` block.

    `port` 0 takes any free one. `clock` is the house clock. `team` are the members; those named
    in `recruiters` run the interviews. With `socket_mode` the house is reached over the websocket
    that it opens itself, instead of by signed posts. `patience` is what the house allows itself
    for an answer, `ack_seconds` what the workspace allows it. With `mail`, people
    outside get e-mails, which its in-box shows. `pause` is how long others are told nothing of what
    a recruiter did. What else is `given` are settings, by field name.
    """

    def __init__(  # noqa: PLR0913 - a whole demo is described by keywords, once
        self,
        database_url: str,
        *,
        port: int = 0,
        clock: Clock | None = None,
        team: Sequence[Member] = TEAM,
        recruiters: Sequence[str] = (SAM,),
        socket_mode: bool = False,
        patience: Patience | None = None,
        ack_seconds: float = 3.0,
        mail: bool = False,
        pause: timedelta = SECOND_THOUGHTS,
        **given: Any,
    ) -> None:
        bound = bind("127.0.0.1", port)
        self.url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        self.mail = MailRoom(bind("127.0.0.1", 0)) if mail else None
        given = {"database_url": database_url, "recruiters": ",".join(recruiters)} | given
        self.house = House(self._settings(given, socket_mode=socket_mode), clock or Clock(), pause)
        self.house.rates = NO_LIMIT
        app_manifest = manifest(url=None if socket_mode else self.url)
        self.playground = self._make_playground(team, app_manifest, ack_seconds)
        self._patience = patience or Patience()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._dispatch = None if socket_mode else self.house.answer
        self._server = Server(self._web(), bound)

    def start(self) -> None:
        """Serve, and connect the house to its workspace."""
        self._server.start()
        self.house.connect()

    def stop(self) -> None:
        """Stop everything; what is in the air is finished."""
        self.house.close()
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self.playground.close(), self._loop).result(5)
        self._server.stop()

    def greeting(self, address: str, *, tokens: bool) -> Iterator[str]:
        """Say what whoever started it needs, once people are known; with `tokens` of the API."""
        yield f"Your workspace: {address}"
        yield "You are Sam, who recruits: choose the first line there, press Send, then Book."
        yield f"The API, to read and to try: {self.url}/api/docs"
        if tokens:
            yield from self._tokens()
        else:
            yield "(A token for it: start the demo with --api.)"
        yield "Stop with Ctrl-C."

    def _tokens(self) -> Iterator[str]:
        house = self.house
        keys, sam = house.keys(), house.people.known(house.workspace_id, SAM)
        if keys is None or sam is None:
            return
        token, _ = keys.sign(sam.id, house.tokens.issuable_at(sam), TOKENS_LAST)
        yield f"Sam's token for it: {token}"
        settings = {
            "INTERVIEW_BOT_DATABASE_URL": house.settings.database_url,
            "INTERVIEW_BOT_JWT_SECRET": house.settings.jwt_secret[0].get_secret_value(),
        }
        given = " ".join(f"{name}={shlex.quote(value)}" for name, value in settings.items())
        yield f"Somebody else's: {given} interview-bot token --user {TEAM[3].email}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _settings(self, given: dict[str, Any], *, socket_mode: bool) -> Settings:
        by_mail = {"smtp_url": self.mail.url, "mail_from": MAIL_FROM} if self.mail else {}
        own = {
            "slack_api_url": f"{self.url}/slack-api/",
            "slack_bot_token": BOT_TOKEN,
            "slack_signing_secret": None if socket_mode else SIGNING_SECRET,
            "slack_app_token": APP_TOKEN if socket_mode else None,
            "company": COMPANY,
            "jwt_secret": secrets.token_urlsafe(),
        }
        return Settings.for_demo(**own | by_mail | given)

    def _make_playground(
        self, team: Sequence[Member], app_manifest: dict[str, Any], ack_seconds: float
    ) -> Playground:
        events = f"{self.url}/slack/events"
        return Playground(
            name=COMPANY,
            members=team,
            app=SlackApp(app_manifest, BOT_TOKEN, SIGNING_SECRET, events, APP_TOKEN),
            clock=self.house.clock,
            base_url=self.url,
            machine_time=machine_time,
            move_clock=self._move_clock,
            upcoming=self.house.upcoming,
            hints=HINTS,
            ack_seconds=ack_seconds,
            mail=self.mail,
        )

    def _web(self) -> Starlette:
        mounted = [*self.house.api(), Mount("/", app=self.playground.asgi)]
        web = make_web(
            self._dispatch, mounted, self._patience, self.house.missing, self.house.metrics.text
        )
        web.router.lifespan_context = self._lifespan
        return web

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        if self.mail is None:
            yield
            return
        await self.mail.open()
        yield
        self.mail.close()

    async def _move_clock(self, instant: datetime) -> None:
        await to_thread.run_sync(self.house.move_clock, instant)


def fill(house: House) -> None:
    """Put a small team and a few interviews of the coming days into an empty house."""
    people = {member.id: house.people.meet(house.workspace_id, _profile(member)) for member in TEAM}
    sam = Actor(person=people[SAM], door=Door.API)  # nobody is there to think again
    people[MIA.name] = house.people.introduce(MIA, by=sam)
    if house.interviews.search(Search(), by=sam).total:
        return  # a database that was given, and has been used
    next_day, day_after = _working_days(house.clock.now())
    for who, interviewer, day, begins, kind, place in (
        (ANA, PAT, next_day, "16:30", Kind.VIDEO_CALL, "https://meet.example.com/ana-pat"),
        (BOB, LEE, next_day, "13:00", Kind.IN_PERSON, "Room Bilbao, 2nd floor"),
        (BOB, PAT, day_after, "16:30", Kind.PHONE_CALL, "+34 600 000 000"),
        (MIA.name, LEE, day_after, "11:00", Kind.VIDEO_CALL, "https://meet.example.com/mia-lee"),
    ):
        application = house.people.open_applications(people[who], by=sam)[0]
        start_at = datetime.combine(day, time.fromisoformat(begins), HEADQUARTERS)
        house.interviews.do(
            Booking(
                kind=kind,
                start_at=start_at,
                end_at=start_at + timedelta(minutes=45),
                interviewee_id=application.id,
                interviewer_id=people[interviewer].id,
                location=place,
            ),
            by=sam,
        )


def _working_days(now: datetime) -> list[date]:
    """Give the next two days that are of no weekend, where the recruiter is."""
    today = now.astimezone(HEADQUARTERS).date()
    coming = (today + timedelta(days=each) for each in range(1, 5))
    return [day for day in coming if day.weekday() not in WEEKEND][:2]


def _profile(member: Member) -> Profile:
    return Profile(
        slack_user_id=member.id,
        name=member.real_name,
        email=member.email,
        time_zone=member.tz,
        locale=member.locale,
    )
