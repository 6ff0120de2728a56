"""How fast intake is: pages of HTML a second against the same reports as plain text, and archives of pages.

    python benchmarks/intake_speed.py
    python benchmarks/intake_speed.py --pages 500

The pages are made here, from sentences of our own, with the furniture that news sites have: a menu, related links, a
footer, scripts, JSON-LD. One process, no reading.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
import time
from pathlib import Path

from claimline.intake import reports

PLACES = ["Zelenivka", "Dubrava", "Lypove", "Hlyboke", "Sosnivka", "Berezove", "Kamianka", "Zarichne"]
SENTENCES = [
    "The army said on Friday that its troops had left {} after three days of fighting for the bridge.",
    "The governor wrote that two people were hurt when shells hit a school in {}.",
    "A spokesman for the emergency service said that the fire in {} had been put out by the morning.",
    "Residents of {} told reporters that the fire had come from the other bank of the river.",
    "About 1,200 people have left {} since Monday, according to the relief office.",
    "Officials in the capital did not confirm the loss of {}, and said that reinforcements were on their way.",
]


def paragraphs(chance: random.Random) -> list[str]:
    """A dozen paragraphs of three sentences."""
    return [
        " ".join(
            chance.choice(SENTENCES).format(chance.choice(PLACES)) + f" ({chance.randrange(10**6)})" for _ in "abc"
        )
        for _ in range(12)
    ]


def page(texts: list[str], number: int) -> str:
    """A page of some 30 KB."""
    node = {"@type": "NewsArticle", "headline": f"Report {number}", "datePublished": "2024-05-16T10:00:00+03:00",
            "publisher": {"@type": "Organization", "name": "Hill Radio"}}  # fmt: skip
    menu = "".join(f'<li class="menu-item"><a href="/section/{n}">Section {n}</a></li>' for n in range(60))
    cards = "".join(
        f'<div class="card"><a href="/story/{n}"><img src="/i/{n}.jpg" alt=""><h3>Another story {n}</h3></a></div>'
        for n in range(40)
    )
    script = "<script>var settings = {" + ", ".join(f'"key{n}": {n}' for n in range(600)) + "};</script>"
    body = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report {number} | Hill Radio</title>'
        f'<link rel="canonical" href="https://hill-radio.example/{number}">{script}'
        f'<script type="application/ld+json">{json.dumps(node)}</script></head><body><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>Report {number}</h1>{body}</article></main><aside>{cards}</aside>"
        f"<footer>All rights reserved.</footer></body></html>"
    )


def record(html: str, number: int) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-16T10:00:00Z\r\nContent-Length: {len(content)}\r\n"
        f"WARC-Target-URI: https://hill-radio.example/{number}\r\n"
        "Content-Type: application/http; msgtype=response\r\n\r\n"
    )
    return gzip.compress(head.encode() + content + b"\r\n\r\n", 6)


def measured(name: str, source: Path, wanted: int) -> None:
    next(reports([source]), None)  # libraries are loaded, files are in memory
    began = time.perf_counter()
    found = list(reports([source]))
    seconds = time.perf_counter() - began
    words = sum(len(report.text.split()) for report in found)
    assert len(found) == wanted, f"{name}: {len(found)} reports of {wanted}"
    print(f"{name:8} {len(found) / seconds:10,.0f} reports/s {words / seconds:12,.0f} words/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    count, chance = parser.parse_args().pages, random.Random(7)
    texts = [paragraphs(chance) for _ in range(count)]
    pages = [page(text, number) for number, text in enumerate(texts)]
    print(
        f"{count} made-up pages of {sum(map(len, pages)) / count / 1000:,.0f} KB, {count} reports each way; one process"
    )
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("txt", "html"):
            place = Path(folder, kind)
            place.mkdir()
            for number in range(count):
                content = "\n\n".join(texts[number]) if kind == "txt" else pages[number]
                Path(place, f"{number:06}.{kind}").write_text(content, encoding="utf-8")
            measured(kind, place, count)
        lines = [json.dumps({"id": str(n), "text": "\n\n".join(text)}) for n, text in enumerate(texts)]
        Path(folder, "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        measured("jsonl", Path(folder, "a.jsonl"), count)
        Path(folder, "a.warc.gz").write_bytes(b"".join(record(html, number) for number, html in enumerate(pages)))
        measured("warc.gz", Path(folder, "a.warc.gz"), count)


if __name__ == "__main__":
    main()
