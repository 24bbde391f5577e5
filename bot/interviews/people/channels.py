"""Which way a notice goes: by direct message, else by e-mail.

E-mail is for whoever is not in Slack, or no longer, or would rather be told so, for what Slack
refuses for good, and for everything while Slack shuts us out. What went by e-mail is never edited.
A card that stands in Slack from before shows the present all the same, whichever way its reader is
told: it is edited without a sound, with each letter as well.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.interviews.model import Channel, Kept, Person
from bot.interviews.notices import BY_MAIL, Card, Notice, Reason
from bot.interviews.ports.post import NotBegun, Post, Receipt, Undelivered

log = logging.getLogger(__name__)


def is_in_slack(person: Person) -> bool:
    """Whether somebody can have direct messages: they are in Slack, and were not deactivated."""
    return person.active and person.slack_user_id is not None


def is_told(person: Person, *, mails: bool) -> bool:
    """Whether there is a way to somebody: Slack, or where it `mails` an e-mail address."""
    return is_in_slack(person) or (mails and person.email is not None)


def is_mailed(person: Person, *, mails: bool) -> bool:
    """Whether what somebody is told goes by e-mail, if nothing goes wrong."""
    wished = person.prefers.channel is Channel.MAIL or not is_in_slack(person)
    return mails and person.email is not None and wished


class Channels:
    """A post that chooses between two for each notice; threads share it."""

    def __init__(self, direct: Post, mail: Post) -> None:
        self._direct = direct
        self._mail = mail
        self._mailed: set[str] = set()  # keys of refused ones, as long as their letter is in doubt

    def reaches(self, person: Person) -> bool:
        """Whether there is any way to them."""
        return self._direct.reaches(person) or self._mail.reaches(person)

    def pause(self) -> timedelta:
        """Say for how long nothing can leave either way."""
        return min(self._direct.pause(), self._mail.pause())

    def turn(self, notice: Notice, person: Person, longest: timedelta) -> timedelta:
        """Say how long this must wait for its turn, on the way that it is to go."""
        way = self._way(person) if notice.loud else self._direct
        return way.turn(notice, person, longest)

    def stop(self) -> None:
        """Begin nothing more, either way."""
        self._direct.stop()
        self._mail.stop()

    def find(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt | None:
        """Look for it where it may have been posted; a letter cannot be looked for.

        Who would rather have letters may only have said so while it was on its way in Slack.
        """
        was_mailed, message = notice.key in self._mailed, _message(card)
        self._mailed.discard(notice.key)
        if not was_mailed and self._way(person) is self._direct:
            return self._direct.find(notice, kept, person, message)
        if not was_mailed and self._direct.reaches(person):
            try:
                if found := self._direct.find(notice, kept, person, message):
                    return found
            except Undelivered as unseen:
                if isinstance(unseen, NotBegun):
                    raise
        return self._mail.find(notice, kept, person, message)

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        """Deliver it by direct message, or by e-mail when that is not to be.

        A quiet one edits what stands in Slack, however its person is told.
        """
        message = _message(card)
        if not notice.loud:
            return self._edit(notice, kept, person, message)
        if self._way(person) is self._direct:
            try:
                return self._direct.deliver(notice, kept, person, message)
            except Undelivered as refused:
                no_way = refused.shut_out or (refused.for_good and refused.certain)
                if not (no_way and self._mail.reaches(person)):
                    raise
                detail = {"notice": notice.id, "detail": refused.detail}
                log.info("notice_goes_by_mail", extra=detail)
        is_shown = self._show(notice, kept, person, message)
        return self._by_mail(notice, kept, person).but(card_stays=not is_shown)

    def _edit(self, notice: Notice, kept: Kept, person: Person, message: Card | None) -> Receipt:
        if message is None:
            raise Undelivered("a_letter_stays", reason=Reason.NO_CARD, for_good=True)
        return self._direct.deliver(notice, kept, person, message)

    def _show(self, notice: Notice, kept: Kept, person: Person, message: Card | None) -> bool:
        """Have the card in Slack tell what a letter is about to, which does not wait for that.

        False: it cannot be drawn just now.
        """
        if message is None or not notice.becomes_the_card:
            return True
        quiet = notice.but(loud=False)
        if self._direct.turn(quiet, person, timedelta(0)):
            return False
        try:
            self._edit(quiet, kept, person, message)
        except Undelivered as failed:
            log.warning("card_stays", extra={"notice": notice.id, "detail": failed.detail})
            return failed.for_good
        return True

    def _by_mail(self, notice: Notice, kept: Kept, person: Person) -> Receipt:
        self._mailed.add(notice.key)
        try:
            receipt = self._mail.deliver(notice, kept, person, None)
        except Undelivered as undelivered:
            if undelivered.certain or undelivered.for_good:
                self._mailed.discard(notice.key)
            raise
        self._mailed.discard(notice.key)
        return receipt

    def _way(self, person: Person) -> Post:
        if person.prefers.channel is Channel.MAIL and self._mail.reaches(person):
            return self._mail
        return self._direct if self._direct.reaches(person) else self._mail


def _message(card: Card | None) -> Card | None:
    """Give the card if it is a message, which alone can be edited."""
    return None if card is None or card.channel == BY_MAIL else card
