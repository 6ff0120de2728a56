"""Coverage: reports an outlet a day, and the silences that an outlet's habits do not explain.

A silence is shown as a gap in what can be seen, never as calm: nothing that is counted from reports may fall where
reports stop without saying so.
"""

from claimline.picturing.coverage.outlets import coverage, coverage_gaps
from claimline.picturing.coverage.silence import CoverageConfig

__all__ = ["CoverageConfig", "coverage", "coverage_gaps"]
