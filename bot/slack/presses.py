"""Everything that can be pressed, and what rides in a button.

A button's action_id is its `Press`; where a message has the same button several times, the id
of what it concerns follows ("open:27"). `press_of` reads either.
"""

from __future__ import annotations

from enum import StrEnum

from bot.interviews.model import Kept, Seen, Value


class Press(StrEnum):
    """What each button does. Unless said otherwise its value is a `Pressed`."""

    BE_THERE = "be_there"  # one's own yes to the interview as it stands
    ANOTHER_TIME = "another_time"  # opens the form that proposes another time
    CANNOT_COME = "cannot_come"  # interviewee: opens "Find another time / Withdraw"
    CANNOT_MAKE_IT = "cannot_make_it"  # interviewer: opens the form that asks why
    ACCEPT_PROPOSAL = "accept_proposal"  # yes to the time that the other side proposed
    KEEP_OLD = "keep_old"  # no to the time that the other side proposed
    TAKE_BACK = "take_back"  # takes one's own proposal back
    EDIT = "edit"  # recruiter: opens the form of the interview
    CANCEL = "cancel"  # recruiter or interviewer: opens the form that calls it off
    RECORD_INTERVIEWEE_YES = "record_interviewee_yes"  # recruiter: their yes, given elsewhere
    RECORD_INTERVIEWER_YES = "record_interviewer_yes"  # the same for the interviewer
    TEXT_FOR_INTERVIEWEE = "text_for_interviewee"  # recruiter: what to send to who is not in Slack
    TEXT_FOR_INTERVIEWER = "text_for_interviewer"  # the same for the interviewer
    CAME = "came"  # who is interviewed was there
    NO_SHOW = "no_show"  # and was not
    REBOOK = "rebook"  # recruiter: shows times for an interview that came to nothing
    RUNNING_LATE = "running_late"  # asks by how much
    LATE_BY = "late_by"  # tells the other side
    FEEDBACK = "feedback"  # interviewer: opens the form that asks how it was
    TAKE_IT = "take_it"  # who is asked to stand in: yes
    LEAVE_IT = "leave_it"  # who is asked to stand in: no
    ASK_ANOTHER = "ask_another"  # recruiter: shows who else could stand in
    ASK = "ask"  # recruiter: asks that person to stand in
    ANSWER = "answer"  # recruiter: opens the form that answers what somebody wrote
    JOIN = "join"  # a link: nothing to do but to acknowledge it; no value
    ADD_TO_GOOGLE = "add_to_google"  # the same
    ADD_TO_OUTLOOK = "add_to_outlook"  # the same
    UNDO = "undo"  # takes back what was just done; its value says which version it made
    UNDO_SEVERAL = "undo_several"  # takes back what was booked at once; value: the ids
    OPEN = "open"  # shows the card of an interview
    DO_DRAFT = "do_draft"  # carries a draft out; value: the draft's id
    EDIT_DRAFT = "edit_draft"  # opens the form with a draft in it; value: the draft's id
    DROP_DRAFT = "drop_draft"  # leaves a draft undone; value: the draft's id
    NEW = "new"  # opens the form for a new interview; no value, or a person's id
    TODAY = "today"  # lists today's; no value
    NEEDS_ANSWER = "needs_answer"  # lists what waits for an answer; no value
    START_DIGEST = "start_digest"  # value: the channel, the days and the clock time
    FORGET = "forget"  # recruiter: takes everything about somebody out; value: the person's id
    SETTINGS = "settings"  # opens the form of how one wants to be told; no value
    MORE = "more"  # the next page of a list; value: whatever the list was given
    SAY = "say"  # says a line as if it had been typed; value: the line
    HELP = "help"  # shows the help of a topic; value: the topic


class Pressed(Value):
    """What rides in a button: the interview, and the times that were seen beside the button.

    `person_id` is whom the button names, `minutes` how late somebody is. Beside Undo it is the
    version instead of the times: what is undone is the deed that made it.
    """

    interview_id: int
    seen: Seen | None = None
    person_id: int | None = None
    minutes: int | None = None
    version: int | None = None

    @classmethod
    def on(cls, kept: Kept) -> Pressed:
        """Give what a button on this interview's card carries."""
        return cls(interview_id=kept.id, seen=Seen.of(kept.interview))

    def packed(self) -> str:
        """Give it as a short text."""
        return self.model_dump_json(exclude_none=True)

    @classmethod
    def unpacked(cls, value: str) -> Pressed:
        """Read it back; anything else is a ValueError."""
        return cls.model_validate_json(value)


def action_id(press: Press, about: int | str | None = None) -> str:
    """Give the action_id of a button that stands in a message once, or once per `about`."""
    return press.value if about is None else f"{press.value}:{about}"


def is_of_several(pressed_action_id: str) -> bool:
    """Whether the button stood beside those of other interviews, and not on a card."""
    return ":" in pressed_action_id


def press_of(pressed_action_id: str) -> Press | None:
    """Give the press behind an action_id; None for what is none of ours."""
    try:
        return Press(pressed_action_id.partition(":")[0])
    except ValueError:
        return None
