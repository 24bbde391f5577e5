"""Files that an app sends, through an unchanged slack_sdk: each step as strict as Slack's."""

from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError


def refusal(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])


def put(address: str, content: bytes) -> int:
    return httpx.post(address, content=content, trust_env=False).status_code


def test_a_file_stands_in_the_conversation_and_can_be_fetched(house: Any) -> None:
    direct = house.client.conversations_open(users="U1")["channel"]["id"]
    sent = house.client.files_upload_v2(
        content="A,B\n1,2\n", filename="a table.csv", channel=direct, initial_comment="Here it is."
    )
    assert sent["file"]["name"] == "a table.csv"
    ana = house.ana
    assert ana.last() == "Here it is.\n[file: a table.csv]"
    assert ana.downloads() == b"A,B\n1,2\n"
    assert "file" not in house.bob.sees()
    (message,) = house.client.conversations_history(channel=direct)["messages"]
    assert (message["subtype"], message["files"][0]["mimetype"]) == ("file_share", "text/csv")


def test_a_file_is_seen_by_nobody_before_it_is_complete(house: Any) -> None:
    begun = house.client.files_getUploadURLExternal(filename="a.ics", length=3)
    assert put(begun["upload_url"], b"abc") == 200
    address = f"{house.served.base_url}/files/{begun['file_id']}/a.ics"
    assert httpx.get(address, trust_env=False).status_code == 404
    house.client.files_completeUploadExternal(files=[{"id": begun["file_id"]}])
    assert httpx.get(address, trust_env=False).content == b"abc"
    assert house.ana.messages() == []


def test_an_address_is_good_once_and_for_as_much_as_was_said(house: Any) -> None:
    begun = house.client.files_getUploadURLExternal(filename="a.ics", length=3)
    assert put(begun["upload_url"], b"abc") == 200
    assert put(begun["upload_url"], b"abc") == 404
    short = house.client.files_getUploadURLExternal(filename="a.ics", length=3)
    assert put(short["upload_url"], b"ab") == 400
    complete = house.client.files_completeUploadExternal
    assert refusal(complete, files=[{"id": short["file_id"]}]) == "file_not_found"
    complete(files=[{"id": begun["file_id"]}])
    assert refusal(complete, files=[{"id": begun["file_id"]}]) == "file_not_found"


@pytest.mark.parametrize(
    ("name", "length", "error"),
    [
        ("a.csv", 0, "missing_argument"),
        ("", 5, "missing_argument"),
        ("a.csv", "five", "invalid_arguments"),
        ("a.csv", 2_000_000_000, "file_upload_size_restricted"),
    ],
)
def test_what_cannot_be_awaited_is_refused(house: Any, name: str, length: Any, error: str) -> None:
    call = house.client.files_getUploadURLExternal
    assert refusal(call, filename=name, length=length) == error


@pytest.mark.parametrize(
    ("channel", "error"),
    [("U1", "invalid_arguments"), ("C99", "channel_not_found"), ("", None)],
)
def test_where_it_is_shown_is_a_conversation_and_no_member(
    house: Any, channel: str, error: str | None
) -> None:
    begun = house.client.files_getUploadURLExternal(filename="a.ics", length=3)
    put(begun["upload_url"], b"abc")
    arguments = {"files": [{"id": begun["file_id"]}], "channel_id": channel}
    if error is None:
        assert house.client.files_completeUploadExternal(**arguments)["files"]
    else:
        assert refusal(house.client.files_completeUploadExternal, **arguments) == error


@pytest.mark.parametrize("files", ["[]", "junk", '[{"title": "no id"}]', "[5]"])
def test_what_names_no_files_is_refused(house: Any, files: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        house.client.api_call("files.completeUploadExternal", params={"files": files})


def test_a_file_that_is_deleted_is_nowhere_any_more_and_its_message_stays(house: Any) -> None:
    direct = house.client.conversations_open(users=house.ana.id)["channel"]["id"]
    sent = house.client.files_upload_v2(content=b"abc", filename="a.ics", channel=direct)
    file = sent["files"][0]["id"]
    address = f"{house.served.base_url}/files/{file}/a.ics"
    assert httpx.get(address, trust_env=False).content == b"abc"
    house.client.files_delete(file=file)
    assert httpx.get(address, trust_env=False).status_code == 404
    assert [message["files"] for message in house.ana.messages()] == [[]]
    assert refusal(house.client.files_delete, file=file) == "file_not_found"
