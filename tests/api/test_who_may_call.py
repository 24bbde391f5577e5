"""Who is let in, and to what."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import uuid
from datetime import timedelta
from typing import Any

import jwt
import pytest

from bot.api.tokens import Keys
from bot.interviews.model import Person

pytestmark = pytest.mark.slow

SAM, PAT, LEE, ANA, BOB = 1, 3, 4, 5, 6
SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"
SIGN_IN = {"error": "You need to sign in or sign up before continuing."}
MONTH = 30 * 24 * 3600


def claims(api: Any, **given: Any) -> dict[str, Any]:
    now = int(api.house.clock.now().timestamp())
    said = {
        "sub": str(SAM), "scp": "user", "aud": None, "iat": now, "exp": now + MONTH,
        "jti": str(uuid.uuid4()),
    }  # fmt: skip
    return {name: value for name, value in (said | given).items() if value is not ...}


def signed(api: Any, secret: str = SECRET, **given: Any) -> str:
    return jwt.encode(claims(api, **given), secret, algorithm="HS256")


def by_hand(header: dict[str, Any], payload: dict[str, Any], secret: str | None) -> str:
    """A token whose header says whatever one likes."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in (header, payload)
    ]
    body = b".".join(parts)
    mac = hmac.digest(secret.encode(), body, hashlib.sha256) if secret else b""
    return (body + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def status(api: Any, token: str) -> int:
    answer = api.client(token=token)("GET", "/interviews/27")
    if answer.status_code == 401:
        assert answer.json() == SIGN_IN
    return int(answer.status_code)


def test_a_token_with_the_documented_claims_lets_in(api: Any) -> None:
    assert status(api, signed(api)) == 200
    made = jwt.decode(api.token(SAM), SECRET, algorithms=["HS256"], options={"verify_aud": False})
    assert list(made) == ["sub", "scp", "aud", "iat", "exp", "jti"]
    assert (made["sub"], made["scp"], made["aud"]) == ("1", "user", None)
    assert made["exp"] - made["iat"] == MONTH
    assert uuid.UUID(made["jti"]).version == 4


@pytest.mark.parametrize(
    "given",
    [
        {"exp": 1},
        {"exp": ...},
        {"iat": ...},
        {"jti": ...},
        {"jti": ""},
        {"jti": 7},
        {"sub": ...},
        {"sub": 1},
        {"sub": "0"},
        {"sub": "01"},
        {"sub": "sam"},
        {"sub": "999999"},
        {"sub": str(2**63)},
        {"sub": "9" * 19},
        {"scp": ...},
        {"scp": "admin"},
        {"scp": ["user"]},
        {"aud": "elsewhere"},
        {"exp": 1e12, "iat": 1e12},
        {"exp": True},
        {"exp": "1795000000"},
    ],
)
def test_claims_that_are_not_as_documented_let_nobody_in(api: Any, given: dict[str, Any]) -> None:
    assert status(api, signed(api, **given)) == 401


def test_a_token_lasts_thirty_days_at_most_by_the_house_clock(api: Any) -> None:
    now = int(api.house.clock.now().timestamp())
    assert status(api, signed(api, iat=now, exp=now + MONTH)) == 200
    assert status(api, signed(api, iat=now, exp=now + MONTH + 1)) == 401
    assert status(api, signed(api, iat=10**15, exp=10**15 + 1)) == 401
    token = signed(api, iat=now, exp=now + 3600)
    assert status(api, token) == 200
    api.house.clock.move_to(api.house.clock.now() + timedelta(hours=1))
    assert status(api, token) == 401


def test_nothing_but_our_own_signature_lets_in(api: Any) -> None:
    hs256, payload = {"alg": "HS256", "typ": "JWT"}, claims(api)
    assert status(api, by_hand(hs256, payload, SECRET)) == 200
    assert status(api, by_hand(hs256, payload, "another-secret-of-more-than-32-bytes!")) == 401
    assert status(api, by_hand(hs256, payload, None)) == 401
    assert status(api, by_hand(hs256 | {"crit": ["exp"]}, payload, SECRET)) == 401
    for algorithm in ("none", "None", "RS256", "HS384", "HS512", "hs256", "", None, 7):
        for secret in (None, SECRET):
            forged = by_hand({"alg": algorithm, "typ": "JWT"}, payload, secret)
            assert status(api, forged) == 401, algorithm


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ..",
        "Basic c2FtOnNhbQ==",
        "Token {token}",
        "{token}",
        "Bearer {token}.x",
        "Bearer {token} {token}",
        "Bearer {token}, Bearer {token}",
        "Bearer " + base64.urlsafe_b64encode(b"[" * 20_000).decode() + ".e30.x",
        "Bearer " + base64.urlsafe_b64encode(b'{"alg":' + b"9" * 5_000 + b"}").decode() + ".e30.x",
    ],
    ids=range(14),
)
def test_no_token_or_half_a_token_lets_nobody_in(api: Any, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header.format(token=api.token(SAM))}
    answer = api.client()("GET", "/interviews/27", **headers)
    assert (answer.status_code, answer.json()) == (401, SIGN_IN)


