"""What is left of an interview, its history and its notices once somebody is forgotten."""

from typing import Any

from forgotten import FORGOTTEN, forget

from bot.interviews.model import Kept, Role
from bot.interviews.notices import Notice
from bot.interviews.ports.erasure import DEED
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal

REFUSED = "smtp_recipient_550"


def booked_while_refused(house: Any, name: str) -> Kept:
    """Book one, and let Pat, who can't make it, have Lee asked; somebody cannot be told."""
    house.post.troubles[house.person(name).id] = [Undelivered(REFUSED, for_good=True)]
    kept: Kept = house.cannot(house.book_one(), "pat")
    house.courier.sweep()
    return kept


def to(house: Any, name: str) -> list[Notice]:
    """Give what a person was to be told."""
    return [each for each in house.notices(1) if each.person_id == house.person(name).id]


def over(house: Any) -> None:
    house.clock.move_to(house.START + house.LENGTH)


def test_who_said_no_to_standing_in_has_no_name_there_any_more(house: Any) -> None:
    kept = house.leave(house.cannot(house.book_one(), "pat"), "lee")
    forget(house, "lee")
    after = house.stored(kept)
    assert [each.title for each in after.cover.refused] == [FORGOTTEN]
    assert after.cover.asked == kept.cover.asked
    assert house.history(kept)[-1].version == after.version == kept.version + 1


def test_who_is_asked_to_stand_in_is_asked_no_more(house: Any) -> None:
    kept = house.cannot(house.book_one(), "pat")
    assert kept.cover.asked.title == "lee"
    forget(house, "lee")
    assert house.stored(kept).cover.asked is None


def test_an_interview_in_which_nothing_was_theirs_stays_as_it_was(house: Any) -> None:
    house.set_person("zoe", role=Role.ADMIN)
    kept = house.change(house.book_one(), "zoe", location="https://meet.example/28")
    house.set_person("zoe", role=Role.DRIVER)
    kept = house.leave(house.cannot(kept, "pat", reason="flu"), "lee")
    history = house.history(kept)
    forget(house, "zoe")
    assert house.stored(kept) == kept
    assert house.history(kept) == history


def test_the_history_of_what_was_theirs_says_who_had_them_forgotten(house: Any) -> None:
    kept = house.book_one(location=None)
    over(house)
    forget(house, "ana", by="rita")
    last = house.history(kept)[-1]
    assert (last.deed, last.version, last.person_id) == (DEED, kept.version + 1, None)
    assert last.by_id == house.person("rita").id
    assert house.stored(kept).version == last.version


def test_only_a_recruiter_hears_that_somebody_was_forgotten_before(house: Any) -> None:
    bob = house.person("bob")
    forget(house, "bob")
    for name in ("pat", "zoe"):
        house.refuses(
            lambda name=name: house.forgetting.forget(bob.id, by=house.by(name)),
            Refusal.ONLY_RECRUITERS,
        )


def test_what_a_channel_said_to_somebody_goes_with_them(house: Any) -> None:
    booked_while_refused(house, "lee")
    lee = house.person("lee")
    assert REFUSED in {each.detail for each in to(house, "lee")}
    forget(house, "lee")
    assert {each.detail for each in house.notices(1) if each.person_id == lee.id} == {None}


def test_what_a_channel_said_of_whoever_was_only_asked_goes_with_them(house: Any) -> None:
    booked_while_refused(house, "lee")
    assert REFUSED in {each.values.get("detail") for each in to(house, "sam")}
    forget(house, "lee")
    left = [value for each in house.notices(1) for value in (each.detail, *each.values.values())]
    assert REFUSED not in left


def test_what_a_channel_said_to_others_goes_where_they_met(house: Any) -> None:
    booked_while_refused(house, "pat")
    assert REFUSED in {each.detail for each in to(house, "pat")}
    over(house)
    forget(house, "ana")
    assert {each.detail for each in to(house, "pat")} == {None}


def test_of_messages_to_somebody_only_those_to_others_can_be_found_again(house: Any) -> None:
    house.book_one()
    house.courier.sweep()
    ana = house.person("ana")
    over(house)
    forget(house, "ana")
    places = {(each.person_id == ana.id, each.ts is None) for each in house.notices(1)}
    assert (True, False) not in places
    assert (False, False) in places
    assert {each.channel for each in house.notices(1) if each.person_id == ana.id} == {None}
