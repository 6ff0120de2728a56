"""What may leave the house: the do-no-harm profile, and reports and claims reduced to what it allows.

Pure: nothing here opens a ledger. `claimline.pipeline.public` joins it with one.
"""

from claimline.publishing.public.choosing import REASONS, Source
from claimline.publishing.public.coarsening import Holder, Holding
from claimline.publishing.public.profile import Profile, default_profile, read_profile
from claimline.publishing.public.records import Published, Surroundings, publish

__all__ = [
    "REASONS",
    "Holder",
    "Holding",
    "Profile",
    "Published",
    "Source",
    "Surroundings",
    "default_profile",
    "publish",
    "read_profile",
]
