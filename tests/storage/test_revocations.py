"""Whom a token lets in, as the database answers it."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.interviews.model import Person, Revocation, Token
from storage import SqlBook

SECOND = timedelta(seconds=1)


@pytest.fixture
def holder(book: SqlBook, cast: SimpleNamespace, noon: datetime) -> Any:
    def ask(**given: Any) -> Person | None:
        said = {"jti": "one", "person_id": cast.recruiter.id, "issued_at": noon} | given
        with book.read() as pages:
            return pages.token_holder(Token(**said))

    return ask


@pytest.fixture
def revoke(book: SqlBook, cast: SimpleNamespace, noon: datetime) -> Any:
    def note(**given: Any) -> None:
        with book.write() as pages:
            pages.revoke(Revocation(**{"workspace_id": cast.workspace_id, "at": noon} | given))

    return note


def test_a_token_lets_in_whom_it_names(holder: Any, cast: SimpleNamespace) -> None:
    assert holder() == cast.recruiter
    assert holder(person_id=cast.driver.id) == cast.driver
    assert holder(person_id=999_999) is None
    assert holder(person_id=2**63 - 1) is None


def test_who_has_left_is_not_let_in(book: SqlBook, holder: Any, cast: SimpleNamespace) -> None:
    with book.write() as pages:
        pages.save_person(cast.recruiter.but(active=False))
    assert holder() is None


def test_a_token_that_was_revoked_lets_nobody_in_and_others_still_do(
    holder: Any, revoke: Any
) -> None:
    revoke(jti="one")
    assert holder() is None
    assert holder(jti="another") is not None


def test_all_of_a_persons_tokens_until_then_are_revoked_together(
    holder: Any, revoke: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    revoke(person_id=cast.recruiter.id)
    assert holder() is None
    assert holder(jti="another", issued_at=noon - SECOND) is None
    assert holder(issued_at=noon + SECOND) is not None
    assert holder(person_id=cast.driver.id) is not None


def test_another_workspace_revokes_nothing_here(book: SqlBook, holder: Any, revoke: Any) -> None:
    with book.write() as pages:
        elsewhere = pages.workspace("T2", "Elsewhere")
    revoke(jti="one", workspace_id=elsewhere)
    assert holder() is not None
