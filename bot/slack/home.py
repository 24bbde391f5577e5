"""The App Home: drawn when somebody opens it, and anew while they may be looking at it.

Whoever opened theirs within the last half hour is taken to look at it. After each deed, of whatever
door and process, those Homes are drawn again, and published where they are different: one after the
other, more slowly than Slack would mind (views.publish takes a hundred a minute). Everybody else's
is drawn when they open it.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.deadline import answering
from bot.interviews.model import LIVE, Actor, Door, Kept, Person, Search
from bot.interviews.plans import Deed
from bot.interviews.refusals import Refused
from bot.slack.blocks import Block
from bot.slack.calls import UNREACHABLE
from bot.slack.cards import home, view_of
from bot.slack.cards.home import FEW, Part
from bot.slack.desk import Desk
from bot.slack.lists import packed
from bot.words import Worded

log = logging.getLogger(__name__)

LOOKED_AT_FOR = 30 * 60.0  # seconds
MOST = 200  # Homes that are kept up to date
PAUSE = 0.7  # seconds between two that are published
MANY = 100  # interviews that wait for an answer, of one person


class Homes:
    """The Homes that people look at; threads share it.

    `draw` gives the view of whoever has that Slack id, `knows` says whether somebody still has it:
    who was forgotten meanwhile is not met anew. `seconds` is the machine's monotonic clock.
    """

    def __init__(
        self,
        draw: Callable[[str], Block],
        knows: Callable[[str], object],
        client: WebClient,
        seconds: Callable[[], float],
    ) -> None:
        self._draw = draw
        self._knows = knows
        self._client = client
        self._seconds = seconds
        self._lock = threading.Lock()
        self._shown: OrderedDict[str, tuple[Block, float]] = OrderedDict()  # and until when
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_up, name="homes", daemon=True)

    def start(self) -> None:
        """Begin to keep them up to date."""
        self._thread.start()

    def stop(self) -> None:
        """Leave them as they are."""
        self._stopped.set()
        self._changed.set()

    def wake(self) -> None:
        """Have them drawn anew: something has changed."""
        self._changed.set()

    def opened(self, slack_user_id: str) -> None:
        """Publish somebody's Home, and keep it up to date for as long as they may look at it."""
        view = self._draw(slack_user_id)
        with answering():
            self._client.views_publish(user_id=slack_user_id, view=view)
        with self._lock:
            self._shown[slack_user_id] = (view, self._seconds() + LOOKED_AT_FOR)
            self._shown.move_to_end(slack_user_id)
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)

    def _keep_up(self) -> None:
        while self._changed.wait() and not self._stopped.is_set():
            self._changed.clear()
            with self._lock:
                looked_at = list(self._shown)
            for slack_user_id in looked_at:
                if self._stopped.is_set():
                    return
                try:
                    if self._brought_up_to_date(slack_user_id):
                        self._changed.set()  # somebody may have opened it anew meanwhile
                        self._stopped.wait(PAUSE)
                except Exception as error:  # noqa: BLE001 - it is drawn when it is opened again
                    log.warning("home_not_published", extra={"error": type(error).__name__})

    def _brought_up_to_date(self, slack_user_id: str) -> bool:
        with self._lock:
            shown, until = self._shown.get(slack_user_id, ({}, 0.0))
            if self._seconds() >= until or not self._knows(slack_user_id):
                self._shown.pop(slack_user_id, None)
                return False
        view = self._draw(slack_user_id)
        if view == shown:
            return False
        self._client.views_publish(user_id=slack_user_id, view=view)
        with self._lock:
            if slack_user_id in self._shown:
                self._shown[slack_user_id] = (view, until)
        return True


