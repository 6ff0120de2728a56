"""Words by which a noun phrase is known to name a speaker, or a document that speaks (vocab/roles.yaml)."""

from __future__ import annotations

from functools import cache

from claimline.vocab import load


@cache
def speaker_words() -> frozenset[str]:
    """Words for persons, offices, groups and documents ("governor", "ministry", "rebels", "report")."""
    roles = load("roles")
    return frozenset(word for kind in ("person", "office", "group", "document") for word in roles[kind]) | frozenset(
        f"{word}s" for word in roles["person"]
    )


@cache
def document_words() -> frozenset[str]:
    """Words for things that show or state something ("report", "footage")."""
    documents = load("roles")["document"]
    return frozenset(documents) | frozenset(f"{word}s" for word in documents)
