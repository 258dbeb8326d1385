"""Every figure of the speech, declared once: what it is called, what it counts, what it leaves open."""

from typing import Final

from qingmiao.insight.figures.contracts import Definition
from qingmiao.insight.figures.rules.catalogue import records, structures

DEFINITIONS: Final = {
    definition.code: definition
    for definition in sorted(
        (*structures.DEFINITIONS, *records.DEFINITIONS), key=lambda definition: definition.code
    )
}
FIGURES: Final[tuple[Definition, ...]] = tuple(
    definition for definition in DEFINITIONS.values() if not definition.is_auxiliary
)
"""F01 to F33, as the speech goes. What begins with P only serves the checker."""