def listen(homes: Homes) -> Callable[..., None]:
    """Give the listener that is told when somebody opens the app."""

    def app_home_opened(event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            show(homes, event["user"])

    return app_home_opened


def show(homes: Homes, slack_user_id: str) -> None:
    """Show somebody their Home as it is now; when Slack does not, it stays as it was."""
    try:
        homes.opened(slack_user_id)
    except UNREACHABLE as error:
        log.warning("home_not_published", extra={"error": type(error).__name__})


def home_view(desk: Desk, slack_user_id: str) -> Block:
    """Give the view of somebody's Home; somebody new is met first."""
    actor = desk.directory.actor(slack_user_id)
    return home(
        _parts(desk, actor),
        actor.person,
        desk.words(actor),
        desk.now(),
        desk.setting,
        cannot_book=cannot_book(desk, actor),
        is_new=is_new(desk, actor),
    )


def blank_home(desk: Desk, workspace_id: int) -> Block:
    """Give the view of the Home of somebody of whom nothing is known."""
    nobody = Person(id=0, workspace_id=workspace_id, title="")
    actor = Actor(person=nobody, door=Door.SLACK)
    return home(
        [], nobody, desk.words(actor), desk.now(), desk.setting,
        cannot_book=cannot_book(desk, actor), is_new=True,
    )  # fmt: skip


def is_new(desk: Desk, actor: Actor) -> bool:
    """Whether somebody has never had anything to do with an interview."""
    ever = Search(person_id=actor.person.id, per_page=1)
    return not desk.interviews.search(ever, by=actor).total


def cannot_book(desk: Desk, actor: Actor) -> Worded | None:
    """Give the sentence that says who may book, for whoever may not."""
    try:
        desk.interviews.check(Deed.BOOK, by=actor)
    except Refused as refused:
        return desk.words(actor).refused(refused)
    return None


def _parts(desk: Desk, actor: Actor) -> list[Part]:
    """Give what needs an answer, and below it what else is coming: each interview once."""
    asked = _needs_an_answer(desk, actor)
    return [asked, *_coming(desk, actor, asked.interviews)]


def _needs_an_answer(desk: Desk, actor: Actor) -> Part:
    """Give what waits for one's own answer; for recruiters, what waits for anybody's."""
    search = Search(statuses=LIVE, unanswered=True, ends_after=desk.now())
    if actor.person.is_recruiter:
        return _part(desk, actor, "unanswered", "list.unanswered", search, asks=True)
    found = desk.interviews.search(search.but(per_page=MANY), by=actor).interviews
    views = (
        view_of(kept, actor.person, desk.words(actor), desk.now(), desk.setting) for kept in found
    )
    mine = [each.kept for each in views if each.waits_for_reader and not each.has_started]
    more = packed("list.unanswered", search)
    return Part("my_answer", mine[:FEW], len(mine), more, asks=True)


def _coming(desk: Desk, actor: Actor, above: Sequence[Kept]) -> Iterator[Part]:
    """Give today, the rest of the week and what is later, by the reader's clock."""
    now = desk.now().astimezone(desk.zone(actor))
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    for key, heading, first, last in (
        ("today", "list.today", today, tomorrow),
        ("week", "list.week", tomorrow, monday),
        ("later", "list.all", monday, None),
    ):
        search = Search(statuses=LIVE, starts_from=first, starts_before=last)
        shown = [kept for kept in above if _is_between(kept, first, last)]
        part = _part(desk, actor, key, heading, search, above=shown)
        if part.total or key != "later":
            yield part


def _is_between(kept: Kept, first: datetime, last: datetime | None) -> bool:
    start_at = kept.interview.start_at
    return first <= start_at and (last is None or start_at < last)


def _part(
    desk: Desk,
    actor: Actor,
    key: str,
    heading: str,
    search: Search,
    *,
    above: Sequence[Kept] = (),
    asks: bool = False,
) -> Part:
    page = desk.interviews.search(search.but(per_page=FEW + len(above)), by=actor)
    stand_above = {kept.id for kept in above}
    others = [kept for kept in page.interviews if kept.id not in stand_above]
    more = packed(heading, search)
    return Part(key, others[:FEW], page.total, more, above=len(above), asks=asks)
