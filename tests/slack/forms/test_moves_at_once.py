"""Two fields changed at once: Slack tells of both by the form as it stood before either."""

from copy import deepcopy
from typing import Any

import pytest


def _option(view: Any, field: str, value: str) -> dict[str, Any]:
    block = next(each for each in view["blocks"] if each["block_id"].startswith(field))
    return next(each for each in block["element"]["options"] if each["value"] == value)


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_newest_move_decides_how_the_form_looks(acme: Any, *, newest_first: bool) -> None:
    acme.sam.types("/interview new")
    acme.sam.fills({"When": "fri 10:00 for 30 min"})
    form = acme.sam.state()["views"][-1]
    longer = {"selected_option": _option(form, "length", "45")}
    by_phone = {"selected_option": _option(form, "kind", "phone_call")}
    both = deepcopy(form)
    acme.wire.enters(both, "length", **longer)
    moves = [
        lambda: acme.wire.moves(acme.sam, form, "length", at="1999999999.000001", **longer),
        lambda: acme.wire.moves(acme.sam, both, "kind", at="1999999999.000002", **by_phone),
    ]
    for move in reversed(moves) if newest_first else moves:
        move()
    assert "Fri 27 Nov 2026, 10:00–10:45 Madrid" in acme.sam.view()
    assert "Phone number" in acme.sam.view()
