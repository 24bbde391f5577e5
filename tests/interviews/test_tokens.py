"""Whose tokens are good, as the rules have it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Bearer, Door, Search, Token
from bot.interviews.plans import Cancellation
from bot.interviews.tokens import NotLetIn, Tokens


@pytest.fixture
def tokens(house: Any) -> Tokens:
    return Tokens(house.book, house.clock)


def token(house: Any, name: str, **given: Any) -> Token:
    said = {"jti": "one", "person_id": house.person(name).id, "issued_at": house.clock.now()}
    return Token(**said | given)


def test_a_token_is_good_for_whom_it_names(house: Any, tokens: Tokens) -> None:
    assert tokens.holder(token(house, "sam")) == house.person("sam")
    house.set_person("sam", active=False)
    assert tokens.holder(token(house, "sam")) is None


def test_one_token_is_taken_back_by_its_id(house: Any, tokens: Tokens) -> None:
    tokens.revoke(1, "one")
    assert tokens.holder(token(house, "sam")) is None
    assert tokens.holder(token(house, "sam", jti="two")) == house.person("sam")


def test_all_that_were_issued_are_taken_back_and_a_new_one_is_good_at_once(
    house: Any, tokens: Tokens
) -> None:
    sam = house.person("sam")
    issued_at = tokens.issuable_at(sam)
    tokens.revoke_all(sam)
    assert tokens.holder(token(house, "sam", issued_at=issued_at)) is None
    assert tokens.holder(token(house, "sam", issued_at=tokens.issuable_at(sam))) == sam
    assert tokens.holder(token(house, "pat", issued_at=issued_at)) == house.person("pat")


def test_a_token_says_to_the_second_when_it_was_issued(house: Any, tokens: Tokens) -> None:
    issued_at = tokens.issuable_at(house.person("sam"))
    assert issued_at.microsecond == 0
    assert timedelta(0) <= house.clock.now() - issued_at < timedelta(seconds=5)


def test_who_acts_by_a_token_is_who_it_names_as_long_as_it_is_good(
    house: Any, tokens: Tokens
) -> None:
    kept = house.book_one()
    by = Bearer(token=token(house, "sam"), door=Door.API)
    assert house.interviews.get(kept.id, by=by) == kept
    assert house.interviews.search(Search(), by=by).interviews == (kept,)
    tokens.revoke(1, "one")
    for act in (
        lambda: house.interviews.get(kept.id, by=by),
        lambda: house.interviews.search(Search(), by=by),
        lambda: house.interviews.do(Cancellation(), by=by, interview_id=kept.id),
    ):
        with pytest.raises(NotLetIn):
            act()
    assert house.interviews.get(kept.id, by=house.by("sam")) == kept
    another = Bearer(token=token(house, "sam", jti="two"), door=Door.API)
    done = house.interviews.do(Cancellation(), by=another, interview_id=kept.id)
    assert house.interviews.get(kept.id, by=another) == done.after != kept
