"""A reader that asks a language model, and believes of its answer only the words that stand in the text."""

from claimline.reading.llm.reader import LlmReader

__all__ = ["LlmReader"]
