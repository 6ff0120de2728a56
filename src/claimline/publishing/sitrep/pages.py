"""What the PDF of a situation report is set in: fonts, styles, pages with their numbers, the outline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from claimline import __version__
from claimline.publishing.sitrep.english import plain

Style = Mapping[str, Any]
_FONTS = {"": "DejaVuSans.ttf", "-Bold": "DejaVuSans-Bold.ttf", "-Oblique": "DejaVuSans-Oblique.ttf"}
_FAMILY = "DejaVu"


@cache
def register_fonts() -> None:
    """DejaVu Sans, which matplotlib brings along: Latin, Greek, Cyrillic, Arabic and Hebrew letters."""
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for ending, name in _FONTS.items():
        pdfmetrics.registerFont(TTFont(f"{_FAMILY}{ending}", str(folder / name)))
    pdfmetrics.registerFontFamily(
        _FAMILY, normal=_FAMILY, bold=f"{_FAMILY}-Bold", italic=f"{_FAMILY}-Oblique", boldItalic=f"{_FAMILY}-Bold"
    )


def styles() -> Style:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    soft, bold = HexColor("#555555"), f"{_FAMILY}-Bold"
    body = ParagraphStyle("body", fontName=_FAMILY, fontSize=9.2, leading=13, spaceAfter=3)

    def like(name: str, **more: Any) -> Any:
        return ParagraphStyle(name, parent=body, **more)

    return {
        "title": like("title", fontName=bold, fontSize=19, leading=23, spaceAfter=8),
        "h2": like("h2", fontName=bold, fontSize=13, leading=17, spaceBefore=14, spaceAfter=4, keepWithNext=1),
        "h3": like("h3", fontName=bold, fontSize=9.8, leading=13, spaceBefore=7, spaceAfter=2, keepWithNext=1),
        "item": like("item", leftIndent=10, bulletIndent=0),
        "frame": like("frame", textColor=soft),
        "caption": like("caption", fontName=bold, spaceBefore=8),
        "small": like("small", fontSize=7.8, leading=10.5, textColor=soft, spaceAfter=6),
        "cell": like("cell", fontSize=8, leading=10.5, spaceAfter=0),
        "number": like("number", fontSize=8, leading=10.5, spaceAfter=0, alignment=2),
        "evidence": like("evidence", fontSize=8.2, leading=11, leftIndent=22, firstLineIndent=-22),
    }


def outlined(text: str, style: Any, name: str, level: int) -> Any:
    """A heading that stands in the outline of the document, at `level` from 0."""
    from reportlab.platypus import Paragraph

    heading = Paragraph(f'<a name="{name}"/>{text}', style)
    heading.outlined = (heading.getPlainText(), name, level)
    return heading


def document(out: BytesIO, title: str, subject: str) -> Any:
    """An A4 document with page numbers and metadata; no date is in it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    class Pages(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
        def afterFlowable(self, flowable: Any) -> None:  # the library's name
            if hasattr(flowable, "outlined"):
                words, name, level = flowable.outlined
                self.canv.bookmarkPage(f"outline-{name}")
                self.canv.addOutlineEntry(words, f"outline-{name}", level, closed=level > 0)

    def foot(canvas: Any, made: Any) -> None:
        canvas.saveState()
        canvas.setFont(_FAMILY, 7.5)
        canvas.setFillGray(0.35)
        canvas.drawString(16 * mm, 10 * mm, _short(title))
        canvas.drawRightString(194 * mm, 10 * mm, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()

    made = Pages(
        out,
        pagesize=A4,
        title=plain(title),
        subject=subject,
        author=f"Claimline {__version__}",
        creator=f"Claimline {__version__}",
        lang="en",
        invariant=1,
        displayDocTitle=1,
    )
    frame = Frame(16 * mm, 16 * mm, 178 * mm, 265 * mm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    made.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=foot)])
    return made


def _short(title: str) -> str:
    from claimline.publishing.sitrep.visual import visual

    return visual(title)[:90]
