"""The written rules, case by case; and what must hold for all of them: order, symmetry, no leak from later."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from control_cases import CAMPS, CASES, END, NAMES, day, telling, tellings

from claimline.errors import UsageError
from claimline.model.control import ControlState
from claimline.model.telling import Spot, Teller, Telling
from claimline.picturing.control import Camps, ControlConfig, changes, control, default_rules, history, rules_of, wider
from claimline.picturing.control.bearing import bearings
from claimline.vocab import load

IDS = [case["name"] for case in CASES]


def config(case: dict[str, Any]) -> ControlConfig:
    return ControlConfig(day(case.get("on", END)), day(case.get("known", END)), camps=CAMPS)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_case(case: dict[str, Any]) -> None:
    states = control(tellings(case), config(case))
    status, by, since = case["is"]
    if status == "none":
        assert states == ()
        return
    (state,) = states
    assert (state.status, state.by, state.since) == (status, by, since and day(since))
    assert state.stale is (case.get("stale", False) or (state.days_since or 0) > 30)
    if "rule" in case:
        assert state.reasons[0].name == case["rule"]
    if "before" in case:
        assert state.before is not None
        assert [state.before.status, state.before.by] == case["before"]


def test_every_rule_has_a_case() -> None:
    reached = {control(tellings(c), config(c))[0].reasons[0].name for c in CASES if c["is"][0] != "none"}
    assert reached | {"nothing_said"} == set(default_rules().outcomes) | {"nothing_said"}


def many(seed: int, places: int = 12, each: int = 25) -> list[Telling]:
    """Claims of all kinds at random, several a day."""
    chance = random.Random(seed)
    rules = default_rules()
    sides = [*NAMES, "~Irregulars/group", "~they/unnamed", None]
    found = []
    for number in range(places * each):
        claim: dict[str, Any] = {
            "known": f"2030-0{chance.randint(1, 6)}-{chance.randint(1, 9):02}",
            "kind": chance.choice(list(rules.kinds)),
            "actor": chance.choice(sides),
            "of": chance.choice(sides),
            "by": chance.choice([*NAMES, None, None, "~a resident/person"]),
            "words": chance.choice(["all of it", "parts of it", "troops entered it"]),
            "modality": chance.choice(["asserted", "claimed", "hedged", "claimed"]),
            "polarity": chance.choice(["", "", "", "not"]),
            "background": chance.random() < 0.1,
        }
        place = chance.randrange(places)
        found.append(telling(number, claim, Spot("at", f"Place {place}", f"test:{place}", "settlement", 1.0, 2.0)))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_reports_does_not_matter(seed: int) -> None:
    claims = many(seed)
    first = control(claims, ControlConfig(END, END, camps=CAMPS))
    random.Random(seed).shuffle(claims)
    assert control(claims, ControlConfig(END, END, camps=CAMPS)) == first


# North and its ally change places with South and a friend of South's; names sort the other way round.
_SWAP = {"north": "south", "south": "north", "ally": "friend", "friend": "ally", "far": "far"}


def _swapped_teller(teller: Teller | None) -> Teller | None:
    return replace(teller, side=_SWAP[teller.side]) if teller and teller.side else teller


def _swapped(claim: Telling) -> Telling:
    return replace(
        claim,
        speaker=_swapped_teller(claim.speaker),
        actor=_swapped_teller(claim.actor),
        target=_swapped_teller(claim.target),
    )


def _seen(state: ControlState, names: dict[str, str]) -> tuple[Any, ...]:
    """All of a state but the claims' own words, with its parties renamed."""
    before = state.before and (
        state.before.status,
        names.get(state.before.by or "", state.before.by),
        frozenset(names.get(p, p) for p in state.before.parties),
        state.before.since,
    )
    return (
        state.place,
        state.status,
        names.get(state.by or "", state.by),
        frozenset(names.get(p, p) for p in state.parties),
        state.since,
        state.last_claim,
        state.origins,
        before,
        state.reasons,
        [c.telling.key for c in state.claims_for],
        [c.telling.key for c in state.claims_against],
        [(c.telling.key, c.why) for c in state.listed],
    )


@pytest.mark.parametrize("seed", range(8))
def test_swapping_the_sides_swaps_the_picture_and_nothing_else(seed: int) -> None:
    ages = ("0001-01-01", "9999-12-31")
    camps = Camps(
        {**NAMES, "friend": "Friend"},
        (((("north", *ages), ("ally", *ages)), (("south", *ages), ("friend", *ages))),),
    )
    claims = many(seed)
    plain = control(claims, ControlConfig(END, END, camps=camps))
    swapped = control([_swapped(claim) for claim in claims], ControlConfig(END, END, camps=camps))
    assert [_seen(s, _SWAP) for s in plain] == [_seen(s, {}) for s in swapped]


@pytest.mark.parametrize("seed", range(4))
def test_later_reports_do_not_reach_an_earlier_picture(seed: int) -> None:
    claims, known = many(seed), "2030-04-05"
    then = [claim for claim in claims if claim.known <= known]
    at = ControlConfig(known, known, camps=CAMPS)
    assert control(claims, at) == control(then, at)
    assert changes(claims, at, "2030-03-01") == changes(then, at, "2030-03-01")


def test_only_settlements_get_a_state_and_areas_are_listed() -> None:
    claim = {"known": "2030-06-01", "kind": "control.taken", "actor": "north"}
    spots = [Spot("at", "Some Region", "test:r", "region"), Spot("at", "Hills", "test:a", "area", 1.0, 2.0)]
    claims = [telling(n, claim, spot) for n, spot in enumerate(spots)]
    at = ControlConfig(END, END, camps=CAMPS)
    assert control(claims, at) == ()
    assert [w.spot.name for w in wider(claims, at)] == ["Some Region", "Hills"]
    village = Spot("at", "Millbrook", "test:1", "settlement", 1.5, 2.5, inside=("test:r",))
    both = replace(telling(2, claim), places=(village, spots[0]))
    assert wider([both], at) == ()  # the region only says where the village lies


