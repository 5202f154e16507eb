"""What a rule asks of people."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shirube.core.evaluation import evaluate_situation
from shirube.core.indicator import Direction
from shirube.core.questions import NEITHER, Question, list_questions
from shirube.core.scale import Band, Condition, Scale, Subject
from shirube.core.situation import Situation
from shirube.readers.scale_recipe import find_scale
from tests.builders import build_scale, reading, year


def test_a_rule_of_figures_asks_nothing() -> None:
    assert list_questions(build_scale()) == ()


def test_a_registered_rule_asks_whether_things_go_as_planned() -> None:
    assert list_questions(find_scale("maebashi_chukatsu")) == (
        Question("予定どおりの進捗", ("はい", "いいえ")),
    )


def test_each_question_of_ones_own_has_its_words_and_a_way_out() -> None:
    def band(mark: str, *words: str) -> Band:
        return Band(mark=mark, conditions=(Condition(Subject.FACT, words=words, fact="外部評価"),))

    scale = Scale(name="own", title="独自", bands=(band("A", "優"), band("B", "良", "優"), band("C", "可")))

    assert list_questions(scale) == (Question("外部評価", ("優", "良", "可", NEITHER)),)


@pytest.mark.parametrize("answer", ["はい", "いいえ"])
def test_every_answer_that_is_offered_leads_somewhere(answer: str) -> None:
    scale = find_scale("maebashi_chukatsu")
    (question,) = list_questions(scale)
    situation = Situation(
        year=year("R6"),
        direction=Direction.UP,
        baseline=Fraction(8),
        target=reading(10),
        actual=reading(12),
        facts=((question.name, answer),),
    )

    assert answer in question.answers
    assert evaluate_situation(situation, scale).mark
