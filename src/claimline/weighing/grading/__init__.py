"""How far something said can be trusted, and why: who depends on whom, whose interest it serves, and the grade."""

from claimline.weighing.grading.camps import Standing, standing
from claimline.weighing.grading.grade import Counts, grade, line_facts, of_telling
from claimline.weighing.grading.interest import interest
from claimline.weighing.grading.lines import lines
from claimline.weighing.grading.stands import stand
from claimline.weighing.grading.voices import (
    UNKNOWN_OUTLET,
    side_of_voice,
    speaker_name,
    voice_keys,
    voice_name,
    voice_of,
)

__all__ = [
    "UNKNOWN_OUTLET",
    "Counts",
    "Standing",
    "grade",
    "interest",
    "line_facts",
    "lines",
    "of_telling",
    "side_of_voice",
    "speaker_name",
    "stand",
    "standing",
    "voice_keys",
    "voice_name",
    "voice_of",
]
