"""Names that are not what they look like: letters of other scripts, characters that cannot be seen, turned directions.

Such a name means the place that it looks like, and says that it is disguised, or it means none. It never means another.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from place_readings import marked

from claimline.model import ResolvedPlace
from claimline.resolving.places import Gazetteer, PlaceResolver
from claimline.resolving.places.spelling import disguised

CYRILLIC = dict(zip("ABEKMHOPCTXIJSaeopcyxijs", "АВЕКМНОРСТХІЈЅаеорсухіјѕ", strict=True))
GREEK = dict(zip("ABEZHIKMNOPTYXo", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", strict=True))
UNSEEN = "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"


def place(gazetteer: Gazetteer, name: str) -> ResolvedPlace:
    (found,) = PlaceResolver(gazetteer).resolve(marked(f"Shells fell in [{name}] on Friday, in Ukraine."))
    return found


def names(gazetteer: Gazetteer) -> list[str]:
    """All names of the gazetteer that have only Latin letters."""
    rows = gazetteer._query("SELECT DISTINCT norm FROM name ORDER BY norm", ())
    return [norm.title() for (norm,) in rows if norm.isascii() and any(char.isalpha() for char in norm)]


def disguises(name: str) -> Iterator[str]:
    """One letter exchanged, each in turn, and all at once; a character that cannot be seen at each place."""
    for letters in (CYRILLIC, GREEK):
        for at, char in enumerate(name):
            if char in letters:
                yield name[:at] + letters[char] + name[at + 1 :]
        yield "".join(letters.get(char, char) for char in name)
    for at in range(len(name) + 1):
        yield name[:at] + UNSEEN[at % len(UNSEEN)] + name[at:]


def test_no_disguise_of_any_name_finds_another_place(gazetteer: Gazetteer) -> None:
    tried = 0
    for name in names(gazetteer):
        plain = {row.id for row in gazetteer.lookup(name).rows} | {row.id for row in gazetteer.under_key(name).rows}
        for other in disguises(name):
            if any(char.isascii() and char.isalpha() for char in other):
                found = gazetteer.lookup(other)
                assert found.rung == "edit" or {row.id for row in found.rows} <= plain, (name, other)
                tried += 1
    assert tried > 5_000


@pytest.mark.parametrize(
    "name", ["Khаrkiv", "Kharkіv", "Кharkiv", "Κharkiv", "Khar\u200bkiv", "\u2066Kharkiv", "Khar\u00adkiv"]
)
def test_a_disguised_name_says_so(gazetteer: Gazetteer, name: str) -> None:
    honest, found = place(gazetteer, "Kharkiv"), place(gazetteer, name)
    assert found.id in (honest.id, None)
    assert found.text == name, "the words are kept as they stand"
    assert found.name in (honest.name, name)
    if found.id is not None:
        assert found.confidence < honest.confidence
        assert found.name == "Kharkiv", "what is shown is the gazetteer's name"
    assert [part.why for candidate in found.candidates[:1] for part in candidate.parts if part.name == "letters"]
    assert not [part for candidate in honest.candidates for part in candidate.parts if part.name == "letters"]


def test_a_turned_name_is_not_what_it_looks_like(gazetteer: Gazetteer) -> None:
    """A mark lets "vikrahK" be seen as "Kharkiv": it is read as it is written, and means no place."""
    assert place(gazetteer, "\u202evikrahK\u202c").id is None


def test_a_word_of_another_script_alone_is_read_in_its_script(gazetteer: Gazetteer) -> None:
    """ "Сумы" is Cyrillic for Sumy, and is not read as the Latin letters that it resembles."""
    assert place(gazetteer, "Суми").id == place(gazetteer, "Sumy").id
    assert place(gazetteer, "Нор").id is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Kharkiv", ""), ("Харків", ""), ("Zürich", ""), ("الخرطوم", ""), ("می\u200cشود", ""), ("क्\u200dष", ""),
        ("Khаrkiv", "another script"), ("Old Mоscow", "another script"), ("Khar\u200bkiv", "cannot be seen"),
        ("Харків Kharkiv", ""),
    ],
)  # fmt: skip
def test_what_is_a_disguise(name: str, told: str) -> None:
    assert told in disguised(name)
    assert bool(told) == bool(disguised(name))


@pytest.mark.parametrize("distance", ["900000000 km", "9999999999999999999999 km north", "1000000 miles"])
def test_no_distance_is_longer_than_the_earth(gazetteer: Gazetteer, distance: str) -> None:
    """A circle of a billion kilometres took minutes to be drawn on a map."""
    text = (
        f"Shells fell {distance} of [Kharkiv] on Friday."
        if "north" in distance
        else f"It fell {distance} from [Kharkiv]."
    )
    (found,) = PlaceResolver(gazetteer).resolve(marked(text))
    assert (found.lat, found.lon) == (None, None)
    assert found.radius_km == 20_000
