"""The buttons on a card: what this reader can do to this interview in this state."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interviews.model import Attendance, Kind, Says, Side, Status
from bot.interviews.planning.afterwards import proposed_for_later
from bot.interviews.planning.tellings import Concerned
from bot.slack import presses
from bot.slack.blocks import Block, actions, button
from bot.slack.cards import calendar
from bot.slack.cards.day import presses_of_the_day
from bot.slack.presses import Press, Pressed
from bot.words.places import is_time_to_join, join_url
from bot.words.view import View, first_name

PRIMARY = frozenset({Press.BE_THERE, Press.ACCEPT_PROPOSAL, Press.TAKE_IT})
DANGER = frozenset({Press.CANCEL})
LEAVING = {Side.INTERVIEWEE: Press.CANNOT_COME, Side.INTERVIEWER: Press.CANNOT_MAKE_IT}
RECORD = {
    Side.INTERVIEWEE: Press.RECORD_INTERVIEWEE_YES,
    Side.INTERVIEWER: Press.RECORD_INTERVIEWER_YES,
}


def rows(view: View) -> list[Block]:
    """Give the rows of buttons: the reader's own answer, what a recruiter can do, the calendar.

    Once it is off there is only what to send to whoever has to be told so by hand.
    """
    if view.capacity is None:
        return []
    carried = Pressed.on(view.kept).packed()
    if not view.kept.is_live:
        return actions(*(each for side in Side for each in _text_to_send(view, side, carried)))
    own = [_button(view, press, carried) for press in own_presses(view)]
    return [
        *actions(*_join(view), *own),
        *actions(*_recruiters(view, carried)),
        *actions(*_calendar(view)),
    ]


def own_buttons(view: View) -> list[Block]:
    """Give the buttons of the reader's own answer, to stand beside those of other interviews."""
    carried = Pressed.on(view.kept).packed()
    return [_button(view, press, carried, view.kept.id) for press in own_presses(view)]


def own_presses(view: View) -> list[Press]:
    """Give what the reader can answer for themselves; after the start, what matters then.

    A time that is proposed for after its end can be answered as long as it is to come.
    """
    side = view.side
    if view.has_started:
        return [*_to_what_is_still_proposed(view), *presses_of_the_day(view)]
    if view.capacity is Concerned.ASKED:
        return [Press.TAKE_IT, Press.LEAVE_IT]
    if side is None:
        return []
    interview = view.kept.interview
    if interview.status is Status.AMENDED:
        if interview.amended_by is side:
            return [Press.TAKE_BACK]
        return [Press.ACCEPT_PROPOSAL, Press.ANOTHER_TIME, Press.KEEP_OLD]
    answer = view.kept.answer(side)
    says = answer.says if answer else None
    return [
        *([] if says is Says.YES else [Press.BE_THERE]),
        Press.ANOTHER_TIME,
        *([] if says is Says.CANNOT else [LEAVING[side]]),
    ]


def _to_what_is_still_proposed(view: View) -> list[Press]:
    if view.side is None or proposed_for_later(view.kept, view.now) is None:
        return []
    if view.kept.interview.amended_by is view.side:
        return [Press.TAKE_BACK]
    return [Press.ACCEPT_PROPOSAL, Press.KEEP_OLD]


def _button(view: View, press: Press, carried: str, about: int | None = None) -> Block:
    style = "danger" if press in DANGER else None
    if press in PRIMARY and not is_time_to_join(view):  # a message has one button that stands out
        style = "primary"
    label = view.plain.say(f"button.{press.value}")
    return button(label, presses.action_id(press, about), carried, style=style)


def _recruiters(view: View, carried: str) -> Iterator[Block]:
    if not view.reader.is_recruiter:
        return
    yield _button(view, Press.EDIT, carried)
    missed = view.kept.attendance == Attendance.NO_SHOW
    if missed or not view.is_over:  # then it is said first whether they met
        yield _button(view, Press.CANCEL, carried)
    if view.kept.needs_cover and not view.has_started:
        yield _button(view, Press.ASK_ANOTHER, carried)
    for side in Side:
        if side is view.side:
            continue
        person = view.kept.person(side)
        if not view.is_over and view.waits_for(side):
            label = view.plain.say("button.record_yes", person=first_name(person))
            yield button(label, presses.action_id(RECORD[side]), carried)
        yield from _text_to_send(view, side, carried)


def _text_to_send(view: View, side: Side, carried: str) -> Iterator[Block]:
    person = view.kept.person(side)
    has_slack = person.slack_user_id is not None or person.is_forgotten
    too_late = view.kept.is_live and view.is_over  # what is off is not drawn anew at its end
    if view.reader.is_recruiter and not (has_slack or side is view.side or too_late):
        label = view.plain.say("button.text_to_send", person=first_name(person))
        yield button(label, presses.action_id(Press(f"text_for_{side.value}")), carried)


def _join(view: View) -> Iterator[Block]:
    url = join_url(view)
    if url is not None:
        kind = view.kept.interview.kind
        key = "button.open_link" if kind is Kind.IN_PERSON else "button.join"
        style = "primary" if is_time_to_join(view) else None
        yield button(view.plain.say(key), presses.action_id(Press.JOIN), url=url, style=style)


def _calendar(view: View) -> Iterator[Block]:
    if view.has_started or view.capacity is Concerned.ASKED:
        return
    interview = view.kept.interview
    title = view.plain.say("card.event", meeting=view.plain.say(f"meeting.{interview.kind.value}"),
                           company=view.company())  # fmt: skip
    event = (title, interview.start_at, interview.end_at, interview.location)
    for press, url in (
        (Press.ADD_TO_GOOGLE, calendar.google(*event)),
        (Press.ADD_TO_OUTLOOK, calendar.outlook(*event)),
    ):
        label = view.plain.say(f"button.{press.value}")
        yield button(label, presses.action_id(press), url=url)
