"""Bearer tokens: JSON Web Tokens, signed with HS256 by a secret of the house."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from jwt.types import Options

from bot.interviews.model import Token
from bot.interviews.tokens import TOKENS_LAST

HS256 = "HS256"
SCOPE = "user"
KNOWN_TOKENS = 1_000
SUBJECT = re.compile(r"[1-9][0-9]{0,18}")
LARGEST = 2**63 - 1
# The time is the house clock's, so it is compared here; the audience is null by contract.
BY_OURSELVES: Options = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,
    "verify_sub": False,
    "verify_jti": False,
}


class Keys:
    """Makes and reads tokens. Signed by the first secret; good if signed by any of them."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = tuple(secrets)
        self._claims = lru_cache(KNOWN_TOKENS)(self._verified)

    def sign(self, person_id: int, issued_at: datetime, lasting: timedelta) -> tuple[str, str]:
        """Make a token for a person, good from then on for so long; gives it, and its id."""
        jti = str(uuid.uuid4())
        begins = int(issued_at.timestamp())
        claims = {
            "sub": str(person_id),
            "scp": SCOPE,
            "aud": None,
            "iat": begins,
            "exp": begins + int(lasting.total_seconds()),
            "jti": jti,
        }
        return jwt.encode(claims, self._secrets[0], algorithm=HS256), jti

    def read(self, token: str, now: datetime) -> Token | None:
        """Give what a token says; None when it is not ours, not good now, or not whole."""
        try:
            claims = self._claims(token)
        except jwt.InvalidTokenError:
            return None
        return _checked(claims, now.timestamp())

    def _verified(self, token: str) -> Mapping[str, Any]:
        """Give what is signed. A signature stays good, so it is looked at once, not each time.

        InvalidTokenError: it is not ours; that is not remembered, or anybody could fill the memory.
        """
        for secret in self._secrets:
            try:
                return jwt.decode(token, secret, algorithms=[HS256], options=BY_OURSELVES)
            except (jwt.InvalidTokenError, RecursionError):  # a header nested without end
                continue
        raise jwt.InvalidTokenError


def _checked(claims: Mapping[str, Any], now: float) -> Token | None:
    subject, jti = claims.get("sub"), claims.get("jti")
    begins, ends = claims.get("iat"), claims.get("exp")
    if claims.get("scp") != SCOPE or claims.get("aud") is not None:
        return None
    if not (isinstance(subject, str) and SUBJECT.fullmatch(subject) and int(subject) <= LARGEST):
        return None
    if not (isinstance(jti, str) and jti) or type(begins) is not int or type(ends) is not int:
        return None
    if not now < ends <= begins + TOKENS_LAST.total_seconds():
        return None
    try:
        issued_at = datetime.fromtimestamp(begins, UTC)
        return Token(jti=jti, person_id=int(subject), issued_at=issued_at)
    except (ValueError, OverflowError, OSError):  # a time beyond any calendar
        return None
