"""One self-contained page for people: each report with its evidence highlighted, and its claims beside it.

Nothing is loaded from anywhere: style and script are inside, and a content security policy lets only these two run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import TextIO

from claimline.publishing.formats import Item, Options
from claimline.publishing.html.section import clean, contents, section

__all__ = ["write_html"]


def write_html(items: Iterable[Item], out: TextIO, options: Options) -> None:
    """The whole page; with several reports it opens with a table of contents."""
    found = list(items)  # the contents come first, so that all reports have to be read before the first line
    style, script = _asset("page.css"), _asset("page.js")
    out.write(_HEAD.format(policy=_policy(style, script), title=_title(found), style=style))
    if len(found) > 1:
        out.write(contents(found))
    out.write('<main id="reports">\n')
    for number, item in enumerate(found, 1):
        out.write(section(f"r{number}", item, explain=options.explain, alone=len(found) == 1))
    out.write(_FOOT.format(script=script))


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Content Security Policy level 3: only the style and the script with these hashes, and no connection at all."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _title(items: list[Item]) -> str:
    if len(items) != 1:
        return f"Claims of {len(items)} reports"
    report = items[0].report
    return escape(clean(" · ".join(part for part in (report.title, report.outlet) if part) or "Claims of a report"))


_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Claimline">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#reports">Skip to the text</a>
"""

_FOOT = """</main>
<footer>
<p>A claim is what somebody says, not what is known to be true. Each value comes from the marked words; a value that
is missing was not in the text.</p>
<p>Made by Claimline.</p>
</footer>
<script>{script}</script>
</body>
</html>
"""
