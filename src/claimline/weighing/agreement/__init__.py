"""Agreement and contradiction: slot by slot, who says the same, who says otherwise, who denies and who is silent."""

from __future__ import annotations

from claimline.weighing.agreement.weigh import weigh

__all__ = ["weigh"]
