from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.model import Application, Person
from bot.interviews.people.people import Profile
from bot.playground.blockkit import judge_suggestions
from bot.slack.forms.choice import Choice
from bot.slack.forms.interview import InterviewForm, build, read
from bot.slack.forms.options import choices
from bot.words import Words


def _person(person_id: int, title: str, **details: Any) -> Person:
    return Person(id=person_id, workspace_id=1, title=title, **details)


def _application(application_id: int, kind: str = "interview", label: str | None = None) -> Any:
    return Application(
        id=application_id,
        workspace_id=1,
        driver_id=1,
        kind=kind,
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
        label=label,
    )


ANA = _person(1, "Ana Muñoz", email="ana@example.com", slack_user_id="U1")
PAT = _person(2, "Pat Lee")
GONE = _person(3, "Ana Gone", active=False)


def _offered(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(option["value"], option["text"]["text"]) for option in answer["options"]]


def test_who_interviews_is_found_by_name_whatever_its_accents_and_by_email(words: Words) -> None:
    people = [ANA, PAT, GONE]
    for query in ("", " munoz ", "MUÑ", "ana@ex"):
        assert ("person:1", "Ana Muñoz") in _offered(choices(people, None, query, words))
    assert _offered(choices(people, None, "munoz", words)) == [
        ("person:1", "Ana Muñoz"),
        ("new:munoz", "New person “munoz” …"),
    ]


def test_who_is_interviewed_is_offered_by_their_open_application(words: Words) -> None:
    applications = {1: [_application(288, "rejected"), _application(289)]}
    offered = _offered(choices([ANA, PAT], applications, "", words))
    assert offered == [
        ("application:289", "Ana Muñoz"),
        ("person:2", "Pat Lee"),
        ("new:", "New person …"),
    ]


def test_several_open_applications_are_told_apart_by_their_label(words: Words) -> None:
    applications = {1: [_application(288, label="Driver, Madrid"), _application(289)]}
    assert _offered(choices([ANA], applications, "ana", words))[:2] == [
        ("application:288", "Ana Muñoz · Driver, Madrid"),
        ("application:289", "Ana Muñoz · #289"),
    ]


def test_members_of_the_workspace_who_are_not_known_yet_come_after_the_known(
    words: Words,
) -> None:
    members = [
        Profile(slack_user_id="U1", name="ana.m"),
        Profile(slack_user_id="U7", name="Anatol"),
        Profile(slack_user_id="U8", name="Zoe"),
        Profile(slack_user_id="U9", name="Bo", email="ana.bo@example.com"),
    ]
    assert _offered(choices([ANA], None, "ana", words, members=members)) == [
        ("person:1", "Ana Muñoz"),
        ("slack:U7", "Anatol"),
        ("slack:U9", "Bo"),
        ("new:ana", "New person “ana” …"),
    ]


def test_nobody_found_leaves_the_new_person_with_what_was_typed(words: Words) -> None:
    assert _offered(choices([PAT], None, "Bo Lind", words)) == [
        ("new:Bo Lind", "New person “Bo Lind” …")
    ]


def test_two_of_the_same_name_are_told_apart_by_their_address(words: Words) -> None:
    twin = _person(9, "Ana Muñoz", email="other@example.com")
    described = [
        option.get("description", {}).get("text")
        for option in choices([ANA, twin], None, "ana", words)["options"]
    ]
    assert described == ["ana@example.com", "other@example.com", None]


def test_however_many_there_are_slack_gets_a_hundred_with_the_new_person_last(
    words: Words,
) -> None:
    people = [_person(number, f"Ana {number}") for number in range(1, 300)]
    answer = choices(people, None, "ana", words)
    assert len(answer["options"]) == 100
    assert answer["options"][-1]["value"] == "new:ana"


@given(
    names=st.lists(st.text(max_size=150), max_size=5),
    query=st.text(max_size=300),
    label=st.text(min_size=1, max_size=150),
)
def test_slack_takes_the_options_whatever_the_names(
    names: list[str], query: str, label: str, words: Words
) -> None:
    people = [_person(number, name, email="e" * 200) for number, name in enumerate(names, start=1)]
    applications = {1: [_application(288, label=label), _application(289)]}
    for text in ("", query):
        assert judge_suggestions(choices(people, applications, text, words)) == []


@pytest.mark.parametrize(
    ("choice", "names", "key"),
    [
        (Choice.of_application(289, "Ana"), "application", "289"),
        (Choice.of_person(12, "Pat"), "person", "12"),
        (Choice.of_member("U123", "Lee"), "slack", "U123"),
        (Choice.of_new_person("a:b", "New"), "new", "a:b"),
    ],
)
def test_a_choice_says_who_is_meant(choice: Choice, names: str, key: str) -> None:
    assert (choice.names, choice.key, choice.is_new) == (names, key, names == "new")


def test_an_option_that_was_offered_is_read_back_when_it_is_chosen(words: Words) -> None:
    long_name = _person(5, "Wilhelmina " * 14)
    option = choices([long_name], None, "", words)["options"][0]
    chosen = Choice(token=option["value"], label=option["text"]["text"])
    assert chosen == Choice.of_person(5, long_name.title)
    assert len(chosen.label) <= 75
    assert chosen.label.endswith("…")
    form = InterviewForm(zone="UTC", interviewer=chosen)
    assert read(build(form, words)) == form
