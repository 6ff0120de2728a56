"""Control pictures as data: JSON with every reason and claim, GeoJSON with a point for settlements only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, TextIO

from claimline.model.control import ControlChange, ControlClaim, ControlState, ControlStep, Held, WiderClaim
from claimline.model.coverage import Gap
from claimline.publishing.jsonl import dumps
from claimline.vocab import load

Record = dict[str, Any]


@cache
def _side_names() -> Mapping[str, str]:
    return {row["id"]: row["name"] for row in load("sides")["sides"]}


def party_name(party: str) -> str:
    """The name of a side; a party without side is its own name."""
    return _side_names().get(party, party)


def party_names(parties: Iterable[str]) -> str:
    """All names, in the order of the alphabet: no order of rank."""
    return ", ".join(sorted(party_name(party) for party in parties))


def held_words(status: str, by: str | None, parties: Iterable[str] = (), left: Iterable[str] = ()) -> str:
    """ "held by Ukraine", "contested: Russia, Ukraine", "unknown (left by Russia)"."""
    if by is not None:
        return f"{status} by {party_name(by)}"
    if status == "contested":
        names = party_names(parties)
        return f"contested: {names}" if names else "contested"
    names = party_names(left)
    return f"unknown (left by {names})" if names else "unknown"


def state_words(state: ControlState) -> str:
    return held_words(state.status, state.by, state.parties, state.left)


def before_words(held: Held) -> str:
    return held_words(held.status, held.by, held.parties, held.left)


@dataclass(frozen=True, slots=True)
class Shown:
    """The days of a picture, and the outlets that tell of its places and have fallen silent."""

    on: str
    known: str
    gaps: Sequence[Gap] = ()


def control_record(
    states: Sequence[ControlState], steps: Sequence[ControlStep], wider: Sequence[WiderClaim], shown: Shown
) -> Record:
    """Days of the picture, settlements, the history of each, the claims on wider areas, and gaps in coverage."""
    return {
        "on": shown.on,
        "known": shown.known,
        "gaps": [asdict(gap) for gap in shown.gaps],
        "states": [state_record(state) for state in states],
        "history": [step_record(step) for step in steps],
        "wider": [wider_record(claim) for claim in wider],
    }


def changes_record(found: Sequence[ControlChange], on: str, known: str, since: str) -> Record:
    return {
        "on": on,
        "known": known,
        "since": since,
        "changes": [
            {
                "place": change.place,
                "name": change.name,
                "before": held_record(change.before),
                "after": state_record(change.after),
                "steps": [step_record(step) for step in change.steps],
            }
            for change in found
        ],
    }


def state_record(state: ControlState) -> Record:
    return {
        "place": {
            "id": state.place,
            "name": state.name,
            "lat": state.lat,
            "lon": state.lon,
            "country": state.country,
            "inside": list(state.inside),
        },
        "on": state.on,
        "known": state.known,
        "status": state.status,
        "by": _party(state.by),
        "parties": _parties(state.parties),
        "left": _parties(state.left),
        "since": state.since,
        "last_claim": state.last_claim,
        "days_since": state.days_since,
        "stale": state.stale,
        "origins": state.origins,
        "before": held_record(state.before) if state.before else None,
        "reasons": [{"name": part.name, "value": part.value, "why": part.why} for part in state.reasons],
        "claims_for": [claim_record(claim) for claim in state.claims_for],
        "claims_against": [claim_record(claim) for claim in state.claims_against],
        "listed": [claim_record(claim) for claim in state.listed],
    }


def held_record(held: Held) -> Record:
    return {
        "status": held.status,
        "by": _party(held.by),
        "parties": _parties(held.parties),
        "left": _parties(held.left),
        "since": held.since,
        "rule": held.rule,
    }


def step_record(step: ControlStep) -> Record:
    return {
        "place": step.place,
        "name": step.name,
        "day": step.day,
        "state": held_record(step.state),
        "claims": [claim_record(claim) for claim in step.claims],
    }


def claim_record(claim: ControlClaim) -> Record:
    telling = claim.telling
    return {
        "report": telling.report,
        "claim": telling.claim,
        "day": claim.day,
        "known": telling.known,
        "kind": telling.kind,
        "says": claim.says,
        "who": _parties(claim.who),
        "voice": claim.voice,
        "weight": claim.weight,
        "why_listed": claim.why or None,
        "outlet": telling.outlet,
        "speaker": telling.speaker.name if telling.speaker else None,
        "modality": telling.modality,
        "polarity": telling.polarity,
        "text": telling.text,
    }


def wider_record(claim: WiderClaim) -> Record:
    spot, telling = claim.spot, claim.telling
    return {
        "place": {"id": spot.id, "name": spot.name, "precision": spot.precision},
        "report": telling.report,
        "claim": telling.claim,
        "known": telling.known,
        "kind": telling.kind,
        "polarity": telling.polarity,
        "modality": telling.modality,
        "actor": telling.actor.name if telling.actor else None,
        "outlet": telling.outlet,
        "speaker": telling.speaker.name if telling.speaker else None,
        "text": telling.text,
    }


def control_json(record: Record, out: TextIO) -> None:
    out.write(dumps(record) + "\n")


def control_geojson(states: Sequence[ControlState], wider: Sequence[WiderClaim], out: TextIO) -> None:
    """A FeatureCollection (RFC 7946): settlements with their point; wider claims with no geometry, never a pin."""
    features: list[Record] = []
    for state in states:
        properties = state_record(state)
        properties["state"] = state_words(state)
        features.append(_feature(_point(state), properties))
    features += [_feature(None, wider_record(claim)) for claim in wider]
    out.write(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n")


def _feature(geometry: Record | None, properties: Record) -> Record:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(state: ControlState) -> Record | None:
    if state.lat is None or state.lon is None:
        return None
    return {"type": "Point", "coordinates": [state.lon, state.lat]}


def _party(party: str | None) -> Record | None:
    if party is None:
        return None
    return {"side": party if party in _side_names() else None, "name": party_name(party)}


def _parties(parties: Iterable[str]) -> list[Record]:
    return [record for record in map(_party, sorted(parties, key=party_name)) if record]
