"""What the API says of itself: its OpenAPI document, made from the table of calls.

The examples are what a server really answered; they stand in `examples.json`, by the name of the
call, and the tests play them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.api.calls import CALLS, STAFF, Call, calendar
from bot.api.fields import LARGEST, LAST_PAGE, MOST_PER_PAGE
from bot.interviews.model import MAX_LOCATION, MAX_REASON, Interview, Kind, Status

EXAMPLES = Path(__file__).with_name("examples.json")
SCHEMAS = "#/components/schemas/"
CALENDAR, JSON = "text/calendar", "application/json"

# Not among the parameters: whoever sends it would have to expect 304 beside 200.
IF_NONE_MATCH = "With If-None-Match and the tag that ETag gave, what did not change is 304."

Schema = dict[str, Any]

ID: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": LARGEST},
        {"type": "string", "pattern": "^[0-9]{1,19}$"},
    ]
}
MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "description": "ISO 8601 with Z or an offset",
}
FIELDS: Mapping[str, Schema] = {
    "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
    "start_at": MOMENT,
    "end_at": MOMENT,
    "interviewee_id": ID,
    "interviewer_id": ID,
    "location": {
        "type": ["string", "null"],
        "maxLength": MAX_LOCATION,
        "description": "Without a sign to be seen in it there is none: null.",
    },
    "amend_start_at": MOMENT,
    "amend_end_at": MOMENT,
    "reason": {"type": ["string", "null"], "maxLength": MAX_REASON},
    "force": {
        "type": ["boolean", "null"],
        "description": "In spite of another interview at that time; heeded for recruiters only.",
    },
}
PARAMETERS: Mapping[str, Schema] = {
    "page": {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": 20},
    "status": {"type": "string", "enum": [status.value for status in Status]},
    "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
    "interviewer_id": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "interviewee_id": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "from": MOMENT | {"description": "Starts then or later."},
    "to": MOMENT | {"description": "Starts before."},
    "q": {"type": "string", "description": "In the name of one of the two people."},
}
SAID: Mapping[int, tuple[str, str]] = {
    400: ("The body cannot be read.", "Error"),
    401: ("No token, or none that is good.", "Error"),
    403: ("The caller may not do this.", "Error"),
    404: ("There is no such interview for this caller.", "Error"),
    406: ("The caller does not accept what is given here.", "Error"),
    412: ("The interview has moved on since If-Match's tag; its present one is in ETag.", "Error"),
    415: ("The body is not sent as JSON.", "Error"),
    422: ("A field cannot be read, or a rule refuses it.", "Errors"),
    429: ("More calls a minute than one token may make.", "Error"),
    500: ("Something unforeseen, with a reference that is in the log too.", "Error"),
    503: ("Nothing was done: the database is away or locked, or its disk is full.", "Error"),
}


@cache
def document() -> dict[str, Any]:
    """Give the OpenAPI document; it is made when it is first asked for."""
    paths: dict[str, dict[str, Any]] = {}
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    for call in CALLS:
        described = _operation(call, examples.get(call.name, {}))
        paths.setdefault(call.path, {})[call.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Interview Bot",
            "version": "1",
            "description": "The interviews that are run in chat, over HTTP. "
            "Get a token with `interview-bot token --user ID`.",
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
        "security": [{"token": []}],
    }


def _operation(call: Call, example: Mapping[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": call.name,
        "summary": call.about,
        "description": IF_NONE_MATCH if call.method == "GET" and call.does is not calendar else "",
        "tags": ["Staff" if call.side is STAFF else "Interviewees"],
        "parameters": list(_parameters(call)),
        "responses": _responses(call, example),
    }
    if call.method != "GET":
        operation["requestBody"] = _request(call, example)
    return operation


def _parameters(call: Call) -> Iterator[Schema]:
    if "{id}" in call.path:
        schema = {"type": "integer", "minimum": 1, "maximum": LARGEST}
        yield {"name": "id", "in": "path", "required": True, "schema": schema, "example": 27}
    if call.lists:
        for name, schema in PARAMETERS.items():
            yield {"name": name, "in": "query", "schema": schema}
    if call.method != "GET" and "{id}" in call.path:
        yield {"name": "If-Match", "in": "header", "schema": {"type": "string"}}


def _request(call: Call, example: Mapping[str, Any]) -> dict[str, Any]:
    fields: Schema = {"properties": {name: FIELDS[name] for name in call.reads}}
    schema: Schema = {"type": "object"}
    if call.reads:
        schema["properties"] = {"interview": fields}
    if call.needs_a_body:  # otherwise any object will do
        fields["type"] = "object"
        schema["required"] = ["interview"]
    if call.needs:
        fields["required"] = list(call.needs)
    content = {"schema": schema} | _shown(example.get("request"))
    return {"required": call.needs_a_body, "content": {JSON: content}}


def _responses(call: Call, example: Mapping[str, Any]) -> dict[str, Any]:
    found = {"200": _success(call, example)}
    if call.method == "GET" and call.does is not calendar:
        found["304"] = {"description": "The caller has it already.", "headers": _headers("ETag")}
    for status in _statuses(call):
        description, schema = SAID[status]
        found[str(status)] = {
            "description": description,
            "content": {JSON: {"schema": {"$ref": SCHEMAS + schema}}},
        }
    return found


def _statuses(call: Call) -> list[int]:
    body = call.method != "GET"
    with_id = "{id}" in call.path
    return [
        *([400] if body else []),
        401,
        *([403] if call.side is STAFF else []),
        *([404] if with_id else []),
        406,
        *([412] if body and with_id else []),
        *([415] if body else []),
        *([422] if body or call.lists else []),
        429,
        500,
        503,
    ]


def _success(call: Call, example: Mapping[str, Any]) -> dict[str, Any]:
    if call.does is calendar:
        content = {CALENDAR: {"schema": {"type": "string"}} | _shown(example.get("response"))}
        return {
            "description": "The calendar file.",
            "content": content,
            "headers": _headers("ETag"),
        }
    name = "Interviews" if call.lists else "InterviewBody"
    content = {JSON: {"schema": {"$ref": SCHEMAS + name}} | _shown(example.get("response"))}
    headers = _headers("ETag", *(("per-page", "total") if call.lists else ()))
    found = {"description": "The whole object.", "content": content, "headers": headers}
    return found | ({"links": _links()} if call.name == "create" else {})


def _links() -> dict[str, Any]:
    """Give what can be called with the id of a new interview."""
    return {
        call.name: {
            "operationId": call.name,
            "parameters": {"id": "$response.body#/interview/id"},
        }
        for call in CALLS
        if "{id}" in call.path
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"required": True, "schema": {"type": "string"}} for name in names}


def _shown(example: Any) -> dict[str, Any]:
    return {} if example is None else {"example": example}


def _schemas() -> dict[str, Schema]:
    interview = Interview.model_json_schema(mode="serialization", ref_template=SCHEMAS + "{model}")
    parts = interview.pop("$defs")
    sentence = {"type": "string"}
    sentences = {"type": "array", "items": sentence, "minItems": 1}
    whole = {"$ref": f"{SCHEMAS}Interview"}
    return {
        **parts,
        "Interview": interview,
        "InterviewBody": _object(interview=whole),
        "Interviews": _object(interviews={"type": "array", "items": whole}),
        "Error": _object(error=sentence),
        "Errors": _object(errors={"type": "object", "additionalProperties": sentences}),
    }


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
