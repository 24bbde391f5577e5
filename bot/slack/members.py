"""The members of the Slack team, for menus and for names that are typed.

A large team takes longer to read than anybody can be let wait, so it is read in the background:
whoever asks is given what is known by then.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient

from bot.interviews.people.people import Profile
from bot.slack.calls import UNREACHABLE, time_for_a_call

log = logging.getLogger(__name__)

FRESH_FOR = 600.0  # seconds for which the list is kept; users.list is Tier 2
PAUSE = 15.0  # seconds before it is tried again, when Slack did not give it
PAGE = 1000  # as many as Slack gives at once (docs.slack.dev/reference/methods/users.list)


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


class Members:
    """Everybody in the team who is a person and active.

    `seconds` is the machine's monotonic clock, for how long the list stays fresh.
    """

    def __init__(self, client: WebClient, seconds: Callable[[], float]) -> None:
        self._client = client
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[str, Profile] = {}
        self._good_until = 0.0
        self._complete = False
        self._reading: threading.Event | None = None

    def named(self, text: str) -> tuple[Profile, ...]:
        """Give those whose name or e-mail address contains the text, by name.

        Only the very first time is it waited for, and no longer than there is time: the first
        of a large team may not be everybody yet.
        """
        reading = self._read_if_need_be()
        if reading is not None and not self._complete:
            reading.wait(time_for_a_call())
        wanted = text.casefold()
        with self._lock:
            found = [each for each in self._known.values() if _is_called(each, wanted)]
        return tuple(sorted(found, key=lambda member: member.name.casefold()))

    def changed(self, member: Profile) -> None:
        """Note what is new about somebody."""
        with self._lock:
            self._known[member.slack_user_id] = member

    def _read_if_need_be(self) -> threading.Event | None:
        """Begin to read the list unless it is fresh; what is waited for while it is read."""
        with self._lock:
            if self._reading is None and self._seconds() >= self._good_until:
                self._reading = threading.Event()
                reader = threading.Thread(target=self._read, args=[self._reading], daemon=True)
                reader.start()
            return self._reading

    def _read(self, done: threading.Event) -> None:
        good_for = PAUSE
        try:
            for page in self._client.users_list(limit=PAGE, include_locale=True):
                profiles = [profile_of(user) for user in page["members"]]
                with self._lock:
                    self._known |= {each.slack_user_id: each for each in profiles}
            self._complete, good_for = True, FRESH_FOR
        except UNREACHABLE as error:  # those known before will do
            log.warning("members_not_read", extra={"error": type(error).__name__})
        finally:
            with self._lock:
                self._good_until = self._seconds() + good_for
                self._reading = None
            done.set()


def _is_called(member: Profile, wanted: str) -> bool:
    if member.is_bot or member.deactivated:
        return False
    return wanted in member.name.casefold() or wanted in (member.email or "").casefold()
