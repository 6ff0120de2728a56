"""Who holds what: the few things that the rules see more surely than the network."""

from __future__ import annotations

import pytest

from claimline.model import Attribution, Link, ReaderInfo, Report, Span, Trigger
from claimline.model.reading import Role
from claimline.reading.neural.holding import are_troops, kind_of, not_later, unseen, with_holder, without_denier
from claimline.reading.rules.ground import lay_ground
from claimline.reading.rules.reader import read_triggers

HANDED = "The guards left, handing over control of Dawit to the militia."


def by_rules(text: str, kind: str) -> Trigger:
    return next(t for t in read_triggers(lay_ground(Report(text), ReaderInfo("rules", "1"))) if t.kind == kind)


def link(text: str, words: str, role: Role = "actor") -> Link:
    return Link(role, Span(text.index(words), text.index(words) + len(words)), "model")


def actors(links: tuple[Link, ...], text: str) -> list[str]:
    return [found.span.of(text) for found in links if found.role == "actor"]


def test_who_is_handed_a_place_has_taken_it() -> None:
    twin = by_rules(HANDED, "control.taken")
    assert kind_of("control.lost", "handing over", HANDED, twin) == "control.taken"
    assert actors(with_holder((link(HANDED, "The guards"),), "control.taken", twin, HANDED), HANDED) == ["the militia"]


def test_the_rules_name_the_actor_where_the_network_names_nobody() -> None:
    text = "Chad says that its troops hold Faya."
    twin = by_rules(text, "control.held")
    assert actors(with_holder((), "control.held", twin, text), text) == ["its troops"]
    assert actors(with_holder((link(text, "Chad"),), "control.held", twin, text), text) == ["Chad"]
    assert actors(with_holder((link(text, "that"),), "control.held", None, text), text) == []
    assert with_holder((), "attack.air", twin, text) == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("returned to the town of Faya", "deployment"),
        ("returning into the valley", "deployment"),
        ("returned from Faya to their barracks", "withdrawal"),
        ("withdrew to the river", "withdrawal"),
    ],
)
def test_to_return_to_a_place_is_not_to_leave_it(words: str, kind: str) -> None:
    assert kind_of("withdrawal", words, f"The troops {words}", None) == kind


@pytest.mark.parametrize(
    ("text", "proposition", "actor", "left"),
    [
        ("The ministry rejects this claim.", "rejects this claim", "The ministry", []),
        ("The ministry rejects this, its troops being there.", "rejects this", "its troops", []),
        ("The militia is near. The ministry rejects its claim.", "rejects its claim", "The militia", ["The militia"]),
        ("The ministry denies that it took Faya.", "it took Faya", "it", ["it"]),
    ],
)
def test_who_denies_is_not_who_gains(text: str, proposition: str, actor: str, left: list[str]) -> None:
    source, start = link(text, "The ministry"), text.index(proposition)
    said = Attribution((source.span,), (), (), "indirect", "deny")
    where = Span(start, start + len(proposition))
    given = Link("actor", Span(at := text.rindex(actor), at + len(actor)), "model") if actor != "it" else None
    given = given or Link("actor", Span(start, start + 2), "model")
    assert actors(without_denier((given,), "control.taken", where, said, text), text) == left
    assert without_denier((given,), "control.lost", where, said, text) == (given,)


def test_what_the_rules_alone_find_is_kept_where_its_words_say_whose_it_is() -> None:
    text = "Residents protested against the raids and Chad's occupation of the town of Faya."
    held = by_rules(text, "control.held")
    assert unseen([held], []) == [held]
    assert unseen([held], [held]) == []
    text = "The militia advanced into Faya."
    assert unseen([by_rules(text, "control.taken")], []) == []


def test_troops_do_not_flee() -> None:
    assert are_troops("the Chadian forces")
    assert not are_troops("families of soldiers")
    assert kind_of("displacement.fled", "left Faya", "troops left Faya", None, troops=True) == "withdrawal"
    assert kind_of("displacement.fled", "left Faya", "families left Faya", None) == "displacement.fled"


def test_a_place_of_a_later_sentence_is_not_where_it_happened() -> None:
    text = "The militia handed over the plant. Guards left Dawit."
    links = (link(text, "Dawit", "at"), link(text, "Guards"))
    assert not_later(links, Span(0, 34)) == (links[1],)
    assert not_later(links, None) == links
