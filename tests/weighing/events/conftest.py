"""A month of reports of our own."""

from __future__ import annotations

import pytest
from event_tellings import CASES, telling

from claimline.model import Telling


@pytest.fixture(scope="session")
def month() -> list[Telling]:
    """Reports of thirty days on two villages and a city: strikes, tolls, and a capture that two outlets tell."""
    found = []
    for day in range(1, 31):
        place = ("zelenyi", "stara", "city")[day % 3]
        name = CASES["places"][place]["name"]
        known = f"2024-06-{day:02}"
        sentence = f"Shells hit a {('school', 'depot', 'bakery', 'farm')[day % 4]} in {name}, killing {day} people."
        common = {"known": known, "sentence": sentence, "place": place}
        for outlet in range(1 + day % 3):
            shared = {**common, "report": f"r{day}-{outlet}", "actor": ("russia", "ukraine")[day % 2]}
            found.append(telling(f"s{day}", {**shared, "kind": "attack.shelling", "text": sentence[:20]}))
            found.append(telling(f"d{day}", {**shared, "kind": "casualties.killed", "text": "killing", "killed": day}))
        sentence = f"The death toll from the shelling of {name} rises to {day + 2}."
        later = {**common, "known": f"2024-06-{min(30, day + 1):02}", "sentence": sentence, "killed": day + 2}
        if day % 4 == 0:
            found.append(
                telling(f"t{day}", {**later, "report": f"t{day}", "kind": "casualties.killed", "text": sentence})
            )
    return found
