"""Whatever the book can hold of somebody is taken out when they are forgotten, or is no word."""

import pytest
import sqlalchemy as sa

from storage.tables import Base
from storage.types import JsonOf

# A new column that can hold words belongs into one of the two: into the first only once
# `bot.interviews.forgetting.scrubbing` or `storage.erasure` takes it out, and a test has a canary
# in it.
TAKEN_OUT = {
    "people": {
        "title", "title_folded", "email", "email_folded", "phone_number", "contact_phone_number",
        "image", "slack_user_id", "slack_channel_id", "time_zone", "locale", "preferences",
    },
    "applications": {"label"},
    "interviews": {
        "location", "reason", "interviewee_answer", "interviewer_answer", "cover", "feedback",
    },
    "history": {"before", "after"},
    "notices": {"values", "detail", "channel", "ts"},
    "cards": {"channel", "ts"},
    "drafts": {"line", "plan", "id"},
    "remnants": {"channel", "slack_user_id"},
}  # fmt: skip
NOBODYS = {
    "workspaces": {"slack_team_id", "name", "calendar_name"},
    "applications": {"currency", "kind"},
    "interviews": {"attendance", "late", "lead_times", "countered"},
    "history": {"deed"},
    "notices": {"key", "lease_token"},
    "digests": {"channel", "time_zone"},
    "digest_days": {"channel"},
    "revocations": {"jti"},
}


def may_hold_words(column: sa.Column[object]) -> bool:
    kind = column.type
    is_text = isinstance(kind, sa.String) and not isinstance(kind, sa.Enum)
    return is_text or isinstance(kind, JsonOf | sa.JSON)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_of_every_column_that_may_hold_words_it_is_decided_what_becomes_of_them(
    table: sa.Table,
) -> None:
    decided = TAKEN_OUT.get(table.name, set()) | NOBODYS.get(table.name, set())
    assert {column.name for column in table.c if may_hold_words(column)} == decided
