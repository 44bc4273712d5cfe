"""What a regulation plugin imports: the facts, the answers, the law decorator and the hook marker."""

from gehoor.regulation.answer import Answer
from gehoor.regulation.answers import (
    Access,
    Assignment,
    AssignmentObjection,
    Deadline,
    Definition,
    Duty,
    Effect,
    Escalation,
    Extension,
    Ground,
    Hearing,
    IntakeRequirement,
    Letter,
    Norm,
    NormList,
    Office,
    Outcome,
    OwnCopy,
    Part,
    ReportSection,
    Retention,
    Sight,
    Verdict,
    Waiver,
)
from gehoor.regulation.delivery import Delivery
from gehoor.regulation.hookspecs import hookimpl
from gehoor.regulation.law import Law, LawMistake
from gehoor.regulation.library import Layer, Regulation, RegulationLibrary
from gehoor.regulation.options import BY_THE_BOARD, about
from gehoor.regulation.replay import replay
from gehoor.regulation.rulebook import RegulationFailed, Rulebook

__all__ = [
    "BY_THE_BOARD",
    "Access",
    "Answer",
    "Assignment",
    "AssignmentObjection",
    "Deadline",
    "Definition",
    "Delivery",
    "Duty",
    "Effect",
    "Escalation",
    "Extension",
    "Ground",
    "Hearing",
    "IntakeRequirement",
    "Law",
    "LawMistake",
    "Layer",
    "Letter",
    "Norm",
    "NormList",
    "Office",
    "Outcome",
    "OwnCopy",
    "Part",
    "Regulation",
    "RegulationFailed",
    "RegulationLibrary",
    "ReportSection",
    "Retention",
    "Rulebook",
    "Sight",
    "Verdict",
    "Waiver",
    "about",
    "hookimpl",
    "replay",
]
