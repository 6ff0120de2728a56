"""Corpora of attributions and names, from small files of our own in their forms, as what the network learns from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.attributed import polnear
from training.examples import Example
from training.gum import gum
from training.names import names_corpora, re3d, wikigold

SYNTAX = """# newdoc id = GUM_news_bridge
# newpar
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person
2\tmayor\tmayor\tNOUN\tNN\t_\t6\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tLima\tLima\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place)1)
5\thas\thave\tAUX\tVBZ\t_\t6\taux\t_\t_
6\tsaid\tsay\tVERB\tVBN\t_\t0\troot\t_\t_
7\tthat\tthat\tSCONJ\tIN\t_\t10\tmark\t_\t_
8\tthe\tthe\tDET\tDT\t_\t9\tdet\t_\t_
9\tbridge\tbridge\tNOUN\tNN\t_\t10\tnsubj\t_\t_
10\tfell\tfall\tVERB\tVBD\t_\t6\tccomp\t_\tSpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

"""
TREE = """<rst><header></header><body>
<segment id="1" parent="2" relname="attribution-positive">The mayor of Lima has said</segment>
<segment id="2" parent="3" relname="span">that the bridge fell .</segment>
<group id="3" type="span" />
</body></rst>"""
WIKIGOLD = (
    "0\t-DOCSTART-\tO\n\n0\tAda\tB-PER\n1\tByron\tI-PER\n2\tleft\tO\n3\tGhent\tB-LOC\n4\tby\tO\n5\tOrion\tB-MISC\n"
)


def words(example: Example, span: tuple[int, int]) -> str:
    return example.text[slice(*span)]


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name in ("gum/dep", "gum/rst", "wikigold", "re3d/UK Government", "re3d/BBC Online"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "gum/dep/GUM_news_bridge.conllu").write_text(SYNTAX, "utf-8")
    (tmp_path / "gum/rst/GUM_news_bridge.rs4").write_text(TREE, "utf-8")
    (tmp_path / "wikigold/wikigold.conll").write_text(WIKIGOLD, "utf-8")
    for source in ("UK Government", "BBC Online"):
        folder = tmp_path / "re3d" / source
        (folder / "documents.json").write_text('{"_id": "d", "text": "Guns of the Navy reached Malta."}\n', "utf-8")
        (folder / "entities.json").write_text(
            '{"documentId": "d", "begin": 8, "end": 16, "type": "Organisation", "value": "the Navy"}\n'
            '{"documentId": "d", "begin": 0, "end": 4, "type": "Weapon", "value": "Guns"}\n'
            '{"documentId": "d", "begin": 25, "end": 30, "type": "Vehicle", "value": "Malta"}\n',
            "utf-8",
        )
    return tmp_path


def test_gum_says_who_says_what(corpora: Path) -> None:
    (example,) = gum(corpora / "gum")
    assert example.text == "The mayor of Lima has said that the bridge fell."
    (event,) = example.events
    assert words(example, event.trigger) == "has said"
    assert [words(example, s) for s in event.roles["speaker"]] == ["The mayor of Lima"]
    assert [words(example, s) for s in event.roles["content"]] == ["the bridge fell"]
    assert [(example.text[a:b], kind) for a, b, kind in example.names or ()] == [("Lima", "place")]


def test_gum_layers_that_do_not_fit_are_refused(corpora: Path) -> None:
    (corpora / "gum/rst/GUM_news_bridge.rs4").write_text(TREE.replace("has said", "said"), "utf-8")
    with pytest.raises(ValueError, match="10 words in the tree, 11 in the syntax"):
        list(gum(corpora / "gum"))


def test_names_and_what_is_unsure(corpora: Path) -> None:
    (example,) = wikigold(corpora / "wikigold/wikigold.conll")
    assert [(example.text[a:b], kind) for a, b, kind in example.names or ()] == [
        ("Ada Byron", "person"),
        ("Ghent", "place"),
    ]
    assert [words(example, s) for s in example.names_unsure] == ["Orion"]


def test_the_part_of_the_bbc_is_left_out(corpora: Path) -> None:
    (example,) = re3d(corpora / "re3d")
    assert [(example.text[a:b], kind) for a, b, kind in example.names or ()] == [
        ("Guns", "weapon"),
        ("Navy", "organisation"),
    ]
    assert [words(example, s) for s in example.names_unsure] == ["Malta"]
    train, held = names_corpora(corpora)
    assert (len(train), len(held)) == (2, 0)


def test_polnear_keeps_contents_in_pieces(tmp_path: Path) -> None:
    text = "“We will stay,” she said, “and rebuild.”"
    pieces = [("Source", "she"), ("Cue", "said"), ("Content", "“We will stay,”"), ("Content", "“and rebuild.”")]
    at = [(text.index(w), text.index(w) + len(w)) for _, w in pieces]
    rows = [f"T{i}\t{label} {at[i][0]} {at[i][1]}\t{w}" for i, (label, w) in enumerate(pieces[:2])]
    rows.append(f"T2\tContent {at[2][0]} {at[2][1]};{at[3][0]} {at[3][1]}\t…")
    rows.append("E1\tAttribution:T1 Source:T0 Cue:T1 Content:T2")
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text/a.txt").write_text(text, "utf-8")
    (tmp_path / "attributions/a_1.ann").write_text("\n".join(rows), "utf-8")
    (tmp_path / "attributions/a_2.ann").write_text("", "utf-8")  # a second annotator does not count
    (example,) = polnear(tmp_path)
    (event,) = example.events
    assert [words(example, s) for s in event.roles["content"]] == ["“We will stay,”", "“and rebuild.”"]
    assert example.sayings_known
    assert not example.triggers_known
