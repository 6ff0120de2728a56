"""What a ledger corrected about itself can be listed, and what has no successor says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ledger_building import a_report, two_claims

from claimline.errors import Retired
from claimline.ledger import open_ledger
from claimline.model import ReaderInfo


def test_claims_of_an_earlier_reading_are_listed_the_last_first(tmp_path: Path) -> None:
    report = a_report()
    older = two_claims(report)
    newer = replace(older[0], kind="harm.injured", id="f" * 20, reader=ReaderInfo("rules", "2"))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for claims in (older, [newer]):
            with ledger.writer() as writer:
                writer.add(report, claims)
        view = ledger.view()
        found = view.retired()
        assert {one.claim for one in found} == {claim.id for claim in older}
        assert [one.number for one in found] == sorted((one.number for one in found), reverse=True)
        assert view.retired(before=found[0].number) == found[1:]
        gone = next(one for one in found if one.successor is None)
        assert gone.text in report.text
        with pytest.raises(Retired) as raised:
            view.claim(gone.claim)
        assert raised.value.http_status == 410
