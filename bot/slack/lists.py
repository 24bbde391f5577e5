"""Lists of interviews: one's next ones, a day's, a person's, those that wait for an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import Any

from bot.interviews.model import LIVE, Actor, Search, Status
from bot.slack.cards import Message, listing
from bot.slack.desk import Desk, Reply
from bot.slack.files import send_table
from bot.slack.finding import find_subject, name_of
from bot.slack.grammar import Line, ListDay
from bot.slack.times_typed import day_said

MINE = 5
WEEK = 7  # days


def next_ones(desk: Desk, actor: Actor) -> Message:
    """List a person's next five interviews, with the buttons for the answers that are missing."""
    search = Search(person_id=actor.person.id, statuses=LIVE, ends_after=desk.now(), per_page=MINE)
    return show_list(desk, actor, search, "list.mine", asks=True)


def show_list(
    desk: Desk, actor: Actor, search: Search, heading: str, *, asks: bool = False, **values: Any
) -> Message:
    """Show a page of a list; a further page is one button away. `asks` as in `listing`."""
    page = desk.interviews.search(search, by=actor)
    more = None
    if search.page * search.per_page < page.total:
        more = packed(heading, search.but(page=search.page + 1))
    words = desk.words(actor)
    on_lock_screens, said = desk.both(actor, heading, **values)
    earlier = (search.page - 1) * search.per_page
    shown = listing(
        page, actor.person, words, desk.now(), desk.setting, said,
        more=more, earlier=earlier, asks=asks,
    )  # fmt: skip
    return Message(on_lock_screens, shown.blocks)


def packed(heading: str, search: Search) -> str:
    """Give the value of a button that shows a page of a list."""
    return f"{heading}\n{search.model_dump_json(exclude_unset=True)}"


def more_of_list(desk: Desk, actor: Actor, value: str) -> Message:
    """Show the page that a button asks for."""
    heading, _, asked = value.partition("\n")
    search = Search.model_validate_json(asked)
    person = desk.people.get(actor.person.workspace_id, search.person_id or 0)
    starts = search.starts_from
    day = starts.astimezone(desk.zone(actor)).date() if starts else None
    return show_list(desk, actor, search, heading, person=person, day=day)


def listed(desk: Desk, actor: Actor, line: Line) -> Reply:
    """Give the list that a line asks for."""
    return _of_those(desk, actor, line, show_list)


def exported(desk: Desk, actor: Actor, line: Line) -> Reply:
    """Send a table of what a line asks for, also of what was called off."""

    def send(desk: Desk, actor: Actor, search: Search, heading: str, **values: Any) -> Message:
        said = desk.words(actor).say(heading, **values)
        whatever = search.but(statuses=None) if search.statuses == LIVE else search
        return send_table(desk, actor, whatever, said)

    return _of_those(desk, actor, line, send)


def _of_those(desk: Desk, actor: Actor, line: Line, give: Callable[..., Message]) -> Message:
    """Give the interviews that a line asks for, by their search and its heading."""
    filters = line.filters
    search, heading, values = _of_then(desk, actor, line)
    search = search.but(statuses=LIVE, kind=filters.kind, unanswered=filters.unanswered)
    if filters.unanswered:
        heading = "list.unanswered"
    if filters.called_off:
        search, heading = _called_off(search), "list.called_off"
    if filters.mine:
        search = search.but(person_id=actor.person.id)
    if filters.who is not None:
        person = find_subject(desk, actor, filters.who)
        if person is None:
            return desk.say(
                actor, "line.nobody", name=name_of(filters.who), command=desk.setting.command
            )
        search = search.but(person_id=person.id)
    return give(desk, actor, search, heading, **values)


def _of_then(desk: Desk, actor: Actor, line: Line) -> tuple[Search, str, dict[str, Any]]:
    """Give the search of the days that a line names, else of all that is to come; and its heading.

    With the heading come its values.
    """
    named, zone = line.filters.day, desk.zone(actor)
    if named is not None:
        starts, ends = _days(named, desk.now().astimezone(zone))
        heading = f"list.{named.name.lower()}"
        return Search(starts_from=starts, starts_before=ends), heading, {}
    if line.when:
        day = day_said(desk, actor, line.when)
        starts, ends = _from_day(day, 1, zone)
        return Search(starts_from=starts, starts_before=ends), "list.day", {"day": day}
    return Search(ends_after=desk.now()), "list.all", {}


def _called_off(search: Search) -> Search:
    """Look for what was called off; where no day is said, also of the last seven."""
    since = search.ends_after and search.ends_after - timedelta(days=WEEK)
    return search.but(statuses=frozenset(Status) - LIVE, ends_after=since)


def today(desk: Desk, actor: Actor) -> Message:
    """List today's interviews, by the reader's clock."""
    starts, ends = _days(ListDay.TODAY, desk.now().astimezone(desk.zone(actor)))
    search = Search(statuses=LIVE, starts_from=starts, starts_before=ends)
    return show_list(desk, actor, search, "list.today")


def unanswered(desk: Desk, actor: Actor) -> Message:
    """List what waits for an answer."""
    search = Search(statuses=LIVE, unanswered=True, ends_after=desk.now())
    return show_list(desk, actor, search, "list.unanswered")


def days_of(named: ListDay | None, day: date | None, now: datetime) -> tuple[datetime, datetime]:
    """Give the first and the last midnight of what was said: of a day, or of a week."""
    return _days(named, now) if named else _from_day(day or now.date(), 1, now.tzinfo)


def _days(day: ListDay, now: datetime) -> tuple[datetime, datetime]:
    """Give the first and the last midnight of a day or of a week, in the reader's zone."""
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    first, days = {
        ListDay.TODAY: (today, 1),
        ListDay.TOMORROW: (today + timedelta(days=1), 1),
        ListDay.WEEK: (monday, WEEK),
        ListDay.NEXT_WEEK: (monday + timedelta(days=WEEK), WEEK),
    }[day]
    return _from_day(first, days, now.tzinfo)


def _from_day(first: date, days: int, zone: tzinfo | None) -> tuple[datetime, datetime]:
    midnight = partial(datetime.combine, time=time(), tzinfo=zone)
    return midnight(first), midnight(first + timedelta(days=days))
