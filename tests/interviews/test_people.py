"""Meeting, finding and appointing people, and whose interviews somebody is shown."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Role, Search, Status
from bot.interviews.people.people import Newcomer, Profile
from bot.interviews.refusals import Refusal

KIM = Profile(
    slack_user_id="U_KIM", name="Kim Ode", email="kim@acme.example", time_zone="Asia/Tokyo",
    locale="en-GB", image="https://img.example/kim.png",
)  # fmt: skip


def test_somebody_new_is_met_with_what_slack_says_of_them(house: Any) -> None:
    kim = house.people.meet(1, KIM)
    assert (kim.title, kim.email, kim.time_zone) == ("Kim Ode", "kim@acme.example", "Asia/Tokyo")
    assert (kim.role, kim.active, kim.first_name) == (Role.DRIVER, True, "Kim")
    assert house.people.known(1, "U_KIM") == house.people.get(1, kim.id) == kim


def test_somebody_met_again_is_the_same_person_brought_up_to_date(house: Any) -> None:
    kim = house.people.meet(1, KIM)
    before = house.everything()
    assert house.people.meet(1, KIM) == kim
    assert house.everything() == before
    renamed = house.people.meet(1, KIM.but(name="Kim Roe", email=None, deactivated=True))
    assert (renamed.id, renamed.title, renamed.email) == (kim.id, "Kim Roe", "kim@acme.example")
    assert not renamed.active


def test_who_was_known_by_e_mail_is_matched_whatever_its_case(house: Any) -> None:
    mia = house.person("mia")
    met = house.people.meet(1, KIM.but(email="MIA@acme.example"))
    assert (met.id, met.slack_user_id) == (mia.id, "U_KIM")


def test_whom_the_settings_name_is_a_recruiter_and_an_admin_stays_one(house: Any) -> None:
    house.set_person("sam", role=Role.DRIVER)
    assert house.people.meet(1, Profile(slack_user_id="U_SAM", name="sam")).is_recruiter
    house.set_person("sam", role=Role.ADMIN)
    met = house.people.meet(1, Profile(slack_user_id="U_SAM", name="sam"))
    assert met.role is Role.ADMIN


def test_somebody_picked_is_met(house: Any) -> None:
    assert house.people.pick(1, KIM, "interviewee_id").title == "Kim Ode"


def test_the_channel_of_somebodys_direct_messages_is_kept(house: Any) -> None:
    ana = house.person("ana")
    house.people.remember_channel(ana, "D42")
    assert house.person("ana") == ana.but(slack_channel_id="D42")


def test_who_is_not_in_slack_is_noted_once(house: Any) -> None:
    newcomer = Newcomer(name=" Ana Ruiz ", email=" ruiz@x.example ", phone_number=" ")
    ana = house.people.introduce(newcomer, by=house.by("sam"))
    assert (ana.title, ana.email, ana.phone_number) == ("Ana Ruiz", "ruiz@x.example", None)
    again = house.people.introduce(newcomer.but(name="A. R."), by=house.by("sam"))
    assert again == ana


def test_a_form_that_arrives_twice_notes_one_person(house: Any) -> None:
    sam, jo = house.by("sam"), Newcomer(name="Jo")
    first, again = (house.people.introduce(jo, by=sam, once="V1") for _ in range(2))
    other = house.people.introduce(jo, by=sam, once="V2")
    assert first == again != other


def test_two_without_an_address_are_two_people(house: Any) -> None:
    sam = house.by("sam")
    first, second = (house.people.introduce(Newcomer(name="Jo"), by=sam) for _ in range(2))
    assert first.id != second.id


def test_recruiters_find_people_by_a_part_of_their_name_or_address(house: Any) -> None:
    house.people.meet(1, KIM)
    for text in ("kim", "ODE", "kim@"):
        assert [p.title for p in house.people.find(text, by=house.by("sam"))] == ["Kim Ode"]
    assert len(house.people.find("", by=house.by("sam"), most=3)) == 3


def test_who_applies_nowhere_is_given_an_application_and_keeps_it(house: Any) -> None:
    zoe, sam = house.person("zoe"), house.by("sam")
    [made] = house.people.open_applications(zoe, by=sam)
    assert (made.driver_id, made.kind) == (zoe.id, "verified")
    assert house.people.open_applications(zoe, by=sam) == (made,)
    assert house.people.applications_of(zoe) == (made,)


def test_an_application_that_was_turned_down_is_not_offered_again(house: Any) -> None:
    house.reject(house.book_one())
    [fresh] = house.people.open_applications(house.person("ana"), by=house.by("sam"))
    assert fresh.id != house.application("ana").id


@pytest.mark.parametrize(("by", "workspace_admin"), [("sam", False), ("zoe", True)])
def test_recruiters_and_the_teams_admins_appoint_and_it_is_written_down(
    house: Any, by: str, *, workspace_admin: bool
) -> None:
    actor = house.by(by, workspace_admin=workspace_admin)
    zoe = house.people.appoint(house.person("zoe").id, by=actor)
    assert zoe.role is Role.OPERATOR
    assert house.people.dismiss(zoe.id, by=actor).role is Role.INTERVIEWER
    with house.book.read() as pages:
        lines = pages._connection.exec_driver_sql(
            "SELECT deed, person_id, by_id FROM history ORDER BY id"
        ).all()
    assert lines == [("appoint", zoe.id, actor.person.id), ("dismiss", zoe.id, actor.person.id)]


def test_who_is_a_recruiter_already_stays_what_they_are(house: Any) -> None:
    before = house.everything()
    assert house.people.appoint(house.person("rita").id, by=house.by("sam")).role is Role.ADMIN
    assert house.everything() == before


def test_an_admin_of_the_team_may_appoint_and_nothing_more(house: Any) -> None:
    kept, admin = house.book_one(), house.by("zoe", workspace_admin=True)
    assert house.interviews.search(Search(), by=admin).total == 0
    house.refuses(lambda: house.cancel(kept, admin), Refusal.NO_SUCH_INTERVIEW)
    house.refuses(lambda: house.people.find("", by=admin), Refusal.ONLY_RECRUITERS)


@pytest.mark.parametrize(
    ("name", "seen"), [("sam", 2), ("rita", 2), ("pat", 1), ("ana", 1), ("lee", 1), ("zoe", 0)]
)
def test_recruiters_see_all_and_others_their_own(house: Any, name: str, seen: int) -> None:
    house.book_one()
    house.book_one(interviewer="lee", interviewee="bob")
    by = house.by(name)
    page = house.interviews.search(Search(), by=by)
    assert (page.total, len(page.interviews)) == (seen, seen)
    asked_for_anas = Search(person_id=house.person("ana").id)
    others = house.interviews.search(asked_for_anas, by=by).interviews
    assert all(name in {"sam", "rita"} or by.person.id in parts(kept) for kept in others)


def parts(kept: Any) -> set[int]:
    return {kept.interviewee_person.id, kept.interviewer_person.id}


def test_a_list_is_ordered_by_start_and_counts_all(house: Any) -> None:
    late = house.book_one(start_at=house.START + timedelta(days=1))
    early = house.book_one()
    house.cancel(late)
    page = house.interviews.search(Search(per_page=1), by=house.by("sam"))
    assert ([kept.id for kept in page.interviews], page.total) == ([early.id], 2)
    live = Search(statuses=frozenset({Status.PENDING}))
    assert house.interviews.search(live, by=house.by("sam")).total == 1


@pytest.mark.parametrize("called", ["id", "email"])
def test_somebody_is_found_by_their_number_or_their_address(house: Any, called: str) -> None:
    ana = house.person("ana")
    name = {"id": str(ana.id), "email": ana.email}[called]
    assert house.people.called(1, name) == ana
