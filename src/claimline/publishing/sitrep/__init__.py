"""Situation reports: written from pictures (`write`), and printed as HTML, Markdown, PDF or data."""

from claimline.publishing.sitrep.charts import Drawing, svg_file
from claimline.publishing.sitrep.html import html
from claimline.publishing.sitrep.markdown import markdown
from claimline.publishing.sitrep.outlines import outlines
from claimline.publishing.sitrep.pdf import pdf
from claimline.publishing.sitrep.record import sitrep_record
from claimline.publishing.sitrep.wording import write

__all__ = ["Drawing", "html", "markdown", "outlines", "pdf", "sitrep_record", "svg_file", "write"]