def test_two_headers_let_nobody_in(api: Any) -> None:
    bearer = ("authorization", f"Bearer {api.token(SAM)}")
    http = api.client().http
    assert http.get("/interviews/27", headers=[bearer]).status_code == 200
    assert http.get("/interviews/27", headers=[bearer, bearer]).status_code == 401


def test_the_scheme_may_be_written_in_any_case(api: Any) -> None:
    answer = api.client()("GET", "/interviews/27", authorization=f"bearer {api.token(SAM)}")
    assert answer.status_code == 200


@pytest.mark.parametrize("settings", [{"jwt_secret": f"{'n' * 32},{'o' * 32}"}])
def test_a_secret_can_be_rotated(api: Any) -> None:
    now = api.house.clock.now()
    tokens = [Keys([letter * 32]).sign(SAM, now, timedelta(days=1))[0] for letter in "nox"]
    assert [status(api, token) for token in tokens] == [200, 200, 401]
    own = api.token(SAM)
    assert Keys(["n" * 32]).read(own, now) is not None
    assert Keys(["o" * 32]).read(own, now) is None


def test_who_has_left_is_no_longer_let_in(api: Any) -> None:
    token = signed(api)
    assert status(api, token) == 200
    with api.house.book.write() as pages:
        pages.save_person(pages.person(1, SAM).but(active=False))
    assert status(api, token) == 401


def test_a_token_that_was_taken_back_lets_nobody_in(api: Any) -> None:
    token, another = signed(api, jti="one"), signed(api, jti="two")
    api.house.tokens.revoke(1, "one")
    assert (status(api, token), status(api, another)) == (401, 200)
    api.house.tokens.revoke_all(Person(id=SAM, workspace_id=1, title="Sam"))
    assert status(api, another) == 401
    assert status(api, signed(api, iat=int(api.house.clock.now().timestamp()) + 1)) == 200


def broken(client: Any) -> Any:
    """A change whose body is half of one."""
    json_sent = {"content-type": "application/json"}
    return client.http.patch("/interviews/27", content=b'{"interview"', headers=json_sent)


def test_who_is_not_let_in_hears_that_before_all_that_is_wrong_besides(api: Any) -> None:
    client = api.client(token=signed(api, jti="one"))
    assert broken(client).status_code == 400
    assert client("GET", "/interviews/27", accept="text/html").status_code == 406
    api.house.tokens.revoke(1, "one")
    assert broken(client).json() == SIGN_IN
    assert client("GET", "/interviews/27", accept="text/html").json() == SIGN_IN


