"""Nobody is turned into somebody else, and who was met in Slack is met again."""

from typing import Any

import pytest

from bot.interviews.model import Search
from bot.interviews.moving.faults import Why
from bot.interviews.moving.lines import UserLine
from bot.interviews.refusals import Refusal

SAM = {"title": "Sam Hill", "slack_user_id": "U_SAM", "email": "sam@acme.example"}


def user(number: int, **fields: Any) -> dict[str, Any]:
    return {"user": {"id": number, "title": f"Person {number}"} | fields}


@pytest.mark.parametrize("known_by", [("slack_user_id",), ("email",), ("slack_user_id", "email")])
def test_who_was_met_in_slack_takes_the_number_of_the_file(moving: Any, known_by: Any) -> None:
    said = {name: SAM[name] for name in ("title", *known_by)}
    moving.brings(user(1039, **said))
    assert moving.person(1) is None
    sam = moving.person(1039)
    assert (sam.title, sam.slack_user_id, sam.is_recruiter) == ("Sam Hill", "U_SAM", True)
    assert sam.time_zone == "Europe/Madrid"


def test_an_address_is_the_same_in_any_case(moving: Any) -> None:
    moving.brings(user(1039, title="Sam Hill", email="SAM@acme.EXAMPLE"))
    assert moving.person(1039).slack_user_id == "U_SAM"


def test_numbers_may_be_swapped_and_handed_on(moving: Any) -> None:
    moving.brings(
        user(1, title="Patricia", slack_user_id="U_PAT"),
        user(3, title="Samuel", slack_user_id="U_SAM"),
    )
    assert [moving.person(n).slack_user_id for n in (1, 3)] == ["U_PAT", "U_SAM"]


def test_a_number_that_is_handed_on_is_somebody_new(moving: Any) -> None:
    moving.brings(user(1039, **SAM), user(1, title="Troy Rohan"))
    assert (moving.person(1).title, moving.person(1).slack_user_id) == ("Troy Rohan", None)
    assert not moving.person(1).is_recruiter


@pytest.mark.parametrize("fields", [SAM, {"title": "Sam", "email": SAM["email"]}])
def test_who_has_had_a_part_keeps_their_number(moving: Any, fields: Any) -> None:
    moving.house.book_one(by="sam")
    [fault] = moving.refuses(user(1039, **fields))
    assert (fault.why, fault.values["other_id"]) == (Why.KNOWN_BY_ANOTHER_NUMBER, 1)


def test_nobody_takes_a_number_that_is_anothers(moving: Any) -> None:
    [fault] = moving.refuses(user(moving.house.person("rita").id, **SAM))
    assert (fault.why, fault.values["other_id"]) == (Why.KNOWN_BY_ANOTHER_NUMBER, 1)


def test_two_without_an_address_are_not_the_same_for_that(moving: Any) -> None:
    zoe = moving.house.set_person("zoe", email=None)
    [fault] = moving.refuses(user(zoe.id, title="Troy Rohan"))
    assert fault.why is Why.NUMBER_TAKEN


def test_another_slack_account_or_both_in_one_file_are_two_with_one_address(moving: Any) -> None:
    moving.brings(user(300, slack_user_id="U300", email=SAM["email"]))
    assert moving.person(1).slack_user_id == "U_SAM"
    moving.brings(user(1, **SAM), user(301, email=SAM["email"]))
    assert [moving.person(n).email for n in (1, 300, 301)] == [SAM["email"]] * 3
    assert moving.person(1).slack_user_id == "U_SAM"


def test_a_number_that_means_somebody_else_here_is_refused(moving: Any) -> None:
    [fault] = moving.refuses(user(1, title="Troy Rohan"))
    assert (fault.line, fault.field, fault.why) == (1, "id", Why.NUMBER_TAKEN)
    [fault] = moving.refuses(user(1, title="sam", slack_user_id="U_OTHER"))
    assert fault.why is Why.NUMBER_TAKEN


