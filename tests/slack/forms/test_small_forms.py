from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.model import Kind, Side
from bot.interviews.refusals import Refusal, Refused
from bot.playground.blockkit import judge_view
from bot.slack.forms import ending, person, proposal
from bot.slack.forms.answers import said
from bot.slack.forms.choice import Choice
from bot.slack.forms.ending import Ending, EndingForm, Wish
from bot.slack.forms.interview import InterviewForm
from bot.slack.forms.person import PersonForm
from bot.slack.forms.proposal import ProposalForm
from bot.words import Words

View = dict[str, Any]
CameBack = Callable[..., View]
Block = Callable[[View, str], dict[str, Any]]
Shown = Callable[[View], str]

TYPED = st.characters(blacklist_categories=["Cc", "Cs"])
IDS = st.integers(1, 2**63 - 1)
VERSIONS = st.none() | st.integers(1, 2**31)


def _said(text: str | None) -> bool:
    return not text or bool(text.strip())


PROPOSALS = st.builds(
    ProposalForm,
    interview_id=IDS,
    version=VERSIONS,
    zone=st.sampled_from(["Europe/Madrid", "America/Argentina/ComodRivadavia", "UTC"]),
    side=st.none() | st.sampled_from(Side),
    date=st.none() | st.dates(),
    time=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    minutes=st.none() | st.integers(1, 24 * 60),
)
REASONS = st.none() | st.text(TYPED | st.just("\n"), max_size=2000).filter(_said)
ENDINGS = st.builds(
    EndingForm,
    ending=st.sampled_from([each for each in Ending if each is not Ending.CANNOT_COME]),
    interview_id=IDS,
    version=VERSIONS,
    reason=REASONS,
) | st.builds(
    EndingForm,
    ending=st.just(Ending.CANNOT_COME),
    interview_id=IDS,
    version=VERSIONS,
    wish=st.none() | st.sampled_from(Wish),
    reason=REASONS,
)
BEHIND = st.builds(
    InterviewForm,
    zone=st.just("Europe/Madrid"),
    interview_id=st.none() | IDS,
    kind=st.none() | st.sampled_from(Kind),
    minutes=st.none() | st.integers(1, 600),
    location=st.none() | st.text(TYPED, max_size=600),
    left_over=st.text(TYPED, max_size=300),
)
PEOPLE = st.builds(
    PersonForm,
    field=st.sampled_from(["interviewee_id", "interviewer_id"]),
    view_id=st.none() | st.just("V0123456789"),
    behind=st.none() | BEHIND,
    name=st.none() | st.text(TYPED, max_size=200).filter(_said),
    email=st.none() | st.emails(),
    phone=st.none() | st.text(TYPED, max_size=50),
)


@pytest.fixture
def behind() -> InterviewForm:
    return InterviewForm(
        zone="Europe/Madrid",
        date=date(2026, 11, 27),
        time=time(15, 0),
        minutes=45,
        location="x" * 1500,
        interviewer=Choice.of_person(12, "Pat Lee"),
    )


@given(form=PROPOSALS)
def test_a_proposal_is_read_back(form: ProposalForm, words: Words, came_back: CameBack) -> None:
    view = proposal.build(form, words, present="Fri 27 Nov 2026, 15:00")
    assert proposal.read(view) == proposal.read(came_back(view)) == form
    assert judge_view(view, "modal") == []


@given(form=ENDINGS)
def test_an_ending_is_read_back(form: EndingForm, words: Words, came_back: CameBack) -> None:
    view = ending.build(form, words, about="With Pat, Fri 27 Nov 2026, 15:00")
    assert ending.read(view) == ending.read(came_back(view)) == form
    assert judge_view(view, "modal") == []


@given(form=PEOPLE)
def test_a_new_person_is_read_back(form: PersonForm, words: Words, came_back: CameBack) -> None:
    view = person.build(form, words)
    assert person.read(view) == person.read(came_back(view)) == form
    assert judge_view(view, "modal") == []


