"""Whether everything is well: the database, the clocks, the ledger of notices, Slack, and e-mail.

It looks and changes nothing: no database is made or migrated, nobody is told anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import Field
from slack_sdk import WebClient
from sqlalchemy.exc import DBAPIError

from bot.admission import REINSTALL, Admission, NotConnected, let_in, let_listen
from bot.clock import Clock, machine_now
from bot.deadline import TookTooLong
from bot.interviews.model import Value
from bot.interviews.notices import State
from bot.interviews.overview import Overview
from bot.interviews.ports.book import Away, NotKept
from bot.mail.addresses import sender
from bot.mail.trouble import trouble
from bot.manifest import SCOPES, SPARED
from bot.settings import Settings
from bot.slack.calls import OneTryClient
from storage import NotReady, demand_writing, is_current, open_book, said_by

LATELY = timedelta(days=1)
LATE = timedelta(minutes=1)  # by which a notice that is due has left, if anybody sends
ASTRAY, FAR_ASTRAY = timedelta(seconds=5), timedelta(seconds=60)  # between two clocks
TRIED = "{:,} of them could not be sent so far: see Slack and e-mail below."
UNTRIED = "nobody has sent it. Is interview-bot serve running, and connected to Slack?"
SLACK_ANSWERS_WITHIN = 10.0  # seconds


class Verdict(StrEnum):
    """How something is."""

    WELL = "well"
    LOOK = "look"  # it works, and somebody should know
    WRONG = "wrong"  # somebody is or will be missed, or cannot get in


class Finding(Value):
    """One thing that was looked at."""

    what: str
    verdict: Verdict
    says: str
    figures: dict[str, Any] = Field(default_factory=dict)  # JSON: what the sentence rests on


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, one thing after the other; what is wrong with one stops no other."""
    finding, overview = _database(settings)
    yield finding
    yield _house_clock(settings)
    if overview:
        yield _clocks("the database's clock", overview.database_now)
        yield from _notices(overview, Clock(settings.clock).now())
    yield _keep(settings)
    yield from _slack(settings)
    yield _mail(settings)


def _database(settings: Settings) -> tuple[Finding, Overview | None]:
    try:
        if is_current(settings.database_url):
            kind = "SQLite" if settings.database_url.startswith("sqlite") else "PostgreSQL"
            demand_writing(settings.database_url)
            overview = _overview(settings)
            return _well("database", f"{kind} answers, and its tables are up to date."), overview
        says = "It is not up to date, or not made yet. Run: interview-bot migrate"
    except NotReady as not_ready:
        says = str(not_ready)
    except NotKept as full:
        says = f"It cannot be written just now ({full})."
    except TookTooLong:
        says = "Others keep it locked. If that goes on, see who does."
    except (Away, DBAPIError, OSError) as error:  # OSError: its folder may not be entered
        says = f"It cannot be used ({said_by(error)}). Look at INTERVIEW_BOT_DATABASE_URL."
    except ModuleNotFoundError as missing:
        says = f"INTERVIEW_BOT_DATABASE_URL needs the Python package {missing.name}. Install it."
    return _wrong("database", says), None


def _overview(settings: Settings) -> Overview:
    since = Clock(settings.clock).now() - LATELY
    with closing(open_book(settings.database_url)) as book, book.read() as pages:
        return pages.overview(since, machine_now())


def _house_clock(settings: Settings) -> Finding:
    if settings.clock is None:
        return _well("house clock", "It shows the machine's time.")
    return Finding(
        what="house clock",
        verdict=Verdict.LOOK,
        says="INTERVIEW_BOT_CLOCK is set, so it does not show the real time. "
        "That is for demos and tests.",
    )


def _keep(settings: Settings) -> Finding:
    if settings.keep is None:
        return _well("keep", "INTERVIEW_BOT_KEEP is not set: nobody is forgotten by itself.")
    days = settings.keep.days
    says = f"Who only applied is forgotten {days:,} days after their last interview, by itself."
    return _well("keep", says, days=days)


def _clocks(whose: str, theirs: datetime) -> Finding:
    apart = abs(theirs - machine_now())
    seconds = round(apart.total_seconds())
    verdict = (
        Verdict.WRONG if apart > FAR_ASTRAY else Verdict.LOOK if apart > ASTRAY else Verdict.WELL
    )
    says = (
        "It agrees with this machine's."
        if verdict is Verdict.WELL
        else f"It and this machine's are {seconds} seconds apart. Have both set by NTP."
    )
    return Finding(what=whose, verdict=verdict, says=says, figures={"seconds_apart": seconds})


def _notices(overview: Overview, now: datetime) -> Iterator[Finding]:
    yield _oldest(overview, now)
    yield _sent(overview, now)
    yield from (_ended(overview, *each) for each in ENDINGS)
    yield _leases(overview)


def _oldest(overview: Overview, now: datetime) -> Finding:
    due, put_off = overview.oldest_due_at, overview.put_off
    planned = overview.notices.get(State.PLANNED, 0)
    waiting = planned + overview.in_the_air
    if due is None:
        return _well("notices", "Nothing is waiting to be told.", planned=planned, lag_seconds=0)
    lag = max(timedelta(0), now - due)
    figures = {
        "planned": planned, "put_off": put_off,
        "oldest_due_at": due.isoformat(),
        "lag_seconds": round(lag.total_seconds(), 3),
    }  # fmt: skip
    if lag <= LATE:
        says = f"{waiting:,} wait; the next is due {due:%Y-%m-%d %H:%M} UTC."
        return _well("notices", says, **figures)
    says = f"The oldest of {waiting:,} that wait was due {_length(lag)} ago, and "
    says += TRIED.format(put_off) if put_off else UNTRIED
    return Finding(what="notices", verdict=Verdict.WRONG, says=says, figures=figures)


