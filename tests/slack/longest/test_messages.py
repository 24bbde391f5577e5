"""Every message at its longest: Slack takes it, and nothing in it is cut in half."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from bot import words as words_of_the_bot
from bot.interviews.cautions import Caution, Cautious
from bot.interviews.doing.done import Done
from bot.interviews.model import Cover, Kind, Side, Status
from bot.interviews.notices import Notice, What
from bot.interviews.planning.tellings import notices_after
from bot.interviews.plans import (
    Acceptance,
    Ask,
    Attending,
    Booking,
    Cancellation,
    Cannot,
    Declining,
    Deed,
    GivenFeedback,
    Handover,
    InterviewChange,
    Leaving,
    Proposal,
    Rejection,
    Reminding,
    RemindingNow,
    RunningLate,
    Taking,
    Undo,
)
from bot.interviews.ports.erasure import Holdings
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import section
from bot.slack.cards import (
    Message,
    help_card,
    living_card,
    pointer,
    read_back,
    text_to_send,
    told,
)
from bot.slack.desk import quoted
from bot.slack.grammar import VERBS
from bot.words.forgetting import counted

SENTENCES = Path(words_of_the_bot.__file__).parent / "catalogues/en.po"
SAID = ("line.", "when.", "error.", "message.", "done.", "recruiter.", "read.nothing", "refused.")
HOUR = timedelta(hours=1)


def deed_at_its_longest(world: Any, deed: Deed) -> Done:
    """What a deed would do when everything in it is as long as it can be."""
    reason, start = world.sort.place, world.kept().interview.start_at
    amended, pending = world.kept(), world.kept(Status.PENDING)
    plan, before, after = {
        Deed.BOOK: lambda: (
            Booking(
                kind=Kind.VIDEO_CALL, start_at=start, end_at=start + HOUR, interviewee_id=9,
                interviewer_id=2, location=reason,
            ),
            None,
            pending,
        ),
        Deed.CHANGE: lambda: (
            InterviewChange(location=reason),
            world.kept(Status.PENDING, location=reason[:-20] + "another one", kind=Kind.IN_PERSON),
            world.kept(
                Status.PENDING, start_at=start + HOUR, interviewer_id=4,
                interviewer_person=world.lou, interviewee_id=8, interviewee_person=world.sam,
            ),
        ),
        Deed.AMEND: lambda: (
            Proposal(amend_start_at=start + HOUR, amend_end_at=start + 2 * HOUR), pending, amended,
        ),
        Deed.ACCEPT: lambda: (Acceptance(), amended, world.kept(Status.SCHEDULED)),
        Deed.DECLINE: lambda: (Declining(), amended, pending),
        Deed.CANNOT: lambda: (Cannot(reason=reason), pending, pending),
        Deed.CANCEL: lambda: (Cancellation(reason=reason), amended, world.kept(Status.CANCELLED)),
        Deed.REJECT: lambda: (Rejection(reason=reason), amended, world.kept(Status.REJECTED)),
        Deed.HAND_OVER: lambda: (Handover(owner_id=4), amended, world.kept(owner=world.lou)),
        Deed.ASK: lambda: (Ask(person_id=5), world.kept(Status.PENDING, cover=None), pending),
        Deed.LATE: lambda: (RunningLate(minutes=10), world.kept(late=None), amended),
        Deed.ATTEND: lambda: (Attending(came=False), world.kept(attendance=None), amended),
        Deed.FEEDBACK: lambda: (
            GivenFeedback(recommendation="no", notes=reason), world.kept(feedback=None), amended,
        ),
        Deed.TAKE: lambda: (
            Taking(), pending,
            world.kept(
                Status.SCHEDULED, interviewer_id=4, interviewer_person=world.lou, cover=None
            ),
        ),
        Deed.LEAVE: lambda: (Leaving(), pending, world.kept(Status.PENDING, cover=Cover())),
        Deed.UNDO: lambda: (Undo(version=1), amended, pending),
        Deed.REMIND: lambda: (
            Reminding(lead_times=()), amended, world.kept(Status.AMENDED, lead_times=()),
        ),
        Deed.REMIND_NOW: lambda: (
            RemindingNow(), amended, world.kept(Status.AMENDED, reminded_at=start - HOUR),
        ),
    }[deed]()  # fmt: skip
    return Done(
        plan=plan, before=before, after=after, cautions=world.all_cautions(after),
        notices=notices_after(deed, before, after, world.sam, world.now),
    )  # fmt: skip


@pytest.mark.parametrize("status", Status)
def test_the_living_card(longest: Any, fits: Any, status: Any) -> None:
    proposers = Side if status is Status.AMENDED else [None]
    for kind, proposer in product(Kind, proposers):
        kept = longest.kept(status, kind=kind, amended_by=proposer)
        for reader in longest.readers.values():
            fits.message(living_card(*longest.given(kept, reader)))


@pytest.mark.parametrize("what", What)
def test_every_notice_for_everybody(longest: Any, fits: Any, what: Any) -> None:
    name, place = longest.sort.name, longest.sort.place
    was = {
        "start_at": "2026-11-26T14:00:00Z", "end_at": "2026-11-26T15:00:00Z", "kind": "in_person",
        "location": place, "interviewee": name, "interviewer": name, "amended_by": "interviewee",
    }  # fmt: skip
    values = {"by": name, "by_id": 3, "was": was, "reason": place, "person_id": 1,
              "text": place}  # fmt: skip
    ways = ((True, Status.AMENDED), (False, Status.PENDING))
    for reader, (loud, status) in product(longest.readers.values(), ways):
        notice = a_notice(what, reader, loud=loud, values=values)
        message = told(notice, *longest.given(longest.kept(status), reader))
        fits.message(message)
        fits.lock_line(message.text)
        first = message.blocks[0]["text"]["text"].strip("*")
        assert fits.SURNAME not in first
        assert len(first) <= 150


def a_notice(what: What, reader: Any, **known: Any) -> Any:
    fields = {
        "workspace_id": 1, "interview_id": 27, "person_id": reader.id, "what": what, "version": 1,
        "due_at": "2026-11-27T00:00:00Z", "key": "k", "created_at": "2026-11-27T00:00:00Z",
        "lead_time": HOUR * 24 if what is What.REMINDER else None,
    }  # fmt: skip
    return Notice(**fields, **known)


@pytest.mark.parametrize("deed", Deed)
def test_the_read_back_of_every_deed(longest: Any, fits: Any, deed: Any) -> None:
    done = deed_at_its_longest(longest, deed)
    for reader in longest.readers.values():
        message = read_back(done, "d" * 40, *longest.given(done.after, reader)[1:])
        fits.message(message)
        assert len(message.blocks[-1]["elements"]) >= 2  # what does it, and what drops it


@pytest.mark.parametrize("side", Side)
def test_the_text_to_send_and_the_pointer(longest: Any, fits: Any, side: Any) -> None:
    words = longest.words(longest.sam)
    for status in Status:
        kept = longest.kept(status)
        fits.message(text_to_send(kept, side, words, longest.setting))
        link = "https://acme.slack.com/archives/D0123456789/p1763888400000000"
        for permalink in (None, link):
            fits.message(pointer(kept, words, permalink))


def test_the_help_with_every_verb_and_every_example(longest: Any, fits: Any) -> None:
    words = longest.words(longest.sam)
    topics = [(entry.examples, words.say(entry.help_key)) for entry in VERBS]
    topics += [((longest.sort.place,), longest.sort.place)]
    message = help_card(words, "/" + "i" * 31, {longest.sort.name: topics})
    fits.message(message)
    shown = "\n".join(block["text"]["text"] for block in message.blocks)
    assert all(str(does) in shown for _, does in topics[:-1])


def test_every_refusal(longest: Any, fits: Any) -> None:
    name, start = longest.sort.name, longest.kept().interview.start_at
    for refusal in Refusal:
        refused = Refused(
            refusal, "location", id=2_000_000_000, deed=Deed.HAND_OVER, who=", ".join([name] * 3),
            person=name, interviewee=name, interviewer=name, start_at=start,
            other_id=2_000_000_000, other_start=start, other_length=HOUR, limit=2000,
        )  # fmt: skip
        sentence = longest.words(longest.sam).refused(refused)
        fits.message(Message(sentence, [section(sentence)]))


OF_WHO_IS_ASKED = {Cautious.SAID_NO, Cautious.APPLIES, Cautious.NOT_AT_WORK}  # on no card


@pytest.mark.parametrize("cautious", Cautious)
def test_every_caution_is_said_where_all_are(longest: Any, fits: Any, cautious: Any) -> None:
    name = longest.sort.name
    words = longest.words(longest.sam)
    sentence = words.caution(Caution(key=cautious, values={"person": name, "time": "03:00"}))
    fits.message(Message(sentence, [section(sentence)]))
    strange = longest.ana.but(slack_user_id="U1", time_zone=None)
    for ana in (longest.ana, strange):
        kept = longest.kept(Status.PENDING, location=None, interviewee_person=ana)
        found = longest.all_cautions(kept)
        message = living_card(*longest.given(kept, longest.sam))
        fits.message(message)
        shown = [each["text"] for block in message.blocks for each in block.get("elements", ())]
        assert all(words.caution(each) in shown for each in found)
        if ana is strange:
            assert {each.key for each in found} == set(Cautious) - OF_WHO_IS_ASKED


@pytest.fixture(scope="session")
def keys() -> list[str]:
    with SENTENCES.open("rb") as file:
        found = [message.id for message in read_po(file) if message.id]
    return [key for key in found if isinstance(key, str)]


@pytest.mark.parametrize("said", SAID)
def test_whatever_a_question_quotes_its_own_words_stay(
    longest: Any, fits: Any, keys: list[str], said: str
) -> None:
    long = quoted(longest.sort.long(5000))
    names = (
        "words", "said", "name", "person", "email", "who", "interviewee", "interviewer", "zone",
        "time", "command", "limit", "reference", "id", "start", "deed", "start_at", "other_id",
        "other_start", "other_length",
    )  # fmt: skip
    values: dict[str, Any] = dict.fromkeys(names, "1") | dict.fromkeys(("words", "said"), long)
    say: Callable[..., str] = longest.words(longest.sam).say
    for key in (key for key in keys if key.startswith(said)):
        message = Message(say(key, **values), [section(say(key, **values))])
        fits.message(message)
        last_words = say(key, **dict.fromkeys(names, "\uf8ff")).rpartition("\uf8ff")[2]
        assert message.blocks[0]["text"]["text"].endswith(last_words), key


def test_what_is_said_of_forgetting_and_of_what_was_passed_on(longest: Any, fits: Any) -> None:
    words, name = longest.words(longest.sam), quoted(longest.sort.name)
    most = 2_000_000_000
    found = Holdings(
        interviews=most, messages=most, others=most, feedback=most,
        since=longest.kept().interview.start_at,
    )  # fmt: skip
    told = [
        words.say("forget.read_back", person=name, **counted(words, found)),
        words.say("forget.since", since=found.since),
        words.say("forget.what"),
        words.say("forget.done", **counted(words, found)),
        words.say("passed_on.to", people=[name] * 3, when=found.since),
        words.say("passed_on.answered", person=name),
    ]
    for sentence in told:
        fits.message(Message(sentence, [section(sentence)]))
