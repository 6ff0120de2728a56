"""Claimline: reports of war in, checkable claims out."""

__version__ = "0.1.0"
