"""Numbers of things: counts, ranges, money, distances, areas, and what the words near them say.

`find_quantities(text, times)` gives every quantity of a text in order, `displacement_term` tells a total of displaced
people from a movement, `displacement_figures` reads displacement figures in the terms of the IDMC.
"""

from claimline.reading.quantities.find import find_quantities
from claimline.reading.quantities.terms import DisplacementFigure, displacement_figures, displacement_term

__all__ = ["DisplacementFigure", "displacement_figures", "displacement_term", "find_quantities"]
