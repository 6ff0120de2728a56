"""One claim for each proposition and speaker, every value with the characters that it came from."""

from claimline.claiming.claims import claims_of

__all__ = ["claims_of"]
