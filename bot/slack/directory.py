"""Who is who: members of the Slack team become people of the house.

Name, e-mail address, zone and locale come from the profile. Whoever is known already costs no
call to Slack; `user_change` keeps them fresh.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.interviews.model import Actor, Door, Person
from bot.interviews.people.people import People, Profile
from bot.interviews.refusals import Refusal, Refused
from bot.slack.calls import UNREACHABLE
from bot.slack.members import Members, profile_of

log = logging.getLogger(__name__)

NOBODY = frozenset({"user_not_found", "users_not_found", "user_not_visible"})


def is_nobody(error: Exception) -> bool:
    """Whether Slack answered that it knows nobody like that, and not that it cannot tell now."""
    return isinstance(error, SlackApiError) and error.response.get("error") in NOBODY


class Directory:
    """Finds people by their Slack id.

    `seconds` is the machine's monotonic clock, for how long the list of members stays fresh.
    """

    def __init__(
        self, client: WebClient, people: People, workspace_id: int, seconds: Callable[[], float]
    ) -> None:
        self._client = client
        self._people = people
        self.workspace_id = workspace_id
        self._members = Members(client, seconds)

    def actor(self, slack_user_id: str) -> Actor:
        """Give whoever types or presses; somebody new is met first."""
        person = self._people.known(self.workspace_id, slack_user_id)
        if person is None or not person.active:
            person = self._people.meet(self.workspace_id, self._profile(slack_user_id))
        return Actor(person=person, door=Door.SLACK)

    def ask_anew(self, person: Person) -> None:
        """Bring somebody up to date; when Slack cannot be reached, they stay as they are known."""
        if person.slack_user_id is not None:
            self.introduce([person.slack_user_id])

    def introduce(self, slack_user_ids: Iterable[str]) -> None:
        """Meet these members; whoever of them the settings name is a recruiter from now on."""
        for slack_user_id in slack_user_ids:
            try:
                self._people.meet(self.workspace_id, self._profile(slack_user_id))
            except (Refused, *UNREACHABLE) as error:  # they are met when they write
                log.warning("member_not_met", extra={"error": type(error).__name__})

    def with_admin_rights(self, actor: Actor) -> Actor:
        """Give the same actor, having asked Slack whether they are an admin of the team."""
        slack_user_id = actor.person.slack_user_id
        if actor.person.is_recruiter or slack_user_id is None:
            return actor
        user = self._user(slack_user_id)
        return actor.but(workspace_admin=bool(user.get("is_admin") or user.get("is_owner")))

    def pick(self, slack_user_id: str, field: str) -> Person:
        """Give a member for a part in an interview, fresh from Slack.

        Refused: a bot, somebody deactivated, somebody Slack does not know. When Slack cannot be
        reached, somebody who is known already will do.
        """
        try:
            profile = self._profile(slack_user_id)
        except UNREACHABLE as error:
            if is_nobody(error):
                raise Refused(Refusal.UNKNOWN_PERSON, field) from None
            known = self._people.known(self.workspace_id, slack_user_id)
            if known is None or not known.active:
                raise
            return known
        return self._people.pick(self.workspace_id, profile, field)

    def with_email(self, email: str) -> Profile | None:
        """Give the member with that e-mail address; None when there is none."""
        try:
            user: Mapping[str, Any] = self._client.users_lookupByEmail(email=email)["user"]
        except SlackApiError as error:
            if is_nobody(error):
                return None
            raise
        return profile_of(user)

    def changed(self, user: Mapping[str, Any]) -> None:
        """Bring somebody who is known up to date, from Slack's `user_change`."""
        profile = profile_of(user)
        if self._people.known(self.workspace_id, profile.slack_user_id):
            self._people.meet(self.workspace_id, profile)
        self._members.changed(profile)

    def members(self, text: str) -> tuple[Profile, ...]:
        """Give the people of the team whose name or e-mail contains the text, by name."""
        return self._members.named(text)

    def _profile(self, slack_user_id: str) -> Profile:
        return profile_of(self._user(slack_user_id))

    def _user(self, slack_user_id: str) -> Mapping[str, Any]:
        user: Mapping[str, Any] = self._client.users_info(user=slack_user_id, include_locale=True)[
            "user"
        ]
        return user
