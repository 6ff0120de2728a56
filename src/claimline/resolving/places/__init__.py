"""Places: a gazetteer in one SQLite file, a lookup ladder, and a choice among namesakes that explains itself."""

from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.resolver import PlaceResolver

__all__ = ["Gazetteer", "PlaceResolver"]
