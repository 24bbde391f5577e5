"""What the API says of itself is so: its document, its examples, and the page to try it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import httpx
import jsonschema_rs
import pytest

from bot.api.calls import CALLS
from bot.api.documents import EXAMPLES, PARAMETERS, document
from bot.api.fields import PARAMETERS as READ_PARAMETERS
from bot.api.fields import READERS

PEOPLE = {"Sam": 1, "Pat": 3, "Ana": 5}
OF_THE_DAY = re.compile(  # and of the workspace, whose name in calendars is drawn
    r'(?<="updated_at":")2026-11-23T09:0\d:\d\d\.\d{3}Z|(?<=DTSTAMP:)20261123T090\d\d\dZ'
    r"|(?<=UID:interview-27\.1@)[0-9a-f]{16}(?=\.interview-bot)"
)


def examples() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


def as_sent(response: Any) -> str:
    if isinstance(response, str):
        return response
    return json.dumps(response, separators=(",", ":"), ensure_ascii=False)


def plays(api: Any, example: dict[str, Any]) -> httpx.Response:
    client = api.client(PEOPLE[example["by"]])
    path = example["path"].removeprefix("/api/v1")
    answer: httpx.Response = client.http.request(
        example["method"], path, json=example.get("request")
    )
    return answer


def test_there_is_an_example_of_every_call() -> None:
    assert {call.name for call in CALLS} == set(examples())


def test_every_example_is_what_is_answered_byte_for_byte(api: Any) -> None:
    for name, example in examples().items():
        answer = plays(api, example)
        assert answer.status_code == 200, (name, answer.text)
        answered = OF_THE_DAY.sub("drawn", answer.text)
        assert answered == OF_THE_DAY.sub("drawn", as_sent(example["response"])), name


def test_the_document_is_served_as_it_is_made(api: Any) -> None:
    served = httpx.get(f"{api.url}/api/openapi.json", trust_env=False)
    assert served.json() == json.loads(json.dumps(document()))
    assert served.json()["openapi"] == "3.1.0"


def test_the_document_has_every_call_and_no_other() -> None:
    described = {
        (method.upper(), path): operation["operationId"]
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
    }
    assert described == {(call.method, call.path): call.name for call in CALLS}


def test_every_described_call_is_answered(api: Any) -> None:
    client = api.client()
    for path, operations in document()["paths"].items():
        for method in operations:
            url = api.url + path.replace("{id}", "27")
            assert client.http.request(method, url).status_code == 401, (method, path)


def test_fields_and_parameters_that_are_read_are_described_and_no_others() -> None:
    described = {
        name
        for call in CALLS
        for schema in bodies(call.name)
        for name in schema.get("properties", {}).get("interview", {}).get("properties", {})
    }
    assert described == set(READERS)
    assert set(PARAMETERS) == set(READ_PARAMETERS)


def bodies(name: str) -> Iterable[dict[str, Any]]:
    for operations in document()["paths"].values():
        for operation in operations.values():
            if operation["operationId"] == name and "requestBody" in operation:
                yield operation["requestBody"]["content"]["application/json"]["schema"]


def test_the_examples_are_of_their_schemas() -> None:
    whole = json.loads(json.dumps(document()))
    for operations in whole["paths"].values():
        for operation in operations.values():
            for content in [
                *operation["responses"]["200"]["content"].values(),
                *operation.get("requestBody", {}).get("content", {}).values(),
            ]:
                schema = content["schema"] | {"components": whole["components"]}
                if "example" in content:
                    jsonschema_rs.validate(schema, content["example"])


@pytest.mark.parametrize("path", ["/api/docs", "/api/docs/signed-in"])
def test_the_page_to_try_it_loads_nothing_from_elsewhere(api: Any, path: str) -> None:
    page = httpx.get(api.url + path, trust_env=False)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert address.startswith("/api/docs/files/")
        assert httpx.get(api.url + address, trust_env=False).status_code == 200


@pytest.mark.slow
@pytest.mark.browser
def test_a_call_can_be_tried_in_the_browser(
    api: Any, chromium: Any, fetched: Callable[..., Any]
) -> None:
    page = chromium.new_page()
    asked = fetched(page)
    page.goto(f"{api.url}/api/docs")
    page.get_by_role("button", name="Authorize").click()
    page.locator(".auth-container input").fill(api.token(1))
    page.get_by_role("button", name="Apply credentials").click()
    page.get_by_role("button", name="Close").click()
    shown = page.locator("#operations-Staff-show")
    shown.locator(".opblock-summary-control").click()
    shown.get_by_role("button", name="Try it out").click()
    shown.get_by_placeholder("id").fill("27")
    shown.get_by_role("button", name="Execute").click()
    shown.locator(".live-responses-table").get_by_text('"title": "Ana Ruiz"').wait_for()
    page.close()
    assert asked
    assert all(url.startswith((api.url, "data:")) for url in asked)


@pytest.fixture
def fetched() -> Callable[..., list[str]]:
    """Notes every address that a page asks for."""

    def watch(page: Any) -> list[str]:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        return asked

    return watch
