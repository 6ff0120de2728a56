"""Who may look at a desk that others can reach: signing in, roles, shared links, and how often anybody may ask."""

from claimline.desk.access.gate import Gate, Visitor, visitor_of
from claimline.desk.access.limits import Limits

__all__ = ["Gate", "Limits", "Visitor", "visitor_of"]
