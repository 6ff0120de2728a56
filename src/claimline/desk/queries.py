"""The parameters of addresses, typed. A parameter that is not known, or given twice, is an error."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from claimline.desk.pages import MAY_BE_EMPTY


def _day(value: Any) -> Any:
    """A day as ISO 8601 writes it; a number is none."""
    if value is None or isinstance(value, date):
        return value
    try:
        if len(str(value)) != len("2024-05-16"):
            raise ValueError
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("this is no day; write year-month-day, such as 2024-05-16") from None


def _moment(value: Any) -> Any:
    """A moment, in UTC where no zone is given. In a query "+" means a space."""
    try:
        found = datetime.fromisoformat(str(value).replace(" ", "+"))
    except ValueError:
        raise ValueError("this is no moment; write 2024-05-16 or 2024-05-16T12:00:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, Field(max_length=300)]
Limit = Annotated[int, Field(ge=1, le=500)]
MOST = 2**31 - 1  # that a number may be, so that every database can compare it
PART = 200  # settlements of a picture of control that are given together


class Query(BaseModel):
    """No parameter but those of the address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:
        """A form sends every field: one that is empty is not given."""
        return {k: v for k, v in given.items() if v != "" or k in MAY_BE_EMPTY} if isinstance(given, dict) else given


class Listed(Query):
    """Of every list. after: the cursor that the part before it gave. all: with .csv, the whole list."""

    after: Annotated[str, Field(max_length=2000)] | None = None
    limit: Limit = 50
    all: bool = False


class ClaimQuery(Listed):
    kind: Text | None = Field(None, description="As `control.taken`.")
    family: Text | None = Field(None, description="As `control`, with all its kinds.")
    speaker: Text | None = Field(None, description="Part of the speaker's name, in any case.")
    speaker_key: Annotated[str, Field(max_length=1000)] | None = Field(
        None, description="The whole name as /speakers gives its key; empty: the report's own voice."
    )
    speaker_side: Text | None = None
    outlet: Annotated[str, Field(max_length=1000)] | None = Field(None, description="The whole name, in any case.")
    place: Text | None = Field(None, description="A gazetteer id (geonames:706483), or a name where it has none.")
    area: Text | None = Field(None, description="The id of a district, region or country, with all that lies in it.")
    role: Literal["at", "from", "to", "via"] | None = None
    precision: Literal["settlement", "district", "region", "country", "area", "unresolved"] | None = None
    modality: Text | None = None
    polarity: Text | None = None
    framing: Text | None = None
    actor_side: Text | None = None
    target_side: Text | None = None
    since: Day | None = Field(None, description="About this day or later.")
    until: Day | None = Field(None, description="About this day or earlier.")
    known: Day | None = Field(None, description="Only what was known on this day.")
    published_since: Day | None = None
    status: Literal["open", "accepted", "fixed", "rejected"] | None = Field(None, description="What people decided.")
    report: Text | None = Field(None, description="The report's ref or id.")
    words: Text | None = Field(None, description="All of them are in evidence, speaker or places; `Kharkiv*` begins.")
    sort: Literal["newest", "oldest", "day"] = "newest"


class ReportQuery(Listed):
    outlet: Annotated[str, Field(max_length=1000)] | None = None
    since: Day | None = None
    until: Day | None = None
    known: Day | None = None
    words: Text | None = None
    language: Text | None = None
    sort: Literal["newest", "oldest", "day"] = "newest"


class EventQuery(Listed):
    kind: Text | None = None
    family: Text | None = None
    place: Text | None = None
    area: Text | None = None
    since: Day | None = None
    until: Day | None = None
    known: Day | None = None
    size: Annotated[int, Field(ge=1, le=MOST)] | None = Field(None, description="Of so many claims or more.")
    words: Text | None = None
    sort: Literal["newest", "oldest", "day", "size"] = "newest"


class PlaceQuery(Listed):
    name: Text | None = Field(None, description="The beginning of the name, in any case.")
    area: Text | None = None
    precision: Literal["settlement", "district", "region", "country", "area", "unresolved"] | None = None
    sort: Literal["name", "claims"] = "name"


class SpeakerQuery(Listed):
    name: Text | None = Field(None, description="Part of the name, in any case.")
    side: Text | None = None


class OutletQuery(Listed):
    name: Text | None = None


class Known(Query):
    """Of one event."""

    known: Day | None = Field(None, description="As it was known on this day.")


class PictureQuery(Query):
    place: Text | None = Field(None, description="One place, by id or name.")
    area: Text | None = Field(None, description="A district, region or country with all that lies in it.")
    on: Day | None = Field(None, description="The day that the picture is of.")
    known: Day | None = Field(None, description="Only what was known on this day: nothing learnt later.")


class ControlQuery(PictureQuery):
    since: Day | None = Field(None, description="Only settlements whose state changed after this day.")
    after: Annotated[str, Field(max_length=300)] | None = None
    limit: Limit = PART


class MapQuery(Query):
    """Settlements on the day `on`, and claims about the days from `since` to it."""

    on: Day | None = Field(None, description="The day that the map is of.")
    known: Day | None = Field(None, description="Only what was known on this day: nothing learnt later.")
    since: Day | None = Field(None, description="Claims about this day or later; six days before `on` unless told.")
    area: Text | None = Field(None, description="A district, region or country, by id or name.")
    kind: Text | None = None
    family: Text | None = None
    speaker_side: Text | None = None
    actor_side: Text | None = None
    speaker: Text | None = None
    outlet: Annotated[str, Field(max_length=1000)] | None = None
    precision: Literal["settlement", "district", "region", "country", "area", "unresolved"] | None = None
    status: Literal["open", "accepted", "fixed", "rejected"] | None = None
    credibility: Annotated[int, Field(ge=1, le=6)] | None = Field(
        None,
        description="Only events of which a telling has this digit of the Admiralty code or a better one.",
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        None, description="The same for its letter, of the same telling as the digit."
    )


class PeriodQuery(PictureQuery):
    since: Day | None = None
    until: Day | None = None


class CoverageQuery(Query):
    outlet: Annotated[str, Field(max_length=1000)] | None = None
    since: Day | None = None
    until: Day | None = None
    known: Day | None = None


class SearchQuery(Query):
    q: Text = Field("", description="Words, all of which must occur; `Kharkiv*` finds beginnings.")
    limit: Limit = 50


class ChangesQuery(Query):
    since: Annotated[datetime, BeforeValidator(_moment)] | None = Field(
        None, description="A day, or a moment with its time zone: 2024-05-16T12:00:00Z."
    )
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class FacetQuery(ClaimQuery):
    names: Text = Field("", description="Which facets, with commas between; all without it.")


class CorrectionsQuery(Query):
    before: Annotated[int, Field(ge=1, le=MOST)] | None = Field(
        None, description="The number that the part before it gave."
    )
    limit: Limit = 50


class NoQuery(Query):
    """An address without parameters."""