def test_whom_a_call_is_not_for_hears_that_before_what_is_wrong_with_the_body(api: Any) -> None:
    assert broken(api.client(ANA)).status_code == 403


def test_a_token_is_not_shown_to_anybody(api: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    token = signed(api, secret="another-secret-of-more-than-32-bytes!")
    answer = api.client(token=token)("GET", "/interviews/27")
    shown = answer.text + str(answer.headers) + caplog.text
    assert not any(part in shown for part in token.split("."))


STAFF_CALLS = [
    ("GET", "/interviews"),
    ("POST", "/interviews"),
    ("GET", "/interviews/27"),
    ("GET", "/interviews/27.ics"),
    ("GET", "/interviews/999"),
    ("PATCH", "/interviews/27"),
    ("PUT", "/interviews/27"),
    *(("POST", f"/interviews/27/{deed}") for deed in ("amend", "accept", "decline", "cancel")),
]
OWN_CALLS = [
    ("GET", "/users/interviews/27"),
    *(
        ("POST", f"/users/interviews/27/{deed}")
        for deed in ("amend", "accept", "decline", "reject")
    ),
]
TIMES = {"amend_start_at": "2026-11-30T10:00:00Z", "amend_end_at": "2026-11-30T11:00:00Z"}


@pytest.mark.parametrize(("method", "path"), STAFF_CALLS)
def test_who_only_applies_is_told_that_a_call_is_for_staff(
    api: Any, ana: Any, method: str, path: str
) -> None:
    before = api.everything()
    answer = ana(method, path, None if method == "GET" else TIMES)
    assert answer.status_code == 403
    assert list(answer.json()) == ["error"]
    assert api.everything() == before


@pytest.mark.parametrize(("method", "path"), OWN_CALLS)
@pytest.mark.parametrize("person", [SAM, PAT, LEE, BOB])
def test_the_interview_of_somebody_else_is_not_there(
    api: Any, person: int, method: str, path: str
) -> None:
    before = api.everything()
    answer = api.client(person)(method, path, None if method == "GET" else TIMES)
    assert (answer.status_code, answer.json()) == (404, {"error": "Not found"})
    assert api.everything() == before


def test_who_interviews_sees_and_answers_their_own_and_nothing_else(api: Any, pat: Any) -> None:
    lee = api.client(LEE)
    assert pat("GET", "/interviews/27").status_code == 200
    assert pat("GET", "/interviews").headers["total"] == "1"
    assert lee("GET", "/interviews").headers["total"] == "0"
    for method, path in STAFF_CALLS[2:]:
        if method != "POST" or path.endswith("cancel"):
            sent = None if method == "GET" else {}
            assert lee(method, path, sent).status_code == 404
    assert pat("PATCH", "/interviews/27", {"location": "x"}).status_code == 403
    booking = {
        "kind": "video_call", "interviewee_id": 12, "interviewer_id": PAT,
        "start_at": "2026-11-30T10:00:00Z", "end_at": "2026-11-30T11:00:00Z",
    }  # fmt: skip
    assert pat("POST", "/interviews", booking).status_code == 403
    assert pat("POST", "/interviews/27/amend", TIMES).json()["interview"]["amended_by"] == (
        "interviewer"
    )
    assert pat("POST", "/interviews/27/decline").json()["interview"]["status"] == "pending"
    assert pat("POST", "/interviews/27/accept").json()["interview"]["status"] == "scheduled"
    assert pat("POST", "/interviews/27/cancel").json()["interview"]["status"] == "cancelled"


def test_a_list_of_ones_own_shows_nobody_elses(api: Any, ana: Any) -> None:
    assert ana("GET", "/users/interviews").headers["total"] == "1"
    assert api.client(BOB)("GET", "/users/interviews").json() == {"interviews": []}
    asked_for = "?interviewee_id=11&interviewer_id=3&q=ana"
    assert api.client(BOB)("GET", f"/users/interviews{asked_for}").json() == {"interviews": []}
