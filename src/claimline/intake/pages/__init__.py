"""Web pages to reports: what is told, by whom and when, without what stands around it."""

from claimline.intake.pages.page import page_reports

__all__ = ["page_reports"]
