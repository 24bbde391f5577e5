"""Whether a mail server can be used, asked without sending anything."""

from __future__ import annotations

import ssl

from bot.interviews.ports.post import Undelivered
from bot.mail.server import MailServer, talk

ANSWERS_WITHIN = 5.0  # seconds
MEANS = {
    "smtp_connect_4": "refuses to talk to this machine",
    "smtp_connect_5": "refuses to talk to this machine",
    "smtp_connect": "cannot be reached",
    "smtp_hello": "does not speak SMTP",
    "smtp_tls": "cannot be trusted: TLS with it fails",
    "smtp_offers_no_tls": "offers no TLS, and the login is never sent in the clear",
    "smtp_login": "does not accept the login",
}


def trouble(
    server: MailServer,
    called: str,
    context: ssl.SSLContext | None = None,
    within: float = ANSWERS_WITHIN,
) -> str | None:
    """Say why a server cannot be used `within` so many seconds, and what to look at; None = it can.

    `called` is what we call ourselves.
    """
    try:
        with talk(server, called, within, context):
            return None
    except Undelivered as failed:
        meaning = next(said for code, said in MEANS.items() if failed.detail.startswith(code))
        return (
            f"The mail server {server.host}:{server.port} {meaning} ({failed.detail}). "
            "Look at INTERVIEW_BOT_SMTP_URL. Whatever is to go by e-mail waits meanwhile."
        )
