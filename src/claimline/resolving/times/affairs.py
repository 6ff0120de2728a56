"""Days counted from the beginning of a war, a siege, a truce, where the text itself dates that beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from claimline.model.timeform import TimeForm, TimeMention
from claimline.resolving.times.anchor import in_year
from claimline.resolving.times.stretch import Stretch, containing
from claimline.resolving.times.tense import sentence_around

_BEGAN = re.compile(
    r"\b(?:began|begun|started|launched|erupted|broke out|breaking out|declared|came into force|took effect)\b"
)


def beginnings(text: str, mentions: Sequence[TimeMention]) -> dict[str, date]:
    """The affairs that the counted times of a text name, with the day on which the text says that they began.

    Only a full date in a sentence that names the affair and says that it began counts; two different days for one
    affair make it unknown.
    """
    wanted = {m.form.affair for m in mentions if m.form.kind == "counted" and m.form.affair}
    found: dict[str, set[date]] = {}
    for mention in mentions if wanted else ():
        form = mention.form
        if form.kind != "fixed" or form.year is None or form.day is None or form.year < 100:
            continue
        day = in_year(form, form.year)
        sentence = sentence_around(text, mention.span).of(text)
        if day is None or not _BEGAN.search(sentence):
            continue
        for affair in wanted:
            if affair and re.search(rf"\b{affair}\b", sentence, re.IGNORECASE):
                found.setdefault(affair, set()).add(day.start)
    return {affair: days.pop() for affair, days in found.items() if len(days) == 1}


def counted_day(form: TimeForm, began: dict[str, date]) -> Stretch | None:
    """The day, where the beginning is known; the first day is the day on which it began."""
    start = began.get(form.affair or "")
    if start is None or form.count is None:
        return None
    try:
        return containing("day", start + timedelta(days=form.count - 1))
    except OverflowError:
        return None
