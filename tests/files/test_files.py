"""Files as they come: from this program, by hand, or through a spreadsheet."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files import read_lines, write_json_lines, write_table
from bot.interviews.moving.faults import Why
from bot.interviews.moving.lines import UserLine, read_line

INTERVIEW = (
    '{"interview":{"id":27,"amend_end_at":null,"amend_start_at":null,"amended_by":null,'
    '"end_at":"2025-11-20T09:13:06.000Z","interviewee":{"id":295,"currency":"GBP","driver":'
    '{"id":1036,"image":null,"phone_number":"+44 7528","title":"Zoë \\"Z\\" Feil"},'
    '"kind":"verified","updated_at":"2025-11-20T08:13:06.209Z"},"interviewee_id":295,'
    '"interviewer":{"id":1040,"contact_phone_number":null,"image":null,"title":"Pat, W."},'
    '"interviewer_id":1040,"kind":"video_call","location":"","start_at":'
    '"2025-11-20T08:43:06.000Z","status":"pending"}}'
)
USER = '{"user":{"id":7,"title":"Ana"}}'
FEEDBACK = (
    '{"feedback":{"interview_id":27,"recommendation":"strong_yes","notes":"Clear, \\"=quick\\"",'
    '"private_notes":null,"by_id":1040,"at":"2025-11-20T09:20:00.000Z"}}'
)


def data(content: str | bytes) -> list[Any]:
    """What each line of a file holds, or why not."""
    raw = content.encode() if isinstance(content, str) else content
    return [line.fault.why if line.fault else line.data for line in read_lines(io.BytesIO(raw))]


def numbers(content: str) -> list[int]:
    return [line.number for line in read_lines(io.BytesIO(content.encode()))]


@pytest.mark.parametrize("write", [write_json_lines, write_table])
def test_what_goes_out_comes_in_again(write: Any) -> None:
    entries = [read_line(1, json.loads(line)) for line in (USER, INTERVIEW, FEEDBACK)]
    entries.append(UserLine(id=8, title="Bo", active=False))
    file = io.BytesIO(b"".join(write(entries)))
    for _ in range(2):  # it is read twice
        lines = list(read_lines(file))
        assert [read_line(line.number, line.data) for line in lines] == entries


@pytest.mark.parametrize("line", [INTERVIEW, FEEDBACK])
def test_an_interview_goes_out_byte_for_byte_as_the_api_answers_and_so_does_feedback(
    line: str,
) -> None:
    [written] = write_json_lines([read_line(1, json.loads(line))])
    assert written.decode() == json.dumps(
        json.loads(line), ensure_ascii=False, separators=(",", ":")
    ) + "\n"  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        f"{USER}\n{INTERVIEW}\n",
        f"{USER}\n{INTERVIEW}",
        f"\ufeff{USER}\n{INTERVIEW}\n",
        f"{USER}\r\n{INTERVIEW}\r\n",
        f"\n\n  {USER}  \n\n\n{INTERVIEW}\n\n",
    ],
)
def test_line_ends_empty_lines_and_a_byte_order_mark_do_not_matter(content: str) -> None:
    assert data(content) == [json.loads(USER), json.loads(INTERVIEW)]


def test_lines_are_numbered_as_an_editor_does() -> None:
    assert numbers(f"\n{USER}\n\n{USER}\n") == [2, 4]
    assert numbers('id,title\n\n1,"A\nB"\n2,C\n') == [3, 5]


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_holds_nothing(content: str) -> None:
    assert data(content) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"user":', Why.NOT_JSON),
        (b'{"user":{}}{"user":{}}', Why.NOT_JSON),
        (b"[", Why.NOT_JSON),
        (b'{"user":{"id":' + b"1" * 5_000 + b"}}", Why.NOT_JSON),
        (b'{"user":' + b"[" * 100_000, Why.NOT_JSON),
        (b'{"user":{"id":1,"id":2}}', Why.KEY_TWICE),
        (b'{"user":{"title":"\xe9"}}', Why.NOT_UTF8),
    ],
    ids=range(7),
)
def test_a_line_that_is_no_json_is_named_and_the_next_one_is_read(line: bytes, why: Why) -> None:
    content = USER.encode() + b"\n" + line + b"\n" + USER.encode()
    assert data(content) == [json.loads(USER), why, json.loads(USER)]


def test_a_list_is_no_lines() -> None:
    assert data(f"[\n{USER}\n]\n") == [Why.NOT_JSON, json.loads(USER), Why.NOT_JSON]


def test_a_file_of_one_kind_may_have_its_columns_bare() -> None:
    assert data("id,title\n7,Ana\n") == [{"user": {"id": "7", "title": "Ana"}}]
    [found] = data("interview_id,recommendation\n27,yes\n")
    assert found == {"feedback": {"interview_id": "27", "recommendation": "yes"}}
    [found] = data("id,start_at,interviewee.driver.id\n7,x,8\n")
    assert found == {
        "interview": {"id": "7", "start_at": "x", "interviewee": {"driver": {"id": "8"}}}
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheets_delimiter_is_taken_as_it_comes(delimiter: str) -> None:
    rows = [["user.id", "user.title", "user.email"], ["7", '"Ana, R; x"', ""]]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    assert data(content) == [{"user": {"id": "7", "title": "Ana, R; x", "email": None}}]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("id,name\n7,Ana\n", [Why.UNKNOWN_COLUMN]),
        ("Dear all, this is a letter", [Why.UNKNOWN_COLUMN] * 2),
        ("id,title,id\n7,Ana,8\n", [Why.COLUMN_TWICE]),
        ("id,title\n7,Ana,Ruiz\n", [Why.TOO_MANY_CELLS]),
        (b"id,title\n7,Jos\xe9\n", [Why.NOT_UTF8]),
        (b"\x1f\x8b\x08\x00\xff\n", [Why.NOT_UTF8]),
        ("id,title\n7," + "x" * 140_000, [Why.NOT_CSV]),
    ],
    ids=range(7),
)
def test_a_table_that_is_none_is_refused(content: Any, why: Any) -> None:
    assert data(content) == why


def test_a_row_with_a_user_and_an_interview_is_handed_on_as_it_is() -> None:
    [both] = data("user.id,interview.id\n1,2\n")
    assert both.keys() == {"user", "interview"}


@pytest.mark.parametrize("begins", list("=+-@\t\r＝＋－＠"))
def test_no_spreadsheet_takes_a_name_for_a_formula(begins: str) -> None:
    title = f"{begins}cmd|' /C calc'!A0"
    [_, row] = write_table([UserLine(id=7, title=title)])
    assert f"'{begins}" in row.decode()
    assert data(b"".join(write_table([UserLine(id=7, title=title)])))[0]["user"]["title"] == title


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
    | st.text(alphabet="'=+-@\t\r\n ,;\"x", min_size=1)
)
def test_any_text_comes_back_from_a_table(text: str) -> None:
    entries = [UserLine(id=7, title="x", email=text, locale="")]
    [line] = data(b"".join(write_table(entries)))
    assert (line["user"]["email"], line["user"]["locale"]) == (text, "")
    assert line["user"]["image"] is None
