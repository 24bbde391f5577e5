"""Whose tokens are good: whom they let in, and how they are taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.interviews.model import Actor, Bearer, Person, Revocation, Token
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost

TOKENS_LAST = timedelta(days=30)  # at most
SECOND = timedelta(seconds=1)  # a token says to the second when it was issued


class NotLetIn(Exception):  # noqa: N818 - it reads as what it says
    """A token lets nobody in, or no longer."""


def who_acts(pages: Pages, by: Actor | Bearer) -> Actor:
    """Give the actor with the role they have in this transaction: it may just have been taken.

    NotLetIn: the token lets nobody in.
    """
    if isinstance(by, Bearer):
        return who_reads(pages, by)
    person = pages.person(by.person.workspace_id, by.person.id)
    return by.but(person=person) if person else by


def who_reads(pages: Pages, by: Actor | Bearer) -> Actor:
    """Give the actor, looked up where it is not known who they are; NotLetIn as before."""
    if isinstance(by, Actor):
        return by
    holder = pages.token_holder(by.token)
    if holder is None:
        raise NotLetIn
    return Actor(person=holder, door=by.door, acts_as=by.acts_as)


class Tokens:
    """Looks up whom a token lets in, and revokes tokens."""

    def __init__(self, book: Book, clock: HouseClock) -> None:
        self._book = book
        self._clock = clock

    @again_when_lost
    def holder(self, token: Token) -> Person | None:
        """Give whom a token lets in: a known, active person, if it was not revoked."""
        with self._book.read() as pages:
            return pages.token_holder(token)

    @again_when_lost
    def issuable_at(self, person: Person) -> datetime:
        """Give the time that a new token of theirs may say, so that it is good at once."""
        now = self._clock.now().replace(microsecond=0)
        with self._book.read() as pages:
            revoked = pages.revoked_at(person.workspace_id, person.id)
        return now if revoked is None else max(now, revoked.replace(microsecond=0) + SECOND)

    def revoke(self, workspace_id: int, jti: str) -> None:
        """Take one token back, by its id; whose it is need not be known."""
        self._note(Revocation(workspace_id=workspace_id, jti=jti, at=self._clock.now()))

    def revoke_all(self, person: Person) -> None:
        """Take back all tokens of a person that were issued until now."""
        self._note(
            Revocation(workspace_id=person.workspace_id, person_id=person.id, at=self._clock.now())
        )

    @again_when_lost
    def _note(self, revocation: Revocation) -> None:
        with self._book.write() as pages:
            pages.revoke(revocation)
