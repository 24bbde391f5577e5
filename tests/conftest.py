"""What all tests share: a book, how hypothesis searches, and that CI leaves nothing out."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import httpx
import hypothesis
import pytest
from slack_bolt import BoltRequest

import storage
from bot.clock import Clock, machine_time
from bot.deadline import Patience
from bot.demo import ANA, BOB, LEE, PAT, SAM, SIGNING_SECRET, TEAM, Demo
from bot.interviews.model import Kept, Search
from bot.interviews.model import Person as Known
from bot.interviews.people.people import Profile
from bot.playground import Member
from bot.playground.blockkit import elements_of
from bot.playground.driver import Driver, Person
from bot.playground.line import FORM, NO_AUTHORITIES
from bot.playground.payloads import command_form, interaction
from bot.slack.socket_mode import Pace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

pytest_plugins = ["postgresql_server"]

IN_CI = os.environ.get("CI") == "true"  # noqa: TID251 - a setting of the tests, not of the bot

CHROMIUM = Path("/usr/bin/chromium")
# What starts processes or windows: tests of many seconds each.
TAKING_LONG = tuple(
    f"tests/{each}"
    for each in ("api/test_c", "api/test_r", "benchmarks", "browser", "faults", "teeth", "test_cli",
                 "test_doors", "test_side_by_side")
)  # fmt: skip
FIRST_PART = 0.6  # of a run
PATIENCE = 20_000  # milliseconds: what a busy machine may take until a page shows what it will
DESK: Any = {"viewport": {"width": 1200, "height": 800}}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # what Chromium itself asks for
    "--renderer-process-limit=1",  # a process for each window takes longer than the test
)

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(scope="session")
def ci() -> bool:
    """Whether this is CI, where a missing browser or database is a failure."""
    return IN_CI


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, up to date: migrating takes much longer than copying."""
    file = tmp_path_factory.mktemp("migrated") / "book.sqlite3"
    storage.migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A book in a file of the test's own."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path)}"


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Where the book lies. A test of both parametrizes this."""
    return "postgresql" if request.config.getoption("--postgresql") else "sqlite"


@pytest.fixture
def book_url(database: str, request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{database}_url")
    return url


@pytest.fixture
def book(book_url: str) -> Iterator[storage.SqlBook]:
    book = storage.open_book(book_url)
    yield book
    book.close()


class Wire:
    """Slack's line to the house, held in one's own hand: for what no window would let one do.

    It posts what is signed, so it is for HTTP: over Socket Mode a test of it is skipped.
    """

    def __init__(self, demo: Demo) -> None:
        self._exchange = demo.playground._exchange
        self._client = httpx.Client(
            base_url=demo.url, timeout=60, trust_env=False, verify=NO_AUTHORITIES
        )
        self._heard: list[tuple[str, dict[str, str]]] = []
        self._socket_mode = demo.house.settings.slack_app_token is not None
        assert demo.house._slack.app is not None
        demo.house._slack.app.use(self._hear)

    @property
    def heard(self) -> list[tuple[str, dict[str, str]]]:
        """The requests that the house has taken as Slack's own: body and headers."""
        self._demand_http()
        return self._heard

    def _demand_http(self) -> None:
        if self._socket_mode:
            pytest.skip("This is about signed posts, and Socket Mode takes none.")

    def _hear(self, req: BoltRequest, next: Any) -> None:  # noqa: A002 - Bolt's own name
        self._heard.append((req.raw_body, {name: each[0] for name, each in req.headers.items()}))
        next()

    def sends(
        self, body: str, *, secret: str = SIGNING_SECRET, age: float = 0, **headers: str
    ) -> httpx.Response:
        """Post a body as Slack does, signed `age` seconds ago with that secret."""
        stamp = str(int(machine_time() - age))
        digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        signed = {
            "Content-Type": FORM,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
        }
        return self.repeats(body, signed | headers)

    def repeats(self, body: str, headers: dict[str, str]) -> httpx.Response:
        """Post a body with exactly these headers."""
        self._demand_http()
        return self._client.post("/slack/events", content=body.encode(), headers=headers)

    def types(self, person: Person, text: str, **form: str) -> httpx.Response:
        """Send a command with its text exactly as it is, nothing wrapped or escaped."""
        member = self._exchange.person(person.id)
        direct = self._exchange.conversation(member, None)
        url = self._exchange.response_url(member, direct, None)
        sent = command_form(
            self._exchange.workspace, member, direct, command="/interview", text=text,
            trigger_id=self._exchange.trigger(member), response_url=url,
        )  # fmt: skip
        return self.sends(urlencode(sent | form))

    def presses(
        self,
        person: Person,
        label: str,
        of: Person,
        *,
        trigger_id: str | None = None,
        **action: str,
    ) -> httpx.Response:
        """Press a button that stands before somebody else; `action` changes what it says."""
        message, block, element = next(
            (message, block, element)
            for message in reversed(of.messages())
            for block, element in elements_of(message["blocks"])
            if element.get("text", {}).get("text") == label
        )
        member = self._exchange.person(person.id)
        direct = self._exchange.conversation(member, None)
        pressed = {
            "response_url": self._exchange.response_url(member, direct, None),
            "container": {
                "type": "message", "message_ts": message["ts"], "channel_id": message["channel"],
                "is_ephemeral": message["ephemeral"],
            },
            "actions": [element | {"block_id": block["block_id"], "action_ts": "1.1"} | action],
        }  # fmt: skip
        if trigger_id is not None:
            pressed["trigger_id"] = trigger_id
        return self._interacts("block_actions", person, pressed)

    def submits(
        self, person: Person, of: Person, *, metadata: Any = None, **entered: Any
    ) -> httpx.Response:
        """Submit the form that stands before somebody, with whatever one likes in its fields."""
        view = of.state()["views"][-1]
        if metadata is not None:
            view["private_metadata"] = json.dumps(json.loads(view["private_metadata"]) | metadata)
        for block_id, element in view["state"]["values"].items():
            if block_id in entered:
                next(iter(element.values())).update(entered[block_id])
        return self._interacts("view_submission", person, {"view": view, "response_urls": []})

    def enters(self, view: Any, field: str, **entered: Any) -> dict[str, str]:
        """Put something into a field of a form as it stands in `view`; give the field's names."""
        block = next(each for each in view["blocks"] if each["block_id"].startswith(field))
        names = {"block_id": block["block_id"], "action_id": block["element"]["action_id"]}
        view["state"]["values"][names["block_id"]][names["action_id"]].update(entered)
        return names

    def moves(self, person: Person, view: Any, field: str, *, at: str, **entered: Any) -> None:
        """Change one field of a form as it stands in `view`, at the time `at` of Slack's clock."""
        action = {"type": "any", **self.enters(view, field, **entered), **entered, "action_ts": at}
        place = {"type": "view", "view_id": view["id"]}
        moved = {"view": view, "container": place, "actions": [action]}
        self._interacts("block_actions", person, moved).raise_for_status()

    def _interacts(self, kind: str, person: Person, more: dict[str, Any]) -> httpx.Response:
        member = self._exchange.person(person.id)
        trigger = {"trigger_id": self._exchange.trigger(member)}
        payload = interaction(self._exchange.workspace, kind, member) | trigger | more
        return self.sends(urlencode({"payload": json.dumps(payload)}))

    def close(self) -> None:
        self._client.close()


