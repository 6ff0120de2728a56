"""What the first readers would wait for, made while the desk starts."""

from __future__ import annotations

import threading
from contextlib import suppress

from claimline.desk.picturing import lately
from claimline.desk.queries import ControlQuery
from claimline.desk.routes.pictures import whole_control
from claimline.desk.state import Desk
from claimline.errors import ClaimlineError
from claimline.pipeline.picture import Picture


def start_warming(desk: Desk) -> threading.Thread:
    """Make it in a thread beside the first requests, which wait for what they need of it."""
    thread = threading.Thread(target=warm, args=(desk,), name="warming", daemon=True)
    thread.start()
    return thread


def warm(desk: Desk) -> None:
    """Compile the templates; make what all claims on control are looked at for: track records, and who holds what."""
    for name in desk.templates.list_templates(extensions=("html",)):
        desk.templates.get_template(name)
    with suppress(ClaimlineError):  # nothing was weighed yet
        lately(desk, "records", (None, None), Picture.records)
        whole_control(desk, ControlQuery.model_validate({}))
