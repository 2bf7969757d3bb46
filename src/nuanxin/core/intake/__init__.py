"""Intake of the person's own words: suggests needs, services and scene, and shows why.

Public: `load` a phrase list once, `suggest` for each utterance. See docs/subsystems/intake.md.
"""

from nuanxin.core.intake.loading import load
from nuanxin.core.intake.phrases import Phrases
from nuanxin.core.intake.sheets import UnreadablePhrases
from nuanxin.core.intake.suggesting import Span, Struck, Suggestion, Suggestions, suggest

__all__ = [
    "Phrases",
    "Span",
    "Struck",
    "Suggestion",
    "Suggestions",
    "UnreadablePhrases",
    "load",
    "suggest",
]
