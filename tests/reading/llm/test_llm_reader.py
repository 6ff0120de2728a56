"""The reader that asks a language model: what is kept of an answer, and what happens without one."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from serving import NOTHING, Reply, Served, says, serving

from claimline.errors import ReaderAnswer, ReaderError, ReaderRefused, ReaderUnreachable, UsageError
from claimline.model import Reading, Report, Trigger
from claimline.reading.llm import LlmReader
from claimline.reading.llm.chat import Patience

TEXT = (
    "Shells hit a grain store in Orlivka on Monday, the governor said.\n"
    "At least four workers were injured, said Olena Marchuk,\na nurse. "
    "The workers had left Dovhe for Orlivka a week earlier."
)
REPORT = Report(TEXT, given_id="one", title="Morning notes", published=date(2024, 5, 16))
QUICK = Patience(timeout_s=5.0, first_wait_s=0.01)

SHELLING: dict[str, Any] = {
    "sentence": 1, "trigger": "hit", "quote": "Shells hit a grain store in Orlivka on Monday",
    "kind": "attack.shelling", "modality": "claimed", "polarity": "positive", "background": False,
    "speaker": "the governor", "cue": "said", "actor": None, "target": "a grain store",
    "at": ["Orlivka"], "from": [], "to": [], "via": [], "time": "on Monday",
    "saying_time": None, "quantity": [],
}  # fmt: skip
INJURED: dict[str, Any] = {
    **SHELLING, "sentence": 2, "trigger": "injured", "quote": "At least four workers were injured",
    "kind": "casualties.injured", "speaker": "Olena Marchuk, a nurse", "target": "workers", "at": [], "time": None,
    "quantity": ["four workers"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between the tests and their server."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def read(served: Served, report: Report = REPORT, notes: list[str] | None = None) -> Reading:
    heard: Callable[[str], None] = (notes if notes is not None else []).append
    return LlmReader(served.endpoint, "small-one", note=heard, patience=QUICK).read(report)


def words(reading: Reading, trigger: Trigger) -> dict[str, list[str]]:
    """The links of a trigger as words by role."""
    found: dict[str, list[str]] = {}
    for link in trigger.links:
        found.setdefault(link.role, []).append(link.span.of(reading.report.text))
    return found


def test_quoted_words_become_a_reading() -> None:
    notes: list[str] = []
    with serving(says({"events": [SHELLING, INJURED]})) as served:
        reading = read(served, notes=notes)
    shelling, injured = reading.triggers
    assert (shelling.kind, shelling.modality, shelling.polarity) == ("attack.shelling", "claimed", "positive")
    assert shelling.proposition.of(TEXT) == SHELLING["quote"]
    assert words(reading, shelling) == {"target": ["a grain store"], "at": ["Orlivka"], "time": ["Monday"]}
    assert words(reading, injured) == {"target": ["workers"], "quantity": ["At least four"]}
    assert {link.span for link in shelling.linked("at")} <= {m.span for m in reading.mentions if m.type == "place"}
    speakers = [
        reading.attributions[t.attribution].source[0].of(TEXT) for t in reading.triggers if t.attribution is not None
    ]
    assert speakers[0] == "the governor"
    assert "Olena Marchuk" in speakers[1]
    assert reading.reader.name == "llm"
    assert reading.reader.version.startswith("small-one+")
    assert notes == []


def test_the_server_is_asked_for_json_of_our_kinds_and_for_no_chance() -> None:
    with serving(says(NOTHING)) as served:
        LlmReader(f"{served.endpoint}/", "small-one", api_key="k-123\n").read(REPORT)
    (asked,) = served.asked
    assert served.paths == ["/v1/chat/completions"]
    assert served.keys == ["Bearer k-123"]
    assert (asked["model"], asked["temperature"], asked["seed"]) == ("small-one", 0, 1)
    schema = asked["response_format"]["json_schema"]
    event = schema["schema"]["properties"]["events"]["items"]
    assert schema["strict"] is True
    assert "control.retaken" in event["properties"]["kind"]["enum"]
    assert set(event["required"]) == set(event["properties"])  # strict servers want every field
    sent = served.sent(0)
    assert sent["title"] == "Morning notes"
    assert sent["published"] == "2024-05-16"
    assert list(sent["sentences"]) == ["1", "2", "3"]
    assert sent["sentences"]["2"].endswith("said Olena Marchuk, a nurse.")


def test_words_that_are_not_in_the_text_are_left_out_and_counted() -> None:
    invented = {**SHELLING, "target": "a hospital", "at": ["Orlivka", "Kryva Balka"], "time": "on Tuesday"}
    unknown = {**INJURED, "trigger": "maimed"}
    notes: list[str] = []
    with serving(says({"events": [invented, unknown]})) as served:
        reading = read(served, notes=notes)
    (trigger,) = reading.triggers
    assert words(reading, trigger) == {"at": ["Orlivka"]}
    (note,) = notes
    assert note.startswith("one: ")
    assert "1 of its events" in note
    assert "3 of its other quotations" in note


def test_part_of_a_word_is_no_quotation() -> None:
    with serving(says({"events": [{**SHELLING, "trigger": "hit", "target": "rain store"}]})) as served:
        reading = read(served)
    assert "target" not in words(reading, reading.triggers[0])


def test_a_speaker_who_is_not_in_the_text_does_not_make_it_the_outlets_own_word() -> None:
    moved = {
        **SHELLING, "sentence": 3, "trigger": "left", "quote": "The workers had left Dovhe",
        "kind": "displacement.fled", "speaker": "a general", "cue": None, "target": None, "at": [],
        "from": ["Dovhe"], "time": None, "modality": "asserted",
    }  # fmt: skip
    with serving(says({"events": [moved]})) as served:
        (trigger,) = read(served).triggers
    assert trigger.attribution is None
    assert trigger.modality == "hedged"


def test_a_proposition_that_is_not_in_the_text_gives_way_to_the_clause() -> None:
    with serving(says({"events": [{**INJURED, "quote": "Four workers … injured"}]})) as served:
        (trigger,) = read(served).triggers
    assert trigger.proposition.of(TEXT).startswith("At least four workers were injured")


def test_words_that_stand_twice_are_taken_by_their_sentence() -> None:
    text = "Troops took Dovhe, the army said. Rebels took Orlivka and troops left."
    event = {**SHELLING, "trigger": "took", "kind": "control.taken", "target": None, "at": [], "time": None}
    second = {**event, "sentence": 2, "quote": "Rebels took Orlivka", "actor": "Rebels", "speaker": None, "cue": None}
    lost = {**event, "sentence": 9, "quote": "took"}
    first = {**event, "quote": "Troops took Dovhe", "actor": "Troops", "speaker": "the army"}
    with serving(says({"events": [second, lost, first]})) as served:
        reading = read(served, Report(text))
    assert [t.span.start for t in reading.triggers] == [text.index("took"), text.rindex("took")]


def test_events_outside_of_the_schema_are_left_out_and_counted() -> None:
    wrong = [{**SHELLING, "kind": "attack.laser"}, {**SHELLING, "sentence": True}, {"trigger": "hit"}, "hit"]
    slim = {k: v for k, v in INJURED.items() if v not in (None, [])}
    notes: list[str] = []
    with serving(says({"events": [*wrong, slim, slim]})) as served:
        reading = read(served, notes=notes)
    assert [t.kind for t in reading.triggers] == ["casualties.injured"]
    assert "4 of the model's events do not fit the schema" in notes[0]


def test_a_fenced_answer_is_json_too() -> None:
    with serving(says(f"```json\n{json.dumps({'events': [INJURED]})}\n```")) as served:
        assert len(read(served).triggers) == 1


@pytest.mark.parametrize("content", ["I think that", "[]", '{"events": 3}', "[" * 100_000, "{}"])
def test_a_server_that_never_answers_in_form_is_an_error(content: str) -> None:
    with serving(says(content)) as served, pytest.raises(ReaderAnswer) as caught:
        read(served)
    assert len(served.asked) == 2  # a bad answer gets a second chance
    assert caught.value.where == "one"
    assert caught.value.then


@pytest.mark.parametrize("body", ["<html>", "{}", '{"choices": []}', '{"choices": [{"message": null}]}'])
def test_what_is_no_chat_completion_is_an_error(body: str) -> None:
    with serving(Reply(body)) as served, pytest.raises(ReaderAnswer):
        read(served)


def test_one_bad_answer_among_good_ones_is_a_note() -> None:
    notes: list[str] = []
    with serving(says({"events": [INJURED]}), says("no"), says("no"), says({"events": [SHELLING]})) as served:
        reader = LlmReader(served.endpoint, "small-one", note=notes.append, patience=QUICK)
        counts = [len(reader.read(REPORT).triggers) for _ in range(3)]
    assert counts == [1, 0, 1]
    assert notes == ["one: sentences 1 to 3 not read: the model's answer is no JSON"]


@pytest.mark.parametrize(
    "reply", [says("", refusal="I cannot read this."), says("", finish="content_filter")], ids=["refusal", "filter"]
)
def test_a_text_that_the_model_declines_stays_unread_with_a_note(reply: Reply) -> None:
    notes: list[str] = []
    with serving(reply) as served:
        reading = read(served, notes=notes)
    assert reading.triggers == ()
    assert reading.sentences
    assert "declined" in notes[0]


def test_a_cut_answer_is_asked_for_in_halves() -> None:
    with serving(
        says('{"events": [{"sent', "length"), says({"events": [SHELLING]}), says({"events": [INJURED]})
    ) as served:
        reading = read(served)
    assert [t.kind for t in reading.triggers] == ["attack.shelling", "casualties.injured"]
    assert [list(served.sent(k)["sentences"]) for k in range(3)] == [["1", "2", "3"], ["1"], ["2", "3"]]
    assert len(served.sent(2)["earlier"]) == 1


def test_a_sentence_whose_answer_is_always_cut_is_a_note() -> None:
    notes: list[str] = []
    with serving(says("{", "length")) as served:
        reading = read(served, notes=notes)
    assert reading.triggers == ()
    assert [n.partition(" not read")[0] for n in notes] == [f"one: sentence {k}" for k in (1, 2, 3)]


def test_a_long_report_goes_in_passages_and_keeps_its_offsets() -> None:
    filler = "".join(f"Trader number {k} sold apples at the market near the old mill. " for k in range(150))
    report = Report(f"{filler}Shells hit a grain store in Orlivka on Monday, the governor said.")
    with serving(says(NOTHING), says({"events": [{**SHELLING, "sentence": 151}]})) as served:
        (trigger,) = read(served, report).triggers
    assert trigger.span.start == report.text.index("hit a grain")
    numbers = [int(n) for k in range(len(served.asked)) for n in served.sent(k)["sentences"]]
    assert numbers == list(range(1, 152))
    assert served.sent(1)["earlier"]


def test_the_same_answer_gives_the_same_reading() -> None:
    with serving(says({"events": [INJURED, SHELLING]})) as served:
        assert read(served) == read(served)


def test_failures_that_pass_are_tried_again() -> None:
    notes: list[str] = []
    busy = Reply("{}", 429, (("Retry-After", "0"),))
    with serving(Reply("oops", 500), busy, says({"events": [INJURED]})) as served:
        assert len(read(served, notes=notes).triggers) == 1
    assert ["status 500 (oops)" in notes[0], "status 429" in notes[1]] == [True, True]


def test_a_server_that_only_fails_is_unreachable() -> None:
    with serving(Reply("oops", 503)) as served, pytest.raises(ReaderUnreachable, match="after 4 tries: status 503"):
        read(served)
    assert len(served.asked) == 4


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        endpoint = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ReaderUnreachable) as caught:
            LlmReader(endpoint, "small-one", patience=QUICK).read(REPORT)
    assert caught.value.where == endpoint


def test_a_slow_server_is_unreachable() -> None:
    with serving(Reply("{}", delay_s=0.5)) as served:
        began = time.monotonic()
        reader = LlmReader(served.endpoint, "small-one", patience=Patience(timeout_s=0.1, tries=2, first_wait_s=0.01))
        with pytest.raises(ReaderUnreachable, match=r"nothing within 0\.1 s"):
            reader.read(REPORT)
    assert time.monotonic() - began < 3


def test_a_call_that_is_not_taken_is_an_error_at_once_and_shows_no_key() -> None:
    said = json.dumps({"error": {"message": "bad key k-secret\n for you"}})
    with serving(Reply(said, 401)) as served:
        reader = LlmReader(served.endpoint, "small-one", api_key="k-secret")
        with pytest.raises(ReaderRefused) as caught:
            reader.read(REPORT)
    assert len(served.asked) == 1
    assert "bad key … for you" in str(caught.value)
    assert "CLAIMLINE_API_KEY" in str(caught.value)
    assert "k-secret" not in str(caught.value) + repr(reader.__dict__)


def test_a_redirect_is_not_followed() -> None:
    with serving(says(NOTHING)) as other, serving(Reply("", 307, (("Location", other.endpoint),))) as served:
        with pytest.raises(ReaderRefused, match="redirects"):
            read(served)
        assert other.asked == []


def test_a_report_without_words_asks_nobody() -> None:
    with serving(says(NOTHING)) as served:
        assert read(served, Report(" \n")).triggers == ()
    assert served.asked == []


@pytest.mark.parametrize(
    "endpoint",
    ["localhost:8080", "ftp://localhost/v1", "http://", "http://host:x/v1", "http://me:pw@host/v1", "http://h/v1?key=1",
     "http://h/v1\nHost: other"],
)  # fmt: skip
def test_an_endpoint_that_is_no_plain_address_is_an_error(endpoint: str) -> None:
    with pytest.raises(UsageError) as caught:
        LlmReader(endpoint, "small-one")
    assert "pw" not in str(caught.value)


def test_a_key_that_no_header_can_carry_is_an_error_that_does_not_show_it() -> None:
    with pytest.raises(UsageError) as caught:
        LlmReader("http://localhost/v1", "small-one", api_key="k-1\r\nX: y")
    assert "k-1" not in str(caught.value)


def test_an_unencrypted_way_over_the_network_is_said() -> None:
    notes: list[str] = []
    LlmReader("http://models.example/v1", "small-one", note=notes.append)
    LlmReader("https://models.example/v1", "small-one", note=notes.append)
    LlmReader("http://localhost:8080/v1", "small-one", note=notes.append)
    assert len(notes) == 1
    assert "not encrypted" in notes[0]


def test_the_errors_are_one_family() -> None:
    for kind in (ReaderUnreachable, ReaderRefused, ReaderAnswer):
        assert issubclass(kind, ReaderError)
        assert (kind.exit_code, kind.http_status) == (8, 502)
