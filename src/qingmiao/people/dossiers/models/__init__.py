"""The dossier's tables: the person, the parts, the narrow facts, and the history of them all."""

from qingmiao.people.dossiers.models.facts import PersonFacts
from qingmiao.people.dossiers.models.history import historical
from qingmiao.people.dossiers.models.parts import (
    Appraisal,
    Award,
    Education,
    FamilyMember,
    FormSheet,
    LevelSpell,
    PersonPart,
    PersonTag,
    Photo,
    Spell,
)
from qingmiao.people.dossiers.models.person import Person

__all__ = [
    "Appraisal",
    "Award",
    "Education",
    "FamilyMember",
    "FormSheet",
    "LevelSpell",
    "Person",
    "PersonFacts",
    "PersonPart",
    "PersonTag",
    "Photo",
    "Spell",
    "historical",
]