def test_a_proposal_shows_the_time_that_stands_until_it_is_accepted(
    words: Words, shown: Shown
) -> None:
    form = ProposalForm(interview_id=27, zone="Europe/Madrid")
    view = proposal.build(form, words, present="Fri 27 Nov 2026, 15:00 Madrid")
    assert "Now: Fri 27 Nov 2026, 15:00 Madrid. This stands until" in shown(view)


def test_a_proposed_time_is_read_as_it_was_chosen(words: Words, came_back: CameBack) -> None:
    form = ProposalForm(interview_id=27, zone="Europe/Madrid", minutes=45)
    view = proposal.build(form, words, present="")
    read = proposal.read(came_back(view, start_at="2026-11-30", time="10:05"))
    assert read == form.but(date=date(2026, 11, 30), time=time(10, 5))


def test_who_cannot_come_is_offered_another_time_before_the_way_out(
    words: Words, block: Block
) -> None:
    form = EndingForm(ending=Ending.CANNOT_COME, interview_id=27, wish=Wish.ANOTHER_TIME)
    radio = block(ending.build(form, words), "wish")["element"]
    assert [option["text"]["text"] for option in radio["options"]] == [
        "Find another time",
        "Withdraw my application",
    ]
    assert radio["initial_option"] == radio["options"][0]


def test_to_withdraw_is_asked_once_more_with_the_reason_kept(
    words: Words, came_back: CameBack
) -> None:
    asked = EndingForm(ending=Ending.CANNOT_COME, interview_id=27, wish=Wish.ANOTHER_TIME)
    withdraw = {"text": {"type": "plain_text", "text": "-"}, "value": "withdraw"}
    view = came_back(ending.build(asked, words), wish=withdraw, reason="Found a job.\nThanks!")
    first = ending.read(view)
    assert (first.wish, first.reason) == (Wish.WITHDRAW, "Found a job.\nThanks!")

    again = ending.build(first.but(ending=Ending.WITHDRAW), words)
    assert again["submit"]["text"] == "Withdraw"
    second = ending.read(came_back(again))
    assert (second.ending, second.interview_id) == (Ending.WITHDRAW, 27)
    assert second.reason == "Found a job.\nThanks!"


def test_cannot_make_it_needs_a_reason_and_blanks_are_none(
    words: Words, came_back: CameBack, block: Block
) -> None:
    view = ending.build(EndingForm(ending=Ending.CANNOT_MAKE_IT, interview_id=27), words)
    assert block(view, "reason")["optional"] is False
    with pytest.raises(Refused) as refused:
        ending.read(came_back(view, reason="  \n "))
    assert (refused.value.key, refused.value.field) == (Refusal.REQUIRED, "reason")


def test_a_cancellation_may_go_without_a_reason(
    words: Words, came_back: CameBack, block: Block
) -> None:
    view = ending.build(EndingForm(ending=Ending.CANCEL, interview_id=27), words)
    assert block(view, "reason")["optional"] is True
    assert ending.read(came_back(view, reason=None)).reason is None


def test_a_form_says_which_interview_it_is_about(words: Words, shown: Shown) -> None:
    form = EndingForm(ending=Ending.CANCEL, interview_id=27)
    assert shown(ending.build(form, words, about="With Ana, Fri 15:00")).startswith("With Ana")


def test_no_button_of_a_form_speaks_of_an_application(words: Words) -> None:
    for each in Ending:
        view = ending.build(EndingForm(ending=each, interview_id=27), words)
        for button in (view["submit"], view["close"]):
            for word in ("reject", "decline", "amend", "interviewee", "application"):
                assert word not in button["text"].casefold()


