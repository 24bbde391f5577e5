"""What an interview is.

`Interview` is the domain model and, field for field and in this order, the body that the
API answers with. `Kept` is the interview as it is kept: with its version, its owner, each
side's answer and the people concerned, none of which the API's body shows.

Whoever does something is an `actor`, whoever takes part a `person`; `beside` is what an `interview`
has besides its body, `kept` holds it all, `history` what was done to it, and a `search` finds it.

Each is a `value` and frozen. A changed one is made by `Value.but`, which validates again.
All times are instants: aware, in UTC, to the millisecond.
"""

from bot.interviews.model.actor import Actor, Bearer, Door, Revocation, Token
from bot.interviews.model.beside import (
    Answer,
    Attendance,
    Cover,
    Feedback,
    Late,
    Proposed,
    Recommendation,
    Says,
)
from bot.interviews.model.history import HistoryEntry
from bot.interviews.model.interview import (
    DEFAULT_LENGTH,
    LIVE,
    MAX_LENGTH,
    MAX_LOCATION,
    MAX_REASON,
    Driver,
    Interview,
    Interviewee,
    Interviewer,
    Kind,
    Side,
    Status,
)
from bot.interviews.model.kept import Kept, Seen
from bot.interviews.model.person import (
    AS_USUAL,
    RANK,
    RECRUITERS,
    STAFF,
    Application,
    Channel,
    Colleague,
    Person,
    Preferences,
    Role,
)
from bot.interviews.model.search import Search
from bot.interviews.model.value import Instant, Value, instant, written

__all__ = [
    "AS_USUAL",
    "DEFAULT_LENGTH",
    "LIVE",
    "MAX_LENGTH",
    "MAX_LOCATION",
    "MAX_REASON",
    "RANK",
    "RECRUITERS",
    "STAFF",
    "Actor",
    "Answer",
    "Application",
    "Attendance",
    "Bearer",
    "Channel",
    "Colleague",
    "Cover",
    "Door",
    "Driver",
    "Feedback",
    "HistoryEntry",
    "Instant",
    "Interview",
    "Interviewee",
    "Interviewer",
    "Kept",
    "Kind",
    "Late",
    "Person",
    "Preferences",
    "Proposed",
    "Recommendation",
    "Revocation",
    "Role",
    "Says",
    "Search",
    "Seen",
    "Side",
    "Status",
    "Token",
    "Value",
    "instant",
    "written",
]
