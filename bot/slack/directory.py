"""Who is who: members of the Slack team become people of the house.

Name, e-mail address, zone and locale come from the profile. Whoever is known already costs no
call to Slack; `user_change` keeps them fresh.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.interviews.model import Actor, Door, Person
from bot.interviews.people import People, Profile
from bot.interviews.refusals import Refusal, Refused

log = logging.getLogger(__name__)

FRESH_FOR = 600.0  # seconds for which the list of members is kept; users.list is Tier 2
NOBODY = frozenset({"user_not_found", "users_not_found", "user_not_visible"})
UNREACHABLE = (SlackClientError, OSError)


def profile_of(user: Mapping[str, Any]) -> Profile:
    """Read Slack's user object (docs.slack.dev/reference/objects/user-object)."""
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"]
    return Profile(
        slack_user_id=user["id"],
        name=name,
        email=profile.get("email") or None,
        time_zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        image=profile.get("image_192") or None,
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        deactivated=bool(user.get("deleted")),
    )


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
        self._workspace_id = workspace_id
        self._seconds = seconds
        self._lock = threading.Lock()
        self._members: tuple[Profile, ...] = ()
        self._read_at: float | None = None

    def actor(self, slack_user_id: str) -> Actor:
        """Give whoever types or presses; somebody new is met first."""
        person = self._people.known(self._workspace_id, slack_user_id)
        if person is None or not person.active:
            person = self._people.meet(self._workspace_id, self._profile(slack_user_id))
        return Actor(person=person, door=Door.SLACK)

    def introduce(self, slack_user_ids: Iterable[str]) -> None:
        """Meet those whom the settings name; whoever was known is a recruiter from now on."""
        for slack_user_id in slack_user_ids:
            try:
                self._people.meet(self._workspace_id, self._profile(slack_user_id))
            except (Refused, *UNREACHABLE) as error:  # they are met when they write
                log.warning("recruiter_not_met", extra={"error": type(error).__name__})

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
            known = self._people.known(self._workspace_id, slack_user_id)
            if known is None or not known.active:
                raise
            return known
        return self._people.pick(self._workspace_id, profile, field)

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
        if self._people.known(self._workspace_id, profile.slack_user_id):
            self._people.meet(self._workspace_id, profile)
        with self._lock:
            self._read_at = None

    def members(self, text: str) -> tuple[Profile, ...]:
        """Give the people of the team whose name or e-mail contains the text, by name."""
        wanted = text.casefold()
        return tuple(
            member
            for member in self._all_members()
            if wanted in member.name.casefold() or wanted in (member.email or "").casefold()
        )

    def _all_members(self) -> tuple[Profile, ...]:
        with self._lock:
            stale = self._read_at is None or self._seconds() - self._read_at > FRESH_FOR
            if stale:
                try:
                    self._members = self._read_members()
                    self._read_at = self._seconds()
                except UNREACHABLE:  # those known before will do, and it is tried again
                    log.warning("members_not_read")
            return self._members

    def _read_members(self) -> tuple[Profile, ...]:
        found: list[Profile] = []
        for page in self._client.users_list(limit=200, include_locale=True):
            found += [profile_of(user) for user in page["members"]]
        people = (member for member in found if not (member.is_bot or member.deactivated))
        return tuple(sorted(people, key=lambda member: member.name.casefold()))

    def _profile(self, slack_user_id: str) -> Profile:
        return profile_of(self._user(slack_user_id))

    def _user(self, slack_user_id: str) -> Mapping[str, Any]:
        user: Mapping[str, Any] = self._client.users_info(user=slack_user_id, include_locale=True)[
            "user"
        ]
        return user