@pytest.mark.parametrize(
    ("field", "build", "read"),
    [
        ("reason", ending.build, ending.read),
        ("name", person.build, person.read),
        ("phone", person.build, person.read),
    ],
)
def test_text_that_cannot_be_shown_is_refused_under_its_field(
    field: str,
    build: Callable[..., View],
    read: Callable[[View], object],
    words: Words,
    came_back: CameBack,
) -> None:
    forms = {
        ending.build: EndingForm(ending=Ending.CANCEL, interview_id=27),
        person.build: PersonForm(field="interviewee_id", name="Bo"),
    }
    with pytest.raises(Refused) as refused:
        read(came_back(build(forms[build], words), **{field: "a\x00b"}))
    assert (refused.value.key, refused.value.field) == (Refusal.UNREADABLE_TEXT, field)


def test_a_new_person_needs_a_name_that_is_more_than_blanks(
    words: Words, came_back: CameBack
) -> None:
    view = person.build(PersonForm(field="interviewee_id"), words)
    with pytest.raises(Refused) as refused:
        person.read(came_back(view, name="   "))
    assert (refused.value.key, refused.value.field) == (Refusal.REQUIRED, "name")


def test_what_was_typed_in_the_menu_stands_in_the_form_of_the_new_person(
    behind: InterviewForm,
) -> None:
    by_name = Choice.of_new_person("Bo Lind", "New person")
    assert PersonForm.asked("interviewee_id", by_name, behind, "V1").name == "Bo Lind"
    by_email = Choice.of_new_person("bo@example.com", "New person")
    assert PersonForm.asked("interviewee_id", by_email, behind, "V1").email == "bo@example.com"
    nothing = PersonForm.asked("interviewee_id", Choice.of_new_person("", "-"), behind, "V1")
    assert (nothing.name, nothing.email) == (None, None)


def test_the_new_person_goes_into_the_form_behind_and_nothing_else_is_lost(
    behind: InterviewForm, words: Words, came_back: CameBack
) -> None:
    choice = Choice.of_new_person("Bo", "New person")
    view = person.build(PersonForm.asked("interviewee_id", choice, behind, "V1"), words)
    entered = person.read(came_back(view, name="Bo Lind"))
    assert (entered.view_id, entered.name) == ("V1", "Bo Lind")
    bo = Choice.of_person(77, "Bo Lind")
    assert entered.entered(bo) == behind.replacing(interviewee=bo)
    assert PersonForm(field="interviewee_id").entered(bo) is None


def test_a_form_behind_at_its_longest_still_fits_and_loses_only_what_slack_keeps(
    behind: InterviewForm, words: Words, came_back: CameBack
) -> None:
    full = behind.but(
        interview_id=2**63 - 1,
        version=2**31,
        kind=Kind.IN_PERSON,
        location="\N{GRINNING FACE}" * 2000,
        interviewee=Choice(token="n" * 150, label="\N{GRINNING FACE}" * 75),
        interviewer=Choice(token="p" * 150, label='"' * 75),
        left_over='"\\' * 2000,
        changes=("\N{GRINNING FACE}" * 4000,) * 8,
        conflict='"' * 300,
        draft_id="d" * 36,
        revisions={"interviewee_id": 99, "interviewer_id": 99},
    )
    view = person.build(PersonForm(field="interviewee_id", view_id="V" * 20, behind=full), words)
    assert len(view["private_metadata"].encode("utf-16-le")) // 2 <= 3000
    kept = person.read(came_back(view)).behind
    assert kept is not None
    assert kept.but(location=None) == kept
    assert (kept.interviewee, kept.conflict) == (full.interviewee, full.conflict)
    assert kept.revisions == full.revisions


def test_a_view_can_just_say_something(words: Words, shown: Shown) -> None:
    view = said("Interview #27", ["It was cancelled by Lee.", "Nothing was changed."], words)
    assert judge_view(view, "modal") == []
    assert shown(view) == "It was cancelled by Lee.\nNothing was changed."
    assert view["close"]["text"] == "Close"
