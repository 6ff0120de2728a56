"""What the first readers would wait for, made while the desk starts."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress

from claimline.desk.picturing import lately
from claimline.desk.queries import CoverageQuery
from claimline.desk.routes.pictures import whole_coverage
from claimline.desk.state import Desk
from claimline.errors import ClaimlineError

_TURN = 0.0005  # seconds


def start_warming(desk: Desk) -> threading.Thread:
    """Make it in a thread beside the first requests, which wait for what they need of it.

    A thread that works gives way to those that answer ten times as often as Python lets it: an answer asks the database
    many times, and would wait for its turn each time.
    """
    sys.setswitchinterval(_TURN)
    thread = threading.Thread(target=warm, args=(desk,), name="warming", daemon=True)
    thread.start()
    return thread


def warm(desk: Desk) -> None:
    """Compile the templates; make what looks at all claims on control, who holds what and the track records, and at all
    outlets."""
    for name in desk.templates.list_templates(extensions=("html",)):
        desk.templates.get_template(name)
    with suppress(ClaimlineError):  # nothing was weighed yet
        desk.keeper.shown(desk)
        whole_coverage(desk, CoverageQuery.model_validate({}), table=False)
        lately(desk, "gaps", (None, None), lambda picture: picture.gaps())
