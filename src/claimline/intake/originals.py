"""The bytes that reports came in as, for whoever keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimline.errors import InputError
from claimline.intake.config import MEGABYTE, IntakeConfig
from claimline.model import Report
from claimline.model.original import Original

Item = Report | InputError


def with_original(found: Iterable[Item], data: bytes, kind: str, config: IntakeConfig) -> Iterator[Item]:
    """The same items; each report with what its bytes are called, and `config.keep` told of them right before it.

    Reports that have theirs already keep them. Plain UTF-8 that is the report's text, to the byte, is kept as its text.
    Beyond `config.max_original_bytes` nothing is kept, which is said.
    """
    if config.keep is None:
        yield from found
        return
    original: Original | None = None
    said = False
    for item in found:
        if isinstance(item, InputError) or item.raw is not None:
            yield item
            continue
        if original is None and not said:
            if len(data) > config.max_original_bytes:
                said = True
                most = config.max_original_bytes / MEGABYTE
                config.note(f"{item.label}: what it came in as has more than {most:g} MB, and only its text is kept")
            else:
                original = Original.of(data, kind)
        if original is None or original.raw.hash == item.text_hash:
            yield item
            continue
        config.keep(original)
        yield replace(item, raw=original.raw)
