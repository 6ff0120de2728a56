"""What a language model is asked for (schema.json), and its answer taken apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from claimline.errors import ReaderAnswer
from claimline.model.reading import Modality
from claimline.reading.neural.labels import CLAIM_ROLES, KINDS, MODALITIES

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """One event as the model words it: nothing in it has been looked up in the text yet.

    `roles` hold the quoted words of each role, of the speaker and of the cue.
    """

    sentence: int
    trigger: str
    quote: str
    kind: str
    modality: Modality
    negative: bool
    background: bool
    roles: Mapping[str, tuple[str, ...]]


@cache
def instructions() -> str:
    return files(__package__).joinpath("prompt.txt").read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of an answer, its kinds and modalities those of Claimline. Callers must not change it."""
    whole = cast("dict[str, Any]", json.loads(files(__package__).joinpath("schema.json").read_text(encoding="utf-8")))
    fields = _event_schema(whole)["properties"]
    fields["kind"]["enum"] = list(KINDS)
    fields["modality"]["enum"] = list(MODALITIES)
    return whole


@cache
def edition() -> str:
    """Six hexadecimal digits that change with the prompt or the schema."""
    asked = instructions() + json.dumps(schema(), sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()[:6]


def events_of(answer: str) -> tuple[list[Stated], int]:
    """The events of an answer, each once, and how many more did not fit the schema.

    Raises ReaderAnswer if the answer is no JSON object with a list of events.
    """
    try:
        whole = json.loads(_unfenced(answer))
    except (ValueError, RecursionError):
        raise ReaderAnswer("the model's answer is no JSON") from None
    if not isinstance(whole, dict) or not isinstance(whole.get("events"), list):
        raise ReaderAnswer("the model's answer has no list of events")
    wanted = _event_schema(schema())
    stated: list[Stated] = []
    misfits = 0
    for given in whole["events"]:
        event = _completed(given, wanted)
        if not _fits(event, wanted) or not event["trigger"].strip():
            misfits += 1
            continue
        one = _stated(event)
        if one not in stated:
            stated.append(one)
    return stated, misfits


def _event_schema(whole: dict[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", whole["properties"]["events"]["items"])


def _unfenced(answer: str) -> str:
    """Without the Markdown fence that some models put around JSON."""
    answer = answer.strip()
    if answer.startswith("```") and answer.endswith("```"):
        return answer[3:-3].removeprefix("json")
    return answer


def _completed(event: Any, wanted: Mapping[str, Any]) -> Any:
    """With null or [] for fields left out that may be empty: servers without strict schemas omit them."""
    if not isinstance(event, dict):
        return event
    empty: dict[str, object] = {}
    for name, field in wanted["properties"].items():
        if "null" in field["type"]:
            empty[name] = None
        elif field["type"] == "array":
            empty[name] = []
    return {**empty, **event}


def _fits(value: Any, wanted: Mapping[str, Any]) -> bool:
    """Whether a value is as the schema says: type, enum, required, items; further properties do no harm."""
    names = wanted["type"] if isinstance(wanted["type"], list) else [wanted["type"]]
    if not any(_is(value, name) for name in names) or value not in wanted.get("enum", [value]):
        return False
    if isinstance(value, list):
        return all(_fits(item, wanted["items"]) for item in value)
    if isinstance(value, dict):
        fields = wanted["properties"]
        return all(name in value for name in wanted["required"]) and all(
            _fits(item, fields[name]) for name, item in value.items() if name in fields
        )
    return True


def _is(value: object, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def _stated(event: Mapping[str, Any]) -> Stated:
    return Stated(
        sentence=event["sentence"],
        trigger=event["trigger"],
        quote=event["quote"],
        kind=event["kind"],
        modality=event["modality"],
        negative=event["polarity"] == "negative",
        background=event["background"],
        roles={role: _quotes(event[role]) for role in CLAIM_ROLES},
    )


def _quotes(value: str | list[str] | None) -> tuple[str, ...]:
    quotes = value if isinstance(value, list) else [value or ""]
    return tuple(q for q in quotes if q.strip())