@pytest.mark.parametrize(
    "fields", [{"title": "SAM"}, {"title": "Samuel", "email": "sam@acme.example"}]
)
def test_whose_name_or_address_agrees_is_the_same(moving: Any, fields: Any) -> None:
    moving.brings(user(1, **fields))
    assert moving.person(1).title == fields["title"]
    assert moving.person(1).slack_user_id == "U_SAM"


def test_who_came_by_import_may_be_renamed_by_one(moving: Any, shown: Any) -> None:
    moving.brings(shown())
    moving.brings(shown(driver__title="Rodolfo Smith"))
    assert moving.person(1036).title == "Rodolfo Smith"
    assert moving.house.stored(27).version == 1


def test_two_people_may_have_one_address(moving: Any) -> None:
    moving.brings(user(300, email="desk@x.y"), user(301, email="desk@x.y"))
    moving.brings(user(302, email="desk@x.y"))
    assert {moving.person(n).email for n in (300, 301, 302)} == {"desk@x.y"}


def test_another_slack_account_is_written_to_anew(moving: Any) -> None:
    moving.brings(user(300, slack_user_id="U300"))
    moving.house.people.remember_channel(moving.person(300), "D300")
    moving.brings(user(300, slack_user_id="U301"))
    assert moving.person(300).slack_channel_id is None


def test_an_application_stays_its_persons(moving: Any, shown: Any) -> None:
    [fault] = moving.refuses(shown(interviewee__id=1, interviewee_id=1))
    assert (fault.field, fault.why) == ("interviewee.driver.id", Why.APPLICATION_OF_ANOTHER)


def test_an_interview_that_was_booked_here_is_not_overwritten_by_another(
    moving: Any, of_two: Any
) -> None:
    kept = moving.house.book_one()
    [fault] = moving.refuses(of_two(100, 200, id=kept.id))
    assert (fault.field, fault.why) == ("id", Why.ANOTHER_INTERVIEW)


def test_an_interview_that_was_imported_may_get_other_people(moving: Any, of_two: Any) -> None:
    moving.brings(of_two(100, 200))
    moving.brings(of_two(101, 201))
    assert moving.house.stored(27).interview.interviewer_id == 201
    reminded = {n.person_id for n in moving.house.notices(27) if n.state == "planned"}
    assert reminded == {101, 201}


def test_what_goes_out_is_in_the_order_of_ids_and_only_what_is_asked_for(
    moving: Any, shown: Any, of_two: Any
) -> None:
    december = {"start_at": "2026-12-01T10:00:00Z", "end_at": "2026-12-01T11:00:00Z"}
    moving.brings(of_two(100, 200, id=28, **december), shown())
    out = list(moving.mover.take_out(Search()))
    assert [entry.id for entry in out] == [*range(1, 9), 100, 200, 1036, 1040, 27, 28]
    search = Search(starts_from="2026-12-01T00:00:00Z")
    assert [entry.id for entry in moving.mover.take_out(search)] == [100, 200, 28]
    search = Search(starts_before="2026-12-01T00:00:00Z")
    assert [entry.id for entry in moving.mover.take_out(search)] == [1036, 1040, 27]


def test_a_user_goes_out_with_what_came_in(moving: Any) -> None:
    line = {
        "id": 300, "title": "Zoë", "role": "operator", "email": "z@x.y", "phone_number": "+1",
        "contact_phone_number": "+2", "image": "https://x.y/z.png", "slack_user_id": "U300",
        "time_zone": "Asia/Kolkata", "locale": "pt-BR", "active": False,
    }  # fmt: skip
    moving.brings({"user": line})
    [out] = [entry for entry in moving.mover.take_out(Search()) if entry.id == 300]
    assert isinstance(out, UserLine)
    assert out.model_dump(mode="json") == line
    [sam] = [entry for entry in moving.mover.take_out(Search()) if entry.id == 1]
    assert sam.active is not False


def test_where_it_matters_who_asks_only_recruiters_take_anything_out(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown())
    sam, pat = moving.house.by("sam"), moving.house.by("pat")
    moving.house.refuses(
        lambda: next(moving.mover.take_out(Search(), by=pat)), Refusal.ONLY_RECRUITERS
    )
    everything = list(moving.mover.take_out(Search()))
    assert list(moving.mover.take_out(Search(), by=sam)) == everything
