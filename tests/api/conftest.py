"""The API on a port of its own, and people who call it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

import storage
from bot.api.tokens import Keys
from bot.clock import Clock, machine_now
from bot.house import House
from bot.interviews.model import Application, Interview, Kept, Person
from bot.server import Server, bind
from bot.settings import Settings
from bot.web import make_web
from storage import tables
from storage.ids import go_on_after
from storage.values import kept_row, person_row, values_of

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # Monday, 10:00 in Madrid
START = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
LENGTH = timedelta(minutes=45)

# Sam and Ada recruit, Pat and Lee interview, Ana and Bob are interviewed.
SAM, ADA, PAT, LEE, ANA, BOB = 1, 2, 3, 4, 5, 6
ANAS, BOBS = 11, 12  # their applications
PEOPLE = {
    SAM: {"title": "Sam Rivera", "role": "operator", "time_zone": "Europe/Madrid"},
    ADA: {"title": "Ada Moore", "role": "admin", "time_zone": "Europe/Madrid"},
    PAT: {"title": "Pat Chen", "role": "interviewer", "time_zone": "America/New_York"},
    LEE: {"title": "Lee Okafor", "role": "interviewer", "time_zone": "Europe/Berlin"},
    ANA: {
        "title": "Ana Ruiz",
        "role": "driver",
        "time_zone": "Europe/London",
        "phone_number": "+34 600 000 001",
    },
    BOB: {"title": "Bob Silva", "role": "driver", "time_zone": "America/Sao_Paulo"},
}


def shown(moment: datetime) -> str:
    """Write an instant as the API does."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def an_interview(number: int, **given: Any) -> dict[str, Any]:
    """Ana with Pat on Friday at 14:00 UTC, as the API shows it."""
    driver, applied = given.pop("driver", ANA), given.pop("application", ANAS)
    interviewer = given.pop("interviewer", PAT)
    start_at = given.pop("start", START)
    return {
        "id": number,
        "amend_end_at": None,
        "amend_start_at": None,
        "amended_by": None,
        "end_at": shown(start_at + LENGTH),
        "interviewee": {
            "id": applied,
            "currency": "GBP",
            "driver": {
                "id": driver,
                "image": None,
                "phone_number": PEOPLE[driver].get("phone_number"),
                "title": PEOPLE[driver]["title"],
            },
            "kind": "verified",
            "updated_at": "2026-11-20T08:13:05.789Z",
        },
        "interviewee_id": applied,
        "interviewer": {
            "id": interviewer,
            "contact_phone_number": None,
            "image": None,
            "title": PEOPLE[interviewer]["title"],
        },
        "interviewer_id": interviewer,
        "kind": "video_call",
        "location": "https://meet.example.com/27",
        "start_at": shown(start_at),
        "status": "pending",
    } | given


def fill_by_hand(url: str, lines: Iterable[Mapping[str, Any]]) -> None:
    """Fill a database with lines as they are imported: a `user` or an `interview` each."""
    book = storage.open_book(url)
    with book.write() as pages:
        workspace_id = pages.workspace(None, "Acme")
        for line in lines:
            if "user" in line:
                _keep_person(pages, Person(workspace_id=workspace_id, **line["user"]))
            if "application" in line:
                _keep_application(
                    pages, Application(workspace_id=workspace_id, **line["application"])
                )
            if "interview" in line:
                _keep_interview(pages, workspace_id, line["interview"])
        for table in (tables.people, tables.applications, tables.interviews):
            highest = pages._connection.execute(sa.select(sa.func.max(table.c.id))).scalar()
            if highest:
                go_on_after(pages._connection, table, highest)
    book.close()


def _keep_person(pages: Any, person: Person) -> None:
    _write(pages, tables.people, {"id": person.id, **person_row(person)})


def _keep_application(pages: Any, application: Application) -> None:
    _write(pages, tables.applications, values_of(application))


def _keep_interview(pages: Any, workspace_id: int, body: Mapping[str, Any]) -> None:
    interview = Interview.model_validate(body)
    parts = (body["interviewee"]["driver"], "driver"), (body["interviewer"], "interviewer")
    for part, role in parts:
        if pages.person(workspace_id, part["id"]) is None:
            _keep_person(pages, Person(workspace_id=workspace_id, role=role, **part))
    application = Application(
        workspace_id=workspace_id,
        driver_id=interview.interviewee.driver.id,
        **interview.interviewee.model_dump(exclude={"driver"}),
    )
    if pages.application(workspace_id, application.id) is None:
        _keep_application(pages, application)
    kept = Kept(
        interview=interview,
        version=1,
        workspace_id=workspace_id,
        owner=None,
        forced=True,  # those that a test lists may overlap
        application=application,
        interviewee_person=pages.person(workspace_id, interview.interviewee.driver.id),
        interviewer_person=pages.person(workspace_id, interview.interviewer_id),
    )
    _write(pages, tables.interviews, {"id": kept.id, **kept_row(kept)})


def _write(pages: Any, table: sa.Table, row: Mapping[str, Any]) -> None:
    pages._connection.execute(sa.insert(table), row)


