"""Text in, original kept: files, folders, standard input and JSONL of reports."""

from claimline.intake.config import IntakeConfig
from claimline.intake.dates import parse_date
from claimline.intake.decoding import decode
from claimline.intake.language import detect_language
from claimline.intake.sources import read_bytes, reports
from claimline.intake.texts import title_of

__all__ = ["IntakeConfig", "decode", "detect_language", "parse_date", "read_bytes", "reports", "title_of"]
