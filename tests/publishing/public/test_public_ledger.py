"""The one way out: whatever was withheld is in no table, index, id, hash or free page of the public ledger."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from public_building import a_party, a_place, a_record, all_bytes

import claimline
from claimline.errors import OutputError
from claimline.ledger import Holder as Held
from claimline.ledger import KnownPlace, Ledger, open_ledger, verify
from claimline.model import Report
from claimline.model.record import Record
from claimline.pipeline.holders import Holders
from claimline.pipeline.public import PublicResult, public_ledger
from claimline.publishing.public import Profile, default_profile

DAY = date(2024, 5, 16)
FREE = datetime(2024, 5, 20, tzinfo=UTC)  # 72 hours after the end of that day
VILLAGE, TOWN = "geonames:1001", "geonames:2002"

TEXT = """Column seen near Zhuravlyne, our reader Ostap Prytula writes.

Reserve troops have moved into Zhuravlyne, 7 km west of the river, military analyst Bohdan Hryn said on Wednesday.
Stepan Verbytskyi, 41, a farmer from Lozova, said that shells killed his neighbour Oksana Zhytnyk at 12 Sadova Street.
His telephone is +380 67 123 45 67. Governor Serhii Lysenko said that nine houses burned in Lozova.
S. Verbytskyi also named Kateryna Vdovych, a teacher, as a traitor. Nobody else was there, a SECRETWORD.
"""
GONE = (
    *("Zhuravlyne", "Ostap", "Prytula", "Bohdan", "Hryn", "Stepan", "Verbytskyi", "Oksana", "Zhytnyk", "Sadova"),
    *("123 45 67", "Kateryna", "Vdovych", "SECRETWORD", "given-id-77", "desk.example", "49.71234", "Otherville"),
    *("Farland", "reviewer-name", "7 km", ", 41, a"),
)


class Places(Holders):
    """A gazetteer of two settlements."""

    def __init__(self) -> None:
        district, region = Held("geonames:11", "Kupiansk Raion"), Held("geonames:12", "Kharkiv Oblast")
        country = Held("geonames:13", "Ukraine")
        self._all = {
            VILLAGE: KnownPlace(VILLAGE, "Zhuravlyne", "settlement", district, region, country),
            TOWN: KnownPlace(TOWN, "Lozova", "settlement", None, region, country),
            district.id: KnownPlace(district.id, district.name, "district", None, region, country),
            region.id: KnownPlace(region.id, region.name, "region", None, None, country),
        }

    def place(self, place_id: str) -> KnownPlace | None:
        return self._all.get(place_id)


def report(published: date | None = DAY, text: str = TEXT) -> Report:
    facts: dict[str, Any] = {
        "title": "Column near Zhuravlyne",
        "outlet": "Kharkiv Wire",
        "url": "https://desk.example/2024/zhuravlyne-column",
    }
    return Report(text, "given-id-77", published=published, language="en", **facts)


def records(of: Report) -> list[Record]:
    text = of.text
    lozova = a_place(text, "Lozova", "Lozova", TOWN)
    village = a_place(text, "Zhuravlyne", "Zhuravlyne", VILLAGE)
    start = text.index("7 km")
    seven = {"text": "7", "start": start, "end": start + 1, "min": 7.0, "max": 7.0, "unit": "km", "of": "distance"}
    street = a_place(text, "12 Sadova Street", "12 Sadova Street", None)
    hryn, farmer = (
        a_party(text, "Bohdan Hryn", role="military analyst"),
        a_party(text, "Stepan Verbytskyi", role="farmer"),
    )
    governor = a_party(text, "Serhii Lysenko", role="Governor")
    more = {"chain": ["Kharkiv Wire", "Bohdan Hryn"], "quantities": [{**seven, "replaces": False}]}
    moved = "Reserve troops have moved into Zhuravlyne, 7 km west of the river"
    killed, zhytnyk = "shells killed his neighbour Oksana Zhytnyk at 12 Sadova Street", a_party(text, "Oksana Zhytnyk")
    named, vdovych = "named Kateryna Vdovych, a teacher, as a traitor", a_party(text, "Kateryna Vdovych")
    return [
        a_record(of, "deployment", moved, speaker=hryn, places=[village], **more),
        a_record(of, "casualties.killed", killed, speaker=farmer, target=zhytnyk, places=[lozova, street]),
        a_record(of, "damage", "nine houses burned in Lozova", speaker=governor, places=[lozova]),
        a_record(of, "detention", named, target=vdovych),
    ]


def build(path: Path, *reports: Report) -> Ledger:
    ledger = open_ledger(path)
    with ledger.writer(clock=lambda: datetime(2024, 5, 17, 9, 41, 7, tzinfo=UTC)) as writer:
        for one in reports:
            writer.add(one, records(one))
    claimline.weigh(ledger, holders=Places())
    return ledger


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Ledger]:
    with build(tmp_path / "source.db", report()) as ledger:
        yield ledger


def accept(ledger: Ledger, *kinds: str) -> None:
    for record in list(ledger.view().claims()):
        if record["kind"] in kinds:
            ledger.judge().accept(record["id"], who="reviewer-name")


def everything() -> Profile:
    return dataclasses.replace(default_profile(), accepted_only=False)


def published(path: Path) -> list[Record]:
    with open_ledger(path, create=False) as ledger:
        assert list(verify(ledger)) == []
        assert ledger.weighing().waiting() == 0
        return sorted(ledger.view().claims(), key=lambda one: str(one["kind"]))


def made(source: Ledger, path: Path, profile: Profile | None = None, now: datetime = FREE) -> PublicResult:
    return public_ledger(source, path, profile or default_profile(), now)


def test_nothing_withheld_is_in_any_byte(source: Ledger, tmp_path: Path) -> None:
    accept(source, "deployment", "casualties.killed", "damage", "detention")
    path = tmp_path / "out" / "public.db"
    path.parent.mkdir()
    result = made(source, path)
    held = all_bytes(path)
    assert result.claims == 4
    assert [word for word in GONE if word.casefold() in held] == []
    hashes = [hashlib.sha256(word.encode()).hexdigest() for word in GONE]
    assert not [one for one in hashes if one[:16] in held]
    with source.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT ref, text_hash FROM reports").one()
        query = "SELECT id FROM claims UNION SELECT id FROM events UNION SELECT id FROM judgements"
        ids = connection.exec_driver_sql(query).scalars().all()
    assert not [one for one in (*names, *ids) if one in held]
    assert "09:41:07" not in held
    assert "kupiansk raion" in held
    assert "serhii lysenko" in held


def test_records_say_what_was_done(source: Ledger, tmp_path: Path) -> None:
    accept(source, "deployment", "casualties.killed", "damage")
    made(source, tmp_path / "public.db")
    killed, damage, deployment = published(tmp_path / "public.db")
    assert deployment["places"][0]["name"] == "Kupiansk Raion"
    assert deployment["places"][0]["precision"] == "district"
    assert deployment["places"][0]["lat"] is None
    assert deployment["quantities"] == []
    assert deployment["chain"] == ["Kharkiv Wire", "a person"]
    assert "[Kupiansk Raion]" in deployment["evidence"][0]["text"]
    assert killed["speaker"]["name"] == "a farmer"
    assert killed["target"]["kind"] == "unnamed"
    assert killed["places"][0]["lat"] == 49.71
    assert killed["places"][0]["radius_km"] == 2
    assert damage["speaker"]["name"] == "Serhii Lysenko"
    assert damage["report"]["url"] is None
    assert damage["report"]["title"] is None
    assert damage["report"]["published"] == "2024-05-16"
    assert damage["review"] == {
        "status": "accepted", "judgement": None, "who": None, "at": None, "disputed": False, "reopened": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "kinds"),
    [(FREE - timedelta(minutes=1), ["damage"]), (FREE, ["damage", "deployment"])],
    ids=["71:59", "72:00"],
)
def test_the_delay_ends_to_the_minute(source: Ledger, tmp_path: Path, moment: datetime, kinds: list[str]) -> None:
    accept(source, "deployment", "damage")
    result = made(source, tmp_path / "public.db", now=moment)
    assert [one["kind"] for one in published(tmp_path / "public.db")] == kinds
    assert result.withheld.get("too fresh", 0) == 2 - len(kinds)
    if len(kinds) == 1:
        assert "reserve troops" not in all_bytes(tmp_path / "public.db")


def test_words_of_what_is_too_fresh_leave_with_no_other_claim(tmp_path: Path) -> None:
    one = report()
    beside = a_record(one, "attack.ground", "Reserve troops have moved into Zhuravlyne")
    with open_ledger(tmp_path / "source.db") as ledger:
        with ledger.writer() as writer:
            writer.add(one, [*records(one), beside])
        result = made(ledger, tmp_path / "public.db", everything(), FREE - timedelta(hours=1))
    assert result.withheld["its words tell what is too fresh"] == 1
    assert "reserve" not in all_bytes(tmp_path / "public.db")


def test_a_report_without_a_day_waits_from_when_it_came_in(tmp_path: Path) -> None:
    came = datetime(2024, 5, 17, 9, 41, 7, tzinfo=UTC)
    with build(tmp_path / "source.db", report(None)) as ledger:
        early = made(ledger, tmp_path / "early.db", everything(), came + timedelta(hours=71, minutes=59))
        late = made(ledger, tmp_path / "late.db", everything(), came + timedelta(hours=72))
    assert (early.withheld.get("too fresh"), late.withheld.get("too fresh")) == (1, None)


def test_nothing_accepted_says_so_and_how(source: Ledger, tmp_path: Path) -> None:
    result = made(source, tmp_path / "public.db")
    assert result.empty
    assert result.withheld == {"not accepted": 4}
    assert str(result).startswith("nothing accepted yet")
    assert "claimline review next" in str(result)
    assert published(tmp_path / "public.db") == []


def test_fixed_claims_leave_as_fixed_and_rejected_ones_never(source: Ledger, tmp_path: Path) -> None:
    ids = {record["kind"]: record["id"] for record in source.view().claims()}
    source.judge().fix(ids["damage"], {"kind": "damage.interception"}, who="reviewer-name")
    source.judge().reject(ids["detention"], who="reviewer-name")
    result = made(source, tmp_path / "public.db", everything())
    found = {one["kind"]: one["review"]["status"] for one in published(tmp_path / "public.db")}
    assert found == {"deployment": "unreviewed", "casualties.killed": "unreviewed", "damage.interception": "fixed"}
    assert result.withheld == {"rejected": 1}
    assert "reviewer-name" not in all_bytes(tmp_path / "public.db")


def test_a_link_stays_only_where_nothing_was_taken_out(tmp_path: Path) -> None:
    text = "Nine houses burned in Lozova on Monday."
    plain = Report(text, "x1", title="Fire in Lozova", outlet="Wire", url="https://desk.example/fire", published=DAY)
    claim = a_record(plain, "damage", "Nine houses burned in Lozova", places=[a_place(text, "Lozova", "Lozova", TOWN)])
    with open_ledger(tmp_path / "source.db") as ledger:
        with ledger.writer() as writer:
            writer.add(plain, [claim])
        made(ledger, tmp_path / "kept.db", everything())
        made(ledger, tmp_path / "never.db", dataclasses.replace(everything(), links="never"))
    (kept,), (never,) = published(tmp_path / "kept.db"), published(tmp_path / "never.db")
    assert kept["report"]["url"] == "https://desk.example/fire"
    assert kept["report"]["title"] == "Fire in Lozova"
    assert never["report"]["url"] is None


def test_an_outlet_that_is_a_person_is_not_named(tmp_path: Path) -> None:
    text = "Nine houses burned in Lozova on Monday."
    channel = Report(text, "x1", outlet="Olena Kovalchuk", published=DAY)
    claim = a_record(
        channel, "damage", "Nine houses burned in Lozova", places=[a_place(text, "Lozova", "Lozova", TOWN)]
    )
    with open_ledger(tmp_path / "source.db") as ledger:
        with ledger.writer() as writer:
            writer.add(channel, [claim])
        made(ledger, tmp_path / "public.db", everything())
    assert published(tmp_path / "public.db")[0]["report"]["outlet"] is None
    assert "kovalchuk" not in all_bytes(tmp_path / "public.db")


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    one, other = report(), report(DAY + timedelta(days=1))
    with build(tmp_path / "a.db", one, other) as ledger:
        made(ledger, tmp_path / "a-public.db", everything())
    with build(tmp_path / "b.db", other, one) as ledger:
        made(ledger, tmp_path / "b-public.db", everything())
    by_id = [sorted(published(tmp_path / name), key=lambda one: str(one)) for name in ("a-public.db", "b-public.db")]
    assert by_id[0] == by_id[1]


def test_a_file_that_is_there_is_left_alone(source: Ledger, tmp_path: Path) -> None:
    (tmp_path / "public.db").write_text("mine")
    with pytest.raises(OutputError, match="already"):
        made(source, tmp_path / "public.db")
    assert (tmp_path / "public.db").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []
