from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import Application, Person, Role
from bot.interviews.ports.book import Conflict
from storage import SqlBook


@pytest.fixture
def add(book: SqlBook, cast: SimpleNamespace) -> Callable[..., Person]:
    def person(title: str, **given: object) -> Person:
        with book.write() as pages:
            return pages.add_person(
                Person(id=0, workspace_id=cast.workspace_id, title=title, **given)
            )

    return person


@pytest.fixture
def named(book: SqlBook, cast: SimpleNamespace) -> Callable[..., list[str]]:
    def people(text: str = "", most: int = 20) -> list[str]:
        with book.read() as pages:
            return [person.title for person in pages.people(cast.workspace_id, text, most)]

    return people


def test_every_field_of_a_person_comes_back(book: SqlBook, add: Any) -> None:
    added = add(
        "Zoë Zweig",
        role=Role.ADMIN,
        email="Zoe@Example.org",
        phone_number="+1",
        contact_phone_number="+2",
        image="https://example.org/zoe.png",
        slack_user_id="U1",
        slack_channel_id="D1",
        time_zone="Asia/Kolkata",
        locale="pt-BR",
        active=False,
    )
    with book.read() as pages:
        assert pages.person(added.workspace_id, added.id) == added


def test_a_changed_person_comes_back_and_is_found_by_the_new_name(
    book: SqlBook, add: Any, named: Any
) -> None:
    added = add("Zoe", email="zoe@example.org")
    changed = added.but(title="Yara", email="yara@example.org", active=True)
    with book.write() as pages:
        pages.save_person(changed)
        assert pages.person(added.workspace_id, added.id) == changed
        assert pages.person_with_email(added.workspace_id, "yara@example.org") == changed
        assert pages.person_with_email(added.workspace_id, "zoe@example.org") is None
    assert named("yar") == ["Yara"]
    assert named("zoe") == []


@pytest.mark.parametrize("asked", ["jörg@a.org", "JÖRG@A.ORG", "Jo\u0308rg@A.org"])
def test_an_address_is_found_whatever_its_case(book: SqlBook, add: Any, asked: str) -> None:
    added = add("Jörg", email="Jörg@a.org")
    with book.read() as pages:
        assert pages.person_with_email(added.workspace_id, asked) == added


def test_of_two_with_one_address_the_active_one_is_meant(book: SqlBook, add: Any) -> None:
    add("Old", email="a@example.org", active=False)
    current = add("Current", email="a@example.org")
    add("Newer", email="a@example.org")
    with book.read() as pages:
        assert pages.person_with_email(current.workspace_id, "A@example.org") == current


def test_a_person_is_found_by_their_slack_id(book: SqlBook, add: Any) -> None:
    added = add("Zoe", slack_user_id="U1")
    with book.read() as pages:
        assert pages.person_in_slack(added.workspace_id, "U1") == added
        assert pages.person_in_slack(added.workspace_id, "U2") is None


def test_nobody_is_twice_in_slack(add: Any) -> None:
    add("Zoe", slack_user_id="U1")
    with pytest.raises((IntegrityError, Conflict)):
        add("Yara", slack_user_id="U1")


def test_people_are_listed_by_name_whatever_its_case(add: Any, named: Any) -> None:
    add("ada")
    add("Zoe")
    add("Gone", active=False)
    assert named() == ["ada", "Ana Alvarez", "Ben Baker", "Rita Ross", "Zoe"]
    assert named(most=2) == ["ada", "Ana Alvarez"]


@pytest.mark.parametrize("asked", ["özil", "ÖZIL", " özil ", "mesut@"])
def test_people_are_found_by_a_part_of_their_name_or_address(
    add: Any, named: Any, asked: str
) -> None:
    add("Mesut Özil", email="Mesut@example.org")
    assert named(asked) == ["Mesut Özil"]


@pytest.mark.parametrize("asked", ["%", "_", "/", "\\", "50%", "a_b"])
def test_signs_that_mean_anything_elsewhere_mean_themselves(
    add: Any, named: Any, asked: str
) -> None:
    add("50% a_b/c\\")
    assert named(asked) == ["50% a_b/c\\"]


def test_the_recruiters_are_the_active_operators_and_admins(
    book: SqlBook, cast: SimpleNamespace, add: Any
) -> None:
    admin = add("Ada", role=Role.ADMIN)
    add("Gone", role=Role.ADMIN, active=False)
    with book.read() as pages:
        assert pages.recruiters(cast.workspace_id) == (admin, cast.recruiter)


def test_an_application_comes_back_and_may_be_changed(
    book: SqlBook, cast: SimpleNamespace, noon: datetime
) -> None:
    with book.write() as pages:
        changed = cast.application.but(
            kind="truck", currency="EUR", label="night shift", updated_at=noon
        )
        pages.save_application(changed)
    with book.read() as pages:
        assert pages.application(cast.workspace_id, changed.id) == changed
        assert pages.application(cast.workspace_id, 999) is None


def test_a_person_has_their_applications_the_oldest_first(
    book: SqlBook, cast: SimpleNamespace, noon: datetime
) -> None:
    another = Application(
        id=0,
        workspace_id=cast.workspace_id,
        driver_id=cast.driver.id,
        kind="truck",
        updated_at=noon,
    )
    with book.write() as pages:
        added = pages.add_application(another)
        found = pages.applications_of(cast.workspace_id, cast.driver.id)
        assert pages.applications_of(cast.workspace_id, cast.interviewer.id) == ()
    assert found == (cast.application, added)


def test_nobody_can_be_changed_who_is_not_there(book: SqlBook, cast: SimpleNamespace) -> None:
    with book.write() as pages:
        with pytest.raises(LookupError):
            pages.save_person(cast.driver.but(id=999))
        with pytest.raises(LookupError):
            pages.save_application(cast.application.but(id=999))


def test_the_first_slack_team_adopts_the_workspace_that_was_there(book: SqlBook) -> None:
    with book.write() as pages:
        ours = pages.workspace(None, "Ours")
        assert pages.workspace(None, "Ours") == ours
        assert pages.workspace("T1", "Vans") == ours
        assert pages.workspace("T1", "Vans and Trucks") == ours
        assert pages.workspace(None, "Ours") == ours
        another = pages.workspace("T2", "Others")
        assert another != ours
        assert pages.workspace("T2", "Others") == another
