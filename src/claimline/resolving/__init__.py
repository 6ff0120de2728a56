"""From names to things: which place, which day, who. May always answer "unknown"."""

from claimline.resolving.resolver import Resolver

__all__ = ["Resolver"]
