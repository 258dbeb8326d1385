"""Identity numbers that pass every check of GB 11643 and belong to nobody."""

from datetime import date

from qingmiao.demo.rules.draw import Draw

INVENTED_AREAS = ("990101", "990102", "990106", "990121", "990203")
"""No province has the code 99."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_digit(first_17: str) -> str:
    return CHECKS[sum(int(d) * w for d, w in zip(first_17, WEIGHTS, strict=True)) % 11]


def id_number(draw: Draw, *, birth: date, is_male: bool, taken: set[str]) -> str:
    """A number nobody else in the district has; its last but one digit is odd for men."""
    while True:
        serial = draw.randrange(0, 500) * 2 + is_male
        first = f"{draw.choice(INVENTED_AREAS)}{birth:%Y%m%d}{serial:03d}"
        if first not in taken:
            taken.add(first)
            return first + check_digit(first)
