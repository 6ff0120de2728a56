"""Same event: claims of many reports grouped into events, each join with its reasons."""

from claimline.weighing.events.blocks import blocks
from claimline.weighing.events.comparing import compare
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.edges import edges
from claimline.weighing.events.grouping import components, group

__all__ = ["EventConfig", "blocks", "compare", "components", "edges", "group"]
