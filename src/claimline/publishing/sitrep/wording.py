"""A situation report, written: sections of sentences, each with the claims that it rests on, and the evidence."""

from __future__ import annotations

from dataclasses import replace

from claimline.model.sitrep import Figure, Material, Section, Sitrep
from claimline.publishing.sitrep.context import Context
from claimline.publishing.sitrep.english import plain
from claimline.publishing.sitrep.evidence import Collector, cite_all
from claimline.publishing.sitrep.framing import facts, sources, title
from claimline.publishing.sitrep.on_aid import aid
from claimline.publishing.sitrep.on_control import changed, held
from claimline.publishing.sitrep.on_damage import damage
from claimline.publishing.sitrep.on_disputes import disputed
from claimline.publishing.sitrep.on_fighting import fighting, timeline
from claimline.publishing.sitrep.on_gaps import unknown
from claimline.publishing.sitrep.on_map import area_map
from claimline.publishing.sitrep.on_people import casualties, displacement
from claimline.publishing.sitrep.totals import ranges


def write(material: Material) -> Sitrep:
    """The report in English. The same material gives the same report, in whatever order it came."""
    context = Context(material)
    people = material.people
    sections = (
        changed(context),
        _with(held(context), area_map(context)),
        _with(fighting(context), timeline(context)),
        _with(casualties(context), ranges(context, "casualties", "Casualties, by who says so", people.casualties)),
        _with(displacement(context), ranges(context, "displacement", "Movements, by who says so", people.flows)),
        damage(context),
        aid(context),
        disputed(context),
        unknown(context),
        sources(context),
    )
    collector = Collector(material)
    for section in sections:
        # What a sentence about the report was counted from is not printed: it may be every claim there is.
        cite_all(collector, (sentence for sentence in section.all_sentences() if not sentence.frame))
        for table in section.tables:
            for row in table.rows:
                collector.cite(row.claims)
    scope = material.scope
    return Sitrep(
        title=title(context),
        area=plain(context.area),
        since=scope.since,
        until=scope.last,
        known=scope.known or "",
        facts=facts(context),
        sections=sections,
        evidence=collector.evidence(),
    )


def _with(section: Section, *figures: Figure | None) -> Section:
    return replace(section, figures=tuple(figure for figure in figures if figure is not None))