def _sent(overview: Overview, now: datetime) -> Finding:
    told, ever = overview.told_lately, overview.notices.get(State.SENT, 0)
    lags = sorted(max(timedelta(0), each.settled_at - each.first_due_at) for each in told)
    if not lags:
        return _well(
            "notices sent", f"None of the last day ({ever:,} ever).", last_day=0, ever=ever
        )
    half, most = (lags[int(len(lags) * part)].total_seconds() for part in (0.5, 0.99))
    hour = sum(each.settled_at > now - timedelta(hours=1) for each in told)
    return Finding(
        what="notices sent",
        verdict=Verdict.LOOK if most > LATE.total_seconds() else Verdict.WELL,
        says=f"{len(told):,} of the last day ({ever:,} ever), {hour:,} of them within the last "
        f"hour; half left within {half:.1f} seconds of when they were due, 99 of 100 within "
        f"{most:.1f}.",
        figures={
            "last_hour": hour, "last_day": len(told), "ever": ever,
            "lag_seconds_p50": half, "lag_seconds_p99": most,
        },
    )  # fmt: skip


ENDINGS = (
    (State.FAILED, "could not be told; each one's recruiter knows"),
    (State.UNKNOWN, "may or may not have arrived, and were not sent a second time"),
    (State.EXPIRED, "came too late to be of use, and were not sent"),
)


def _ended(overview: Overview, state: State, meaning: str) -> Finding:
    lately, ever = overview.lately.get(state, 0), overview.notices.get(state, 0)
    return Finding(
        what=f"notices {state.value}",
        verdict=Verdict.LOOK if lately else Verdict.WELL,
        says=f"{lately:,} of the last day {meaning} ({ever:,} ever).",
        figures={"last_day": lately, "ever": ever},
    )


def _leases(overview: Overview) -> Finding:
    gone = overview.leases_run_out
    says = f"{overview.in_the_air:,} on the way." + (
        f" {gone:,} of them by somebody who is gone; the next courier takes them over."
        if gone
        else ""
    )
    verdict = Verdict.LOOK if gone else Verdict.WELL
    figures = {"in_the_air": overview.in_the_air, "run_out": gone}
    return Finding(what="leases", verdict=verdict, says=says, figures=figures)


def _slack(settings: Settings) -> Iterator[Finding]:
    if settings.slack_bot_token is None:
        yield Finding(
            what="Slack",
            verdict=Verdict.LOOK,
            says="It is off: SLACK_BOT_TOKEN is not set. Nobody is told anything from here.",
        )
        return
    token = settings.slack_bot_token.get_secret_value()
    client = OneTryClient(token, settings.slack_api_url, SLACK_ANSWERS_WITHIN)
    yield from _admission(client)
    if settings.slack_app_token:
        app_token = settings.slack_app_token.get_secret_value()
        yield _asked("Socket Mode", lambda: let_listen(client, app_token), "It may listen.")


def _mail(settings: Settings) -> Finding:
    server, mail_from = settings.smtp_url, settings.mail_from
    if server is None or mail_from is None:
        return _well(
            "e-mail",
            "It is off: INTERVIEW_BOT_SMTP_URL is not set. Who is not in Slack is told by nobody.",
        )
    wrong = trouble(server, sender(mail_from).domain)
    if wrong is not None:
        return _wrong("e-mail", wrong)
    login = "and accepts the login" if server.user else "and asks for no login"
    return _well("e-mail", f"{server.host}:{server.port} answers {login}.")


def _admission(client: WebClient) -> Iterator[Finding]:
    try:
        admission = let_in(client, set(SCOPES) - SPARED)
    except NotConnected as refused:
        yield _wrong("Slack", str(refused))
        return
    yield _token(admission)
    if admission.asked_at:
        yield _clocks("Slack's clock", admission.asked_at)


def _token(admission: Admission) -> Finding:
    """Say what the token may do, beside the manifest: without what is needed it is not let in."""
    lacks, more = sorted(SPARED - admission.scopes), sorted(admission.scopes - set(SCOPES))
    says = f"The token is good for {admission.identity.get('team')}, " + (
        f"but lacks {', '.join(lacks)}: not everything can be given that is asked for. {REINSTALL}"
        if lacks
        else "with every scope of the manifest."
    )
    if more:
        says += f" It has more than that, which nothing here uses: {', '.join(more)}."
    verdict = Verdict.LOOK if lacks or more else Verdict.WELL
    return Finding(what="Slack", verdict=verdict, says=says, figures={"lacks": lacks, "more": more})


def _asked(what: str, ask: Callable[[], object], well: str) -> Finding:
    try:
        ask()
    except NotConnected as refused:
        return _wrong(what, str(refused))
    return _well(what, well)


def _length(lag: timedelta) -> str:
    minutes = int(lag.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{minutes} min"


def _well(what: str, says: str, **figures: Any) -> Finding:
    return Finding(what=what, verdict=Verdict.WELL, says=says, figures=figures)


def _wrong(what: str, says: str) -> Finding:
    return Finding(what=what, verdict=Verdict.WRONG, says=says)


def as_json(findings: list[Finding]) -> Mapping[str, Any]:
    """Give what was found as JSON: the gravest verdict, and each finding."""
    gravest = max((each.verdict for each in findings), key=list(Verdict).index)
    return {
        "verdict": gravest.value,
        "findings": [each.model_dump(mode="json") for each in findings],
    }
