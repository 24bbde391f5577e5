"""The form of an interview: to book one, or to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from bot.interviews.model import MAX_LOCATION, Kept, Kind
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block, actions, button
from bot.slack.forms import inputs
from bot.slack.forms.choice import Choice
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import LONGEST_INPUT, View, fitting
from bot.slack.forms.times import TimedForm, read_times, time_blocks
from bot.words import Words
from bot.words.text import cut

CALLBACK_ID = "interview_form"
INTERVIEWEE_FIELD, INTERVIEWER_FIELD = "interviewee_id", "interviewer_id"
KIND_FIELD, PLACE_FIELD, FORCE_FIELD = "kind", "location", "force"
FIELDS = {  # of the value -> the name of its block
    **TimedForm.block_names,
    "interviewee": INTERVIEWEE_FIELD,
    "interviewer": INTERVIEWER_FIELD,
    "kind": KIND_FIELD,
    "location": PLACE_FIELD,
    "force": FORCE_FIELD,
}
SEVERAL = "several"  # the button that goes on to the form for several
NEEDED = ("interviewee", "interviewer", "date", "time", "minutes", "kind")
CARRIED = {"interview_id", "version", "zone", "left_over", "changes", "conflict", "draft_id"} | {
    "revisions"
}
KIND_WORDS: Mapping[Kind | None, tuple[str, str]] = {  # what it is called, and what its place is
    Kind.VIDEO_CALL: ("form.kind.video_call", "form.place.link"),
    Kind.PHONE_CALL: ("form.kind.phone_call", "form.place.number"),
    Kind.IN_PERSON: ("form.kind.in_person", "form.place.address"),
}
# Characters of JSON, so that all of it fits Slack's 3,000 of private_metadata.
LEFT_OVER, CONFLICT, CHANGES = 1400, 250, 800
MOST_CHANGES = 8
MINUTE = timedelta(minutes=1)


def _changes(sentences: tuple[str, ...]) -> tuple[str, ...]:
    kept = sentences[:MOST_CHANGES]
    return tuple(fitting(sentence, CHANGES // len(kept)) for sentence in kept)


def _conflict(sentence: str | None) -> str | None:
    return fitting(sentence or "", CONFLICT) or None


class InterviewForm(TimedForm):
    """What stands in the form. Nothing is refused here: what is missing is None.

    `left_over`, `changes` and `conflict` are sentences to be shown; a very long one is cut
    and says so with "…".
    """

    block_names = FIELDS
    version: int | None = None  # of the interview, when the form was made
    kind: Kind | None = None
    location: Annotated[str | None, AfterValidator(lambda text: text or None)] = None
    interviewee: Choice | None = None
    interviewer: Choice | None = None
    force: bool = False  # in spite of another interview at that time
    left_over: Annotated[str, AfterValidator(lambda text: fitting(text, LEFT_OVER))] = ""
    changes: Annotated[tuple[str, ...], AfterValidator(_changes)] = ()
    conflict: Annotated[str | None, AfterValidator(_conflict)] = None
    draft_id: str | None = None

    @classmethod
    def of(cls, kept: Kept, zone: ZoneInfo) -> Self:
        """Give the form of an interview as it stands, with its times in that zone.

        Seconds are not shown, and an hour that exists twice looks the same both times: a field
        which comes back as it was here has not been changed by anybody.
        """
        start = kept.interview.start_at.astimezone(zone)
        return cls(
            zone=zone.key,
            interview_id=kept.id,
            version=kept.version,
            kind=kept.interview.kind,
            date=start.date(),
            time=start.time().replace(second=0, microsecond=0),
            minutes=-(-kept.length // MINUTE),
            location=cut(kept.interview.location or "", LONGEST_INPUT),
            interviewee=Choice.of_application(kept.application.id, kept.interviewee_person.title),
            interviewer=Choice.of_person(kept.interviewer_person.id, kept.interviewer_person.title),
        )

    def carried(self) -> dict[str, Any]:
        """Give what rides in the view beside its inputs."""
        return self.model_dump(mode="json", include=CARRIED, exclude_defaults=True)


def build(
    form: InterviewForm,
    words: Words,
    *,
    read_back: Sequence[str] = (),
    about_when: Sequence[Block] = (),
) -> View:
    """Give the view. `read_back`: sentences that tell the time to each, and warn.

    `about_when` are questions about the time that was typed, under it.
    """
    new = form.interview_id is None
    who, how = _who(form, words), _how(form, words)
    when = time_blocks(form, words, [*about_when, *inputs.asides(read_back)])
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.new_title") if new else _edit_title(form, words),
        submit=words.say("form.book") if new else words.say("form.save"),
        close=words.say("form.close"),
        blocks=[
            *_remarks(form, words),
            *_conflict_blocks(form, words),
            *(who + when if new else when + who),
            *how,
            *(_several(words) if new and form.draft_id is None else []),
        ],
        carries=form.carried(),
    )


def read(view: Mapping[str, Any]) -> InterviewForm:
    """Read the view as Slack sends it; Refused (UNREADABLE_TEXT, location) is all it refuses."""
    entries = Entries(view)
    kind = entries.option(KIND_FIELD)
    return InterviewForm(
        **entries.carried(),
        **read_times(entries),
        kind=Kind(kind) if kind else None,
        location=entries.text(PLACE_FIELD),
        interviewee=entries.person(INTERVIEWEE_FIELD),
        interviewer=entries.person(INTERVIEWER_FIELD),
        force=entries.ticked(FORCE_FIELD),
    )


def complete(form: InterviewForm) -> InterviewForm:
    """Give the form if nothing is missing; else Refused (REQUIRED, with the name of the block).

    Slack demands every field but the place. What it cannot see is that "New person …" stands
    where nobody has been entered yet.
    """
    for name in NEEDED:
        value = getattr(form, name)
        if value is None or (isinstance(value, Choice) and value.is_new):
            raise Refused(Refusal.REQUIRED, FIELDS[name])
    return form


def _edit_title(form: InterviewForm, words: Words) -> str:
    return words.say("form.edit_title", id=form.interview_id)


def _several(words: Words) -> list[Block]:
    return actions(button(words.say("button.several"), inputs.action_id(SEVERAL)))


def _remarks(form: InterviewForm, words: Words) -> list[Block]:
    blocks = []
    if form.changes:
        blocks.append(inputs.sentence(words.say("form.changes")))
        blocks += [inputs.sentence(change) for change in form.changes]
    if form.left_over:
        blocks.append(inputs.sentence(words.say("form.left_over", text=form.left_over)))
    return blocks


def _field(form: InterviewForm, name: str, label: str, **details: Any) -> inputs.Field:
    return inputs.Field(name, label, revision=form.revisions.get(name, 0), **details)


def _who(form: InterviewForm, words: Words) -> list[Block]:
    sides = (
        (INTERVIEWEE_FIELD, words.say("form.interviewee"), form.interviewee),
        (INTERVIEWER_FIELD, words.say("form.interviewer"), form.interviewer),
    )
    return [
        _field(form, name, label, dispatches=True).person(choice, words.say("form.find_person"))
        for name, label, choice in sides
    ]


def _how(form: InterviewForm, words: Words) -> list[Block]:
    kinds = {kind.value: words.say(KIND_WORDS[kind][0]) for kind in Kind}
    place = words.say(KIND_WORDS[form.kind][1] if form.kind else "form.place")
    return [
        _field(form, KIND_FIELD, words.say("form.kind"), dispatches=True).radio(kinds, form.kind),
        _field(form, PLACE_FIELD, place, optional=True).text(form.location, MAX_LOCATION),
    ]


def _conflict_blocks(form: InterviewForm, words: Words) -> list[Block]:
    """Give what is in the way, and the box; a box that was ticked stays in sight."""
    if form.conflict is None and not form.force:
        return []
    said = [inputs.sentence(form.conflict)] if form.conflict else []
    box = _field(form, FORCE_FIELD, words.say("form.conflict"), optional=True)
    return [*said, box.box(words.say("form.force"), ticked=form.force)]
