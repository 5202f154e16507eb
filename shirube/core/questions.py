"""What a rule asks of people: the questions whose answers no figure tells, and the words that answer them.

Finding out which of them stand in the way of one grade belongs to judging.py; keeping answers to the store.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from shirube.core.scale import NO, YES, Condition, Scale, Subject

# For an answer that none of a rule's words describes.
NEITHER = "いずれでもない"


class Question(Struct, frozen=True):
    """One question by the name under which its answer is kept, and the answers to choose from."""

    name: str
    answers: tuple[str, ...]


def list_questions(scale: Scale) -> tuple[Question, ...]:
    """The questions of a rule in the order in which its bands ask them; none for a rule of figures alone."""
    words: dict[str, list[str]] = {}
    for condition in _iterate_conditions(scale):
        if condition.subject is Subject.ON_SCHEDULE:
            words.setdefault(condition.subject.value, []).extend(condition.words)
        elif condition.subject is Subject.FACT:
            words.setdefault(condition.fact, []).extend(condition.words)
    return tuple(Question(name, _list_answers(found)) for name, found in words.items())


def _iterate_conditions(scale: Scale) -> Iterator[Condition]:
    for band in (*scale.bands, *scale.final_bands):
        for way in band.ways:
            yield from way


def _list_answers(words: list[str]) -> tuple[str, ...]:
    """The words of the rule and what is left: an answer must always be possible."""
    found = tuple(dict.fromkeys(words))
    return (YES, NO) if set(found) <= {YES, NO} else (*found, NEITHER)
