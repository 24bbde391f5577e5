import pytest
import sqlalchemy as sa

from bot.interviews.digest import Digest
from bot.interviews.model import (
    Application,
    HistoryEntry,
    Interview,
    Kept,
    Person,
    Revocation,
    Value,
)
from bot.interviews.notices import Card, Notice
from bot.interviews.plans import Draft
from bot.interviews.ports.erasure import Remnant
from storage import tables
from storage.tables import Base

NESTED_IN_INTERVIEW = {"interviewee", "interviewer"}
NESTED_IN_KEPT = {
    "interview",
    "owner",
    "interviewee_person",
    "interviewer_person",
    "application",
}


def test_an_interviews_columns_are_its_fields_and_who_its_people_are() -> None:
    fields = (
        set(Interview.model_fields) - NESTED_IN_INTERVIEW | set(Kept.model_fields) - NESTED_IN_KEPT
    )
    assert set(tables.interviews.c.keys()) == fields | {"driver_id", "owner_id"}


@pytest.mark.parametrize(
    ("value", "table", "more"),
    [
        (Person, tables.people, {"title_folded", "email_folded"}),
        (Application, tables.applications, set()),
        (HistoryEntry, tables.history, set()),
        (Notice, tables.notices, set()),
        (Card, tables.cards, set()),
        (Draft, tables.drafts, set()),
        (Revocation, tables.revocations, {"id"}),
        (Digest, tables.digests, set()),
        (Remnant, tables.remnants, set()),
    ],
)
def test_columns_are_fields(value: type[Value], table: sa.Table, more: set[str]) -> None:
    assert set(table.c.keys()) == set(value.model_fields) | more


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_every_row_belongs_to_a_workspace(table: sa.Table) -> None:
    assert table is tables.workspaces or not table.c.workspace_id.nullable


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_whatever_is_named_by_an_id_is_bound_to_it(table: sa.Table) -> None:
    elsewhere = {"slack_user_id", "slack_team_id", "slack_channel_id"}
    named = [column for column in table.c if column.name.endswith("_id")]
    assert all(column.foreign_keys for column in named if column.name not in elsewhere)
