"""Stocks: the latest word of each voice for each place, never added, and never mixed with flows."""

from __future__ import annotations

from typing import Any

from tolls_cases import cases_of, scope_of, words

from claimline.model.toll import Stock
from claimline.picturing.displacement import flows, stocks
from told import short


def a_stock(name: str, number: float, **more: Any) -> dict[str, Any]:
    told = {
        "kind": "displacement.stock",
        "text": f"{number} people are displaced",
        "at": ["Bilka"],
        "by": "Relief Office",
    }
    return {"id": name, "event": name, "numbers": [["displaced", str(number), number, number]], **told, **more}


def stocks_of(*rows: dict[str, Any], **scope: str) -> tuple[Stock, ...]:
    return stocks(cases_of({"picture": "flows", "tellings": list(rows)}), scope_of(scope))


def shown(found: tuple[Stock, ...]) -> list[tuple[str, str, str]]:
    return [(short(stock.key), stock.place, words(stock.bounds)) for stock in found]


def test_the_latest_by_each_voice() -> None:
    found = stocks_of(
        a_stock("a", 500),
        a_stock("b", 700, known="2024-06-01"),
        a_stock("c", 400, by="City Council/ukraine", known="2024-05-20"),
    )
    assert shown(found) == [("c", "Bilka", "400"), ("b", "Bilka", "700")]
    assert [short(key) for key in found[1].earlier] == ["a"]


def test_a_region_holds_its_towns() -> None:
    found = stocks_of(a_stock("a", 500), a_stock("b", 9000, at=["Bilka region"]))
    assert [(stock.place, stock.inside) for stock in found] == [("Bilka", ("Bilka region",)), ("Bilka region", ())]


def test_of_the_period_and_as_known() -> None:
    rows = (a_stock("a", 500), a_stock("b", 700, known="2024-06-01"))
    assert shown(stocks_of(*rows, on="2024-05-31")) == [("a", "Bilka", "500")]
    assert shown(stocks_of(*rows, known="2024-05-31")) == [("a", "Bilka", "500")]
    assert shown(stocks_of(*rows, since="2024-05-11", until="2024-05-31")) == []


def test_of_the_area() -> None:
    rows = (a_stock("a", 500), a_stock("b", 800, at=["Dubove"]))
    assert shown(stocks_of(*rows, area="Bilka region")) == [("a", "Bilka", "500")]


def test_the_day_that_the_words_give_counts_before_that_of_the_report() -> None:
    found = stocks_of(a_stock("a", 500, day="2024-04-30"), a_stock("b", 600))
    assert [(stock.day, stock.dated) for stock in found] == [("2024-05-10", False)]
    found = stocks_of(a_stock("a", 500, day="2024-04-30"))
    assert [(stock.day, stock.dated) for stock in found] == [("2024-04-30", True)]


def test_denied_recalled_and_unnumbered_stocks_are_none() -> None:
    assert stocks_of(a_stock("a", 500, polarity="negative"), a_stock("b", 5, background=True)) == ()
    assert stocks_of(a_stock("a", 5, numbers=[])) == ()


def test_stocks_are_in_no_flow_and_flows_in_no_stock() -> None:
    fled = {
        "id": "f",
        "event": "f",
        "text": "30 people fled",
        "numbers": [["displaced", "30", 30, 30]],
        "from": ["Bilka"],
    }
    cases = cases_of({"picture": "flows", "tellings": [a_stock("a", 500), fled]})
    assert [total.bounds.high for total in flows(cases, scope_of({})).totals if total.bounds] == [30]
    assert shown(stocks(cases, scope_of({}))) == [("a", "Bilka", "500")]


def test_a_flow_and_a_stock_of_one_event_are_each_counted_where_they_belong() -> None:
    fled = {
        "id": "f",
        "event": "a",
        "text": "30 people fled",
        "numbers": [["displaced", "30", 30, 30]],
        "from": ["Bilka"],
    }
    cases = cases_of({"picture": "flows", "tellings": [a_stock("a", 500), fled]})
    assert [total.bounds.high for total in flows(cases, scope_of({})).totals if total.bounds] == [30]
    assert shown(stocks(cases, scope_of({}))) == [("a", "Bilka", "500")]