class Acme:
    """A company at work: the whole house and its local workspace, with somebody at each desk.

    It is Monday 23 November 2026, 10:00 in Madrid, where Sam recruits. Pat interviews from New
    York, Lee from Berlin; Ana in London and Bob in Sao Paulo are interviewed.
    """

    def __init__(self, demo: Demo, driver: Driver) -> None:
        self.demo = demo
        self.driver = driver
        self.house = demo.house
        self.url = demo.url
        self.wire = Wire(demo)
        self.sam, self.pat, self.lee, self.ana, self.bob = (
            driver.person(user) for user in (SAM, PAT, LEE, ANA, BOB)
        )

    def stored(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give the rows of everything that a deed writes, notices without how they ended."""
        chosen = {
            "interviews": "*",
            "history": "*",
            "notices": "interview_id, person_id, what, version, lead_time, start_at",
            "people": "id, title, role, email, active",
            "applications": "*",
        }
        with self.house.book.read() as pages:
            ask = pages._connection.exec_driver_sql
            return {
                table: sorted(
                    (tuple(row) for row in ask(f"SELECT {columns} FROM {table}")),  # noqa: S608 - our own words
                    key=repr,
                )
                for table, columns in chosen.items()
            }

    def settle(self) -> None:
        """Let the courier deliver everything that is due by now."""
        assert self.house.heartbeat is not None
        self.house.heartbeat.sweep()

    def erase(self) -> None:
        """Let everything be taken out that is left of whoever was forgotten."""
        due: datetime | None = self.house.clock.now()
        for _ in range(60):
            self.settle()
            with self.house.book.read() as pages:
                due = pages.next_remnant_due(in_slack=True)
            if due is None:
                return
            if due > self.house.clock.now():
                self.turn_clock(by=60)
        pytest.fail(f"something is still due at {due}")

    def turn_clock(self, *, to: datetime | str | None = None, by: float | None = None) -> None:
        """Turn the house clock: to an instant, to the next notice ("upcoming"), or by seconds."""
        self.driver.moves_clock(to=to, by=by)
        self.settle()

    def kept(self, interview_id: int) -> Kept:
        """Give an interview as it is kept."""
        with self.house.book.read() as pages:
            kept = pages.interview(self.house.workspace_id, interview_id)
        assert kept is not None
        return kept

    def person(self, who: Person) -> Known:
        """Give who that is to the house, met by now."""
        member = self.demo.playground.workspace.members[who.id]
        known = self.house.people.known(self.house.workspace_id, who.id)
        if known is not None:
            return known
        profile = Profile(
            slack_user_id=member.id, name=member.real_name, email=member.email,
            time_zone=member.tz, locale=member.locale, deactivated=member.deleted,
        )  # fmt: skip
        return self.house.people.meet(self.house.workspace_id, profile)

    def calls(
        self,
        who: Person,
        method: str,
        path: str,
        body: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Call the API with somebody's token."""
        keys = self.house.keys()
        assert keys is not None
        now, hour = self.house.clock.now(), timedelta(hours=1)
        token, _ = keys.sign(self.person(who).id, now, hour)
        return self.wire._client.request(
            method,
            f"/api/v1{path}",
            content=body.encode(),
            headers={"authorization": f"Bearer {token}", "content-type": "application/json"}
            | dict(headers or {}),
        )

    def books(
        self, line: str = "@ana with @pat fri 3pm 45m video at https://meet.example.com/x"
    ) -> int:
        """Let Sam book by one line, everybody told; give the interview's number."""
        self.sam.types(f"/interview {line}")
        self.sam.presses("Book")
        self.settle()
        with self.house.book.read() as pages:
            found = pages.search(self.house.workspace_id, Search(per_page=100)).interviews
        return max(kept.id for kept in found)


@pytest.fixture
def team() -> Sequence[Member]:
    """Who works at Acme; a test may add somebody."""
    return TEAM


@pytest.fixture
def socket_mode(request: pytest.FixtureRequest) -> bool:
    """Whether Slack reaches the house over Socket Mode instead of HTTP.

    A test of both parametrizes this; `pytest --socket-mode` plays all others over the websocket.
    """
    return bool(request.config.getoption("--socket-mode"))


@pytest.fixture
def hurry() -> dict[str, Any]:
    """How long an answer may take: the house's patience, and Slack's.

    What is said and done is tested everywhere, how fast in its own tests: this machine may be busy.
    """
    return {"patience": Patience(work=15, answer=5), "ack_seconds": 25}


@pytest.fixture
def pace(hurry: dict[str, Any]) -> Pace:
    """How patient the house is with its websocket."""
    return Pace(answering=hurry["patience"])


@pytest.fixture
def mail() -> bool:
    """Whether people outside the workspace get e-mails."""
    return False


@pytest.fixture
def pause() -> timedelta:
    """How long others are told nothing of what a recruiter did: most tests would only wait."""
    return timedelta(0)


@pytest.fixture
def acme(
    book_url: str,
    team: Sequence[Member],
    pace: Pace,
    hurry: dict[str, Any],
    pause: timedelta,
    *,
    socket_mode: bool,
    mail: bool,
) -> Iterator[Acme]:
    """The whole product, running on a port of its own."""
    clock = Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    demo = Demo(
        book_url, clock=clock, team=team, socket_mode=socket_mode, mail=mail, pause=pause, **hurry
    )
    demo.house.pace = pace
    with (
        demo,
        contextlib.closing(Driver(demo.url)) as driver,
    ):
        acme = Acme(demo, driver)
        yield acme
        acme.wire.close()


class Windows:
    """Windows of Chromium; what their pages complain of fails the test, and so does asking for
    anything that is not on this machine.
    """

    def __init__(self, browser: Browser, desk: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.asked: set[str] = set()  # the hosts that were asked for anything
        self._browser = browser
        self._desk = desk
        self._others: dict[str, BrowserContext] = {}

    def open(self, address: str, **options: Any) -> Page:
        """Open a window of 1200 by 800 (or as `options` say) and wait until it is filled."""
        page = (self._other(options) if options else self._desk).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.on("request", lambda asked: self.asked.add(str(urlsplit(asked.url).hostname)))
        page.goto(address)
        page.wait_for_selector("body.ready")
        return page

    def close(self) -> None:
        """Leave nothing behind of what this test has opened."""
        _, *opened = self._desk.pages
        for page in opened:
            page.evaluate("localStorage.clear()")
            page.close()
        for context in self._others.values():
            context.close()

    def _other(self, options: dict[str, Any]) -> BrowserContext:
        if str(options) not in self._others:
            self._others[str(options)] = self._browser.new_context(**{**DESK, **options})
        return self._others[str(options)]

    def _listen(self, said: ConsoleMessage) -> None:
        # That a deed was refused is told to the person, and logged by Chromium as well.
        refused = "status of 400" in said.text
        if said.type in {"error", "warning"} and not refused:
            self.complaints.append(said.text)


@pytest.fixture(scope="session")
def chromium(ci: bool) -> Iterator[Browser]:
    """Chromium itself, once for all tests."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - most need none of it

    expect.set_options(timeout=PATIENCE)
    how = "These tests drive Chromium: `apt-get install chromium` puts it at /usr/bin/chromium."
    if not CHROMIUM.exists():
        (pytest.fail if ci else pytest.skip)(how)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> BrowserContext:
    """What all windows of the ordinary kind share.

    One of them stays open and empty, and with it the process that draws the others: starting that
    anew takes as long as a page.
    """
    context = chromium.new_context(**DESK)
    context.new_page()
    return context


@pytest.fixture
def windows(chromium: Browser, desk: BrowserContext) -> Iterator[Windows]:
    """Windows onto whatever is served."""
    windows = Windows(chromium, desk)
    yield windows
    windows.close()
    assert windows.complaints == []
    assert windows.asked <= {"127.0.0.1"}


def pytest_addoption(parser: pytest.Parser) -> None:
    help_ = "Let Slack reach the house over Socket Mode wherever a test does not choose."
    parser.addoption("--socket-mode", action="store_true", help=help_)
    help_ = "Keep the book in PostgreSQL wherever a test does not choose."
    parser.addoption("--postgresql", action="store_true", help=help_)
    help_ = "Keep a picture of every screen of tests/browser, in the folder screenshots."
    parser.addoption("--pictures", action="store_true", help=help_)
    help_ = "How often deeds race the sweep, and how many companies live, in tests/interviews."
    parser.addoption("--runs", type=int, default=20, help=help_)
    help_ = "How many random lines are typed, in tests/slack/test_any_conversation.py."
    parser.addoption("--lines", type=int, default=1000, help=help_)
    help_ = "How many processes are killed, in tests/faults/test_killed_serves.py."
    parser.addoption("--kills", type=int, default=2, help=help_)


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a processor: the tests wait for disk and servers as long as they compute."""
    return min(2 * (os.cpu_count() or 1), 8)


def pytest_collection_finish() -> None:
    """Let Python's collector of garbage look no more through what stays until the end anyway."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread what takes long over the first part of a run, so that no worker ends with it alone."""
    taking_long = [item for item in items if item.nodeid.startswith(TAKING_LONG)]
    others = [item for item in items if not item.nodeid.startswith(TAKING_LONG)]
    if not taking_long or not others:
        return
    apart = FIRST_PART * len(others) / len(taking_long)
    places = {item: float(number) for number, item in enumerate(others)}
    places |= {item: number * apart for number, item in enumerate(taking_long)}
    items.sort(key=places.__getitem__)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_to_skip(report, expected_to_fail=hasattr(report, "wasxfail"))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_to_skip(report, expected_to_fail=False)
    return report


def _refuse_to_skip(
    report: pytest.TestReport | pytest.CollectReport, *, expected_to_fail: bool
) -> None:
    """Fail what was skipped in CI: a suite without its browser would look like a good one."""
    if IN_CI and report.skipped and not expected_to_fail:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
