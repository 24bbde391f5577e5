"""E-mail addresses, as they are typed."""

from __future__ import annotations

import re
from email.headerregistry import Address

LONGEST = 254  # characters (RFC 5321, 4.5.3.1.3)
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}")


def address(email: str | None, called: str = "") -> Address | None:
    """Give an address to write to, of somebody called that; None when it is none.

    A domain is written in ASCII; a name before the @ may be in any script.
    """
    local, at, domain = (email or "").strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(email or "") > LONGEST:
        return None
    try:
        in_ascii = domain.encode("idna").decode()
        return Address(called, local, in_ascii) if _DOMAIN.fullmatch(in_ascii) else None
    except ValueError:  # no domain, or a name with a line break
        return None


def sender(text: str) -> Address:
    """Read the sender, `interviews@acme.example` or `Acme <interviews@…>`; ValueError."""
    found = re.fullmatch(r"\s*(?:\"?([^\"<>]*?)\"?\s*<([^<>]+)>|(\S+))\s*", text)
    read = address(found[2] or found[3], found[1] or "") if found else None
    if read is None or not read.addr_spec.isascii() or "." not in read.domain.strip("."):
        raise ValueError("no address")
    return read