def test_copies_of_one_text_are_one_origin() -> None:
    claim = {"known": "2030-06-01", "kind": "control.taken", "actor": "north"}
    claims = [telling(n, claim) for n in range(3)]
    at = ControlConfig(END, END, camps=CAMPS)
    assert control(claims, at)[0].origins == 3
    origins = {"report-0": "wire", "report-1": "wire"}
    assert control(claims, at, origins)[0].origins == 2


def test_history_keeps_reversals_and_changes_tell_them() -> None:
    days = ["2030-01-10", "2030-02-10", "2030-03-10"]
    claims = [
        telling(n, {"known": d, "kind": "control.taken", "actor": who})
        for n, (d, who) in enumerate(zip(days, ["north", "south", "north"], strict=True))
    ]
    at = ControlConfig(END, END, camps=CAMPS)
    assert [(s.day, s.state.by) for s in history(claims, at)] == [
        ("2030-01-10", "north"), ("2030-02-10", "south"), ("2030-03-10", "north"),
    ]  # fmt: skip
    (change,) = changes(claims, at, "2030-01-20")
    assert (change.before.by, change.after.by, len(change.steps)) == ("north", "north", 2)
    assert changes(claims, at, "2030-03-10") == ()


def test_a_users_rules_take_the_place_of_ours() -> None:
    rules = rules_of("voices: {outlet: claims}\nstale_after_days: 5\n")
    claim = telling(0, {"known": "2030-06-01", "kind": "control.taken", "actor": "north"})
    (state,) = control([claim], ControlConfig("2030-06-10", "2030-06-10", rules, CAMPS))
    assert (state.status, state.stale, rules.own) == ("claimed", True, True)
    assert rules_of("") == default_rules()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("voices: {outlet: maybe}", "has 'maybe'"),
        ("voices: {radio: confirms}", "has 'radio'"),
        ("vioces: {}", "'vioces' is no rule"),
        ("stale_after_days: -1", "is -1"),
        ("stale_after_days: soon", "is 'soon'"),
        ("outcomes: held", "is 'held'"),
        ("kinds: {clash: {says: peace, places: [at]}}", "has 'peace'"),
        ("kinds: {clash: {says: fighting, places: [in]}}", "has 'in'"),
        ("kinds: {clash: fighting}", "is 'fighting'"),
        ("words: [{says: nothing}]", "entry 1"),
        ("words: [{kinds: [clash], says: nothing, any: []}]", "is []"),
        ("words: none", "is 'none'"),
        ("- a\n- b", "is a list"),
        ("voices: {outlet", "no YAML"),
    ],
)
def test_bad_rules_are_told_by_key(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        rules_of(text, "my-rules.yaml")
    assert words in str(caught.value)
    assert "my-rules.yaml" in str(caught.value)


def test_every_rule_has_words_and_every_key_of_the_file_is_used() -> None:
    table = load("control_rules")
    assert set(table["outcomes"]) | {"nothing_said"} == set(table["reasons"])


def test_what_is_only_near_or_not_named_is_listed() -> None:
    def spot(name: str) -> Spot:
        return Spot("at", name, f"test:{name}", "settlement", 1.0, 2.0)

    claim = {"known": "2030-06-01", "kind": "control.taken", "actor": "north"}
    words = "Northern troops took Oriv, a village south of Millbrook"
    told = replace(telling(0, {**claim, "words": words}), places=(spot("Oriv"), spot("Millbrook"), spot("Zell")))
    states = {s.name: s for s in control([told], ControlConfig(END, END, camps=CAMPS))}
    assert {name: state.status for name, state in states.items()} == {
        "Oriv": "held", "Millbrook": "unknown", "Zell": "unknown",
    }  # fmt: skip
    assert states["Millbrook"].listed[0].why == "it speaks of what is near it"


@pytest.mark.parametrize(
    ("name", "by"),
    [("Forces of North and Ally", "north"), ("Forces of North and South", None), ("Oriv Brigade", "Oriv Brigade")],
)
def test_a_name_that_names_allies_is_their_camp(name: str, by: str | None) -> None:
    camps = Camps(CAMPS.names, CAMPS.conflicts, {"North": "north", "South": "south", "Ally": "ally"})
    claim = {"known": "2030-06-01", "kind": "control.taken", "actor": f"~{name}/group"}
    (state,) = control([telling(0, claim)], ControlConfig(END, END, camps=camps))
    assert state.by == by


def test_a_place_that_is_returned_to_is_not_left() -> None:
    left = telling(1, {"known": "2030-06-01", "kind": "withdrawal", "actor": "north"})
    spot = replace(left.places[0], role="from")
    both = replace(left, places=(spot, replace(spot, role="to")))
    (state,) = control([replace(left, places=(spot,))], ControlConfig(day(END), day(END), camps=CAMPS))
    assert state.left == {"north"}
    assert control([both], ControlConfig(day(END), day(END), camps=CAMPS)) == ()


def test_who_denies_the_other_sides_gain_has_an_interest() -> None:
    case = {"known": "2030-06-01", "kind": "control.taken", "by": "south", "polarity": "not"}
    (claim,) = bearings(telling(1, case), default_rules(), CAMPS)
    assert (claim.says, claim.voice) == ("denies", "interested")
