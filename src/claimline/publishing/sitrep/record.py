"""A situation report as plain data for JSON: every sentence with its claims, events, grade and evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from claimline import __version__
from claimline.model.sitrep import Section, Sentence, Sitrep, Table
from claimline.publishing.sitrep.english import plain
from claimline.publishing.sitrep.evidence import cited
from claimline.publishing.sitrep.links import Links, claim_id
from claimline.publishing.tolls import plain as data


def sitrep_record(report: Sitrep, *, desk: str | None = None) -> dict[str, Any]:
    """Claims are keys of the ledger: the report's ref, a colon, the claim's id."""
    links = Links.of(report, desk)
    return {
        "title": plain(report.title),
        "area": report.area,
        "since": report.since,
        "until": report.until,
        "known": report.known,
        "lang": report.lang,
        "program": {"name": "claimline", "version": __version__},
        "facts": {label: plain(value) for label, value in report.facts},
        "sections": [_section(section, links) for section in report.sections],
        "evidence": [{**data(asdict(one)), "href": links.claim(one.claims[0])} for one in report.evidence],
    }


def _section(section: Section, links: Links) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": section.title,
        "sentences": [_sentence(one, links) for one in section.sentences],
        "groups": [
            {"title": plain(group.title), "sentences": [_sentence(one, links) for one in group.sentences]}
            for group in section.groups
        ],
        "tables": [_table(table) for table in section.tables],
        "figures": [data(asdict(figure)) for figure in section.figures],
    }


def _sentence(sentence: Sentence, links: Links) -> dict[str, Any]:
    return {
        "text": plain(sentence.text),
        "frame": sentence.frame,
        "grade": sentence.grade,
        "claims": list(sentence.claims),
        "claim_ids": list(dict.fromkeys(map(claim_id, sentence.claims))),
        "events": list(sentence.events),
        "counts": list(sentence.counts),
        "evidence": [] if sentence.frame else list(cited(sentence.claims, links.numbers)),
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [{"cells": list(map(plain, row.cells)), "claims": list(row.claims)} for row in table.rows]
    return {"title": table.title, "columns": list(table.columns), "rows": rows, "note": table.note}