class Client:
    """Calls the API with somebody's token."""

    def __init__(self, url: str, token: str | None) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.Client(
            base_url=f"{url}/api/v1", timeout=60, trust_env=False, headers=headers
        )

    def __call__(
        self, method: str, path: str, interview: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """Call; `interview` is what stands under the body's root."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = None if interview is None else {"interview": interview}
        return self.http.request(method, path, json=sent, headers=names)

    def sends(self, method: str, path: str, body: bytes, **headers: str) -> httpx.Response:
        """Call with a body just as it is."""
        names = {"content-type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return self.http.request(method, path, content=body, headers=names)


class Api:
    """The API at work. `sam`, `pat`, … call it, each with a token of their own."""

    def __init__(self, house: House, url: str) -> None:
        self.house = house
        self.url = url
        self._clients: list[Client] = []

    def token(self, person: int) -> str:
        keys = self.house.keys()
        assert keys is not None
        return keys.sign(person, self.house.clock.now(), timedelta(days=30))[0]

    def client(self, person: int | None = None, token: str | None = None) -> Client:
        if person is not None:
            token = self.token(person)
        self._clients.append(Client(self.url, token))
        return self._clients[-1]

    def close(self) -> None:
        for client in self._clients:
            client.http.close()

    def everything(self) -> list[tuple[Any, ...]]:
        """Every row of every table."""
        with self.house.book.read() as pages:
            return [
                (table.name, *row)
                for table in tables.Base.metadata.sorted_tables
                for row in pages._connection.execute(sa.select(table))
            ]

    def kept(self, number: int) -> Kept:
        with self.house.book.read() as pages:
            kept = pages.interview(1, number)
        assert kept is not None
        return kept


@pytest.fixture
def lines() -> list[dict[str, Any]]:
    """What is in the database: a test may bring its own."""
    applied = {"kind": "verified", "updated_at": "2026-11-20T08:13:05.789Z", "currency": "GBP"}
    return [
        *({"user": {"id": number, **person}} for number, person in PEOPLE.items()),
        {"application": {"id": ANAS, "driver_id": ANA, **applied}},
        {"application": {"id": BOBS, "driver_id": BOB, **applied}},
        {"interview": an_interview(27)},
    ]


@pytest.fixture
def settings() -> dict[str, Any]:
    """Settings of the house besides; a test may bring its own."""
    return {}


@contextlib.contextmanager
def served(url: str, now: datetime, **settings: Any) -> Iterator[Api]:
    """Serve the API alone, from that database."""
    given = {"jwt_secret": SECRET, "api_rate": 0, "time_zone": "Europe/Madrid"} | settings
    chosen = Settings.for_demo(database_url=url, slack_api_url="http://127.0.0.1/", **given)
    house = House(chosen, Clock(now))
    bound = bind("127.0.0.1", 0)
    server = Server(make_web(None, house.api()), bound)
    server.start()
    api = Api(house, f"http://127.0.0.1:{bound.getsockname()[1]}")
    yield api
    api.close()
    server.stop()
    house.close()


@pytest.fixture
def api(book_url: str, lines: list[dict[str, Any]], settings: dict[str, Any]) -> Iterator[Api]:
    """The API on a port of its own, with a small company in its database."""
    fill_by_hand(book_url, lines)
    with served(book_url, NOW, **settings) as api:
        yield api


@pytest.fixture
def sam(api: Api) -> Client:
    return api.client(SAM)


@pytest.fixture
def pat(api: Api) -> Client:
    return api.client(PAT)


@pytest.fixture
def ana(api: Api) -> Client:
    return api.client(ANA)


@pytest.fixture(name="fill")
def fill_fixture() -> Callable[..., None]:
    """Fills a database with lines."""
    return fill_by_hand


@contextlib.contextmanager
def serving(url: str, **variables: str) -> Iterator[str]:
    """Let `interview-bot serve` answer, from that database; gives its address."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME")} | {  # noqa: TID251 - what a process needs to start
        "INTERVIEW_BOT_DATABASE_URL": url,
        "INTERVIEW_BOT_JWT_SECRET": SECRET,
    }
    with subprocess.Popen(  # noqa: S603 - our own command
        [BOT, "serve", "--port", "0"], env=environment | variables,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        said = ""
        while not (found := re.search(r"The API is at (http://[^/]+)/api/v1", said)):
            line = process.stdout.readline()
            assert line, said
            said += line
        try:
            yield found[1]
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


@pytest.fixture
def serve() -> Callable[..., contextlib.AbstractContextManager[str]]:
    return serving


@pytest.fixture
def api_client() -> Iterator[Callable[[str, int], Client]]:
    """Makes clients of an API that runs in another process, by the real time."""
    made: list[Client] = []

    def client(address: str, person: int) -> Client:
        token, _ = Keys([SECRET]).sign(person, machine_now(), timedelta(days=1))
        made.append(Client(address, token))
        return made[-1]

    yield client
    for each in made:
        each.http.close()
