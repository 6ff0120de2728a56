"""The profile: what a user's own file may say, and what it is told where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimline.errors import UsageError
from claimline.publishing.public import default_profile, read_profile


def test_the_default_is_as_the_issue_wants_it() -> None:
    profile = default_profile()
    assert profile.accepted_only
    assert profile.hours == 72
    assert profile.place == "district"
    assert profile.links == "untouched"
    assert [kind for kind in ("deployment", "withdrawal", "aid.military", "aid.financial") if profile.delays(kind)] == [
        "deployment", "withdrawal", "aid.military",
    ]  # fmt: skip


def test_what_a_file_leaves_out_is_as_in_the_default(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\ndelayed:\n  hours: 240\n", encoding="utf-8")
    mine, default = read_profile(path), default_profile()
    assert (mine.name, mine.hours, mine.kinds, mine.public_roles) == ("mine", 240, default.kinds, default.public_roles)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("delayed:\n  hour: 3\n", "line 2: unknown key 'hour'"),
        ("delay: 3\n", "line 1: unknown key 'delay'"),
        ("delayed:\n  hours: soon\n", "line 2: `hours` is a whole number"),
        ("delayed:\n  hours: -1\n", "line 2: `hours` is a whole number"),
        ("delayed:\n  place: village\n", "line 2: `place` is one of district, region, country"),
        ("claims:\n  accepted_only: 1\n", "line 2: `accepted_only` is true or false"),
        ("places:\n  decimals: 5\n", "line 2: `decimals` is a whole number from 0 to 2"),
        ("persons:\n  public_roles: king\n", "line 2: `public_roles` is a list of words"),
        ("reports: never\n", "line 1: `reports` has keys under it"),
        ("name: ''\n", "line 1: `name` is a word"),
        ("- one\n", "a profile is a list of"),
        ("a: [\n", "the profile is no YAML"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_profile(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_profile(tmp_path / "none.yaml")
