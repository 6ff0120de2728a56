"""Newsletters: messages of e-mail (RFC 5322), of which the HTML part is read as a page and else the plain one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from claimline import vocab
from claimline.errors import InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.dates import declared_day
from claimline.intake.decoding import decode, decode_as
from claimline.intake.origin import Origin
from claimline.intake.pages import page_reports
from claimline.intake.pages.blocks import GAP
from claimline.intake.texts import clean, plain_report
from claimline.model import Report

MOST_PARTS = 200  # of one message; what comes after them is not looked at
MOST_BOUNDARIES, MOST_LINES = 30, 200_000  # the standard library compares each line with each boundary
_BOUNDARY = re.compile(rb"boundary[*\d]*\s*=", re.IGNORECASE)
_SHORT = 300  # characters of a line that may be the newsletter's and not the report's


def mail_reports(data: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    """The report of one message: its subject is the title, its sender the outlet, its date the day.

    Lines about the newsletter itself ("unsubscribe") are left out. Raises InputError for what is no message.
    """
    if data.count(b"\n") > MOST_LINES or len(_BOUNDARY.findall(data)) > MOST_BOUNDARIES:
        raise InputError("the message has more lines or parts than a letter", where=origin.where, then="Save its text.")
    try:
        message = message_from_bytes(data, policy=policy.default)
        subject, sender, day = (_header(message, name) for name in ("Subject", "From", "Date"))
        part = _body(message)
        payload = part.get_payload(decode=True) if part is not None else None
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise InputError(
            f"the message cannot be taken apart ({type(error).__name__})", where=origin.where, then="Save its text."
        ) from None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        config.note(f"{origin.where}: no text in this message, nothing to read")
        return
    charset = part.get_param("charset")
    inner = replace(origin, charset=charset if isinstance(charset, str) else None)
    found = _page(payload, inner, config) if part.get_content_type() == "text/html" else _text(payload, inner, config)
    name, address = parseaddr(sender or "")
    for report in found:
        yield replace(
            report,
            title=subject or report.title,
            outlet=origin.outlet or name or config.outlet or address.rpartition("@")[2] or None,
            published=declared_day(day or "", config.today) or report.published,
        )


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's words; None where there is none, or the standard library stumbles over it."""
    try:
        value = message.get(name)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None
    return " ".join(clean(str(value)).split())[:300] or None if value is not None else None


def _body(message: EmailMessage) -> EmailMessage | None:
    """The first HTML part with an inline text, else the first plain one."""
    plain = None
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop(0)
        if part.is_multipart():
            waiting[:0] = [p for p in part.iter_parts() if isinstance(p, EmailMessage)]
        elif part.get_content_disposition() != "attachment":
            if part.get_content_type() == "text/html":
                return part
            plain = plain or (part if part.get_content_type() == "text/plain" else None)
    return plain


def _page(payload: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    for report in page_reports(payload, origin, config):
        text = GAP.join(p for p in report.text.split(GAP) if not _is_about_itself(p))
        if text:
            yield replace(report, text=text)


def _text(payload: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    text = decode_as(payload, origin.charset) if origin.charset and not _is_utf8(payload) else None
    if text is None:
        text = decode(payload, where=origin.where, note=config.note)
    blocks = [b for b in re.split(r"\r?\n[ \t]*\r?\n", text) if b.strip() and not _is_about_itself(b)]
    report = plain_report(GAP.join(b.strip("\r\n") for b in blocks), where=origin.where, config=config)
    if report is not None:
        yield report


def _is_utf8(payload: bytes) -> bool:
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_about_itself(paragraph: str) -> bool:
    if len(paragraph) > _SHORT:
        return False
    return any(re.search(words, paragraph.lower()) for words in vocab.load("intake_pages")["newsletters"])
