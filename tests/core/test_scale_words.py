from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import (
    NO,
    PERCENT_SUBJECTS,
    YES,
    Band,
    Code,
    Condition,
    Edge,
    Evidence,
    Scale,
    Subject,
    Tolerance,
)
from shirube.core.scale_words import (
    parse_condition,
    parse_rounding,
    parse_tolerance,
    render_condition,
    render_edges,
    render_scale,
)
from shirube.core.undefined import Undefined
from tests.builders import build_scale, percent

OPEN = Evidence.OPEN
NUMBERS = (Subject.TARGET_GAP, Subject.BASELINE_GAP, Subject.PREVIOUS_GAP, Subject.TARGET)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("達成率 50%超90%未満", Condition(Subject.RATE, Edge(percent(50), False), Edge(percent(90), False))),
        ("達成率 90％以上（未確認）", Condition(Subject.RATE, Edge(percent(90), True, OPEN))),
        ("達成率 50%以下", Condition(Subject.RATE, None, Edge(percent(50), True))),
        (
            "達成率 80%以上、100%未満",
            Condition(Subject.RATE, Edge(percent(80), True), Edge(percent(100), False)),
        ),
        ("基準値からの変化率 -10%以上", Condition(Subject.BASELINE_CHANGE, Edge(percent(-10), True))),
        ("目標値との差 0超", Condition(Subject.TARGET_GAP, Edge(Fraction(0), False))),
        ("目標値 1,000以上", Condition(Subject.TARGET, Edge(Fraction(1000), True))),
        ("最終目標に対する達成率 92.5%以上", Condition(Subject.FINAL_RATE, Edge(percent("92.5"), True))),
        ("目標達成", Condition(Subject.MET, words=(YES,))),
        ("目標達成ではない", Condition(Subject.MET, words=(NO,))),
        ("最終目標達成である", Condition(Subject.FINAL_MET, words=(YES,))),
        ("それ以外", Condition(Subject.OTHERWISE, words=(YES,))),
        ("状態：完了、実施", Condition(Subject.STATE, words=("完了", "実施"))),
        ("状態", Condition(Subject.STATE)),
        ("単位：%", Condition(Subject.UNIT, words=("%",))),
        ("手入力『所管課の判断』：順調", Condition(Subject.FACT, fact="所管課の判断", words=("順調",))),
        ("手入力『問い』：甲』：乙", Condition(Subject.FACT, fact="問い", words=("甲』:乙",))),
    ],
)
def test_conditions_are_read_as_offices_write_them(text: str, condition: Condition) -> None:
    assert parse_condition(text) == condition


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("雰囲気 80%以上", "対象が分かりません"),
        ("達成率 80以上", "%を付けて"),
        ("目標値との差 3%以上", "%を付けずに"),
        ("達成率 だいたい80%以上", "読み取れません"),
        ("達成率 80%以上くらい", "読み取れません"),
        ("達成率 80%以上くらい90%未満", "読み取れません"),
        ("達成率", "読み取れません"),
        ("達成率 80%以上90%超", "同じ側の境目が二つ"),
        ("達成率 80%以下90%未満", "同じ側の境目が二つ"),
        ("達成率 90%以上80%未満", "下の境目が上の境目より大きく"),
        ("目標達成かも", "「目標達成」又は「目標達成ではない」"),
        ("単位", "「単位：%」"),
        ("手入力『問い』", "「手入力『質問』：答え」"),
        ("手入力『』：答え", "「手入力『質問』：答え」"),
        ("手入力『問い』：", "「手入力『質問』：答え」"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_that_quotes_it(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        parse_condition(text)

    assert f"「{text}」" in str(caught.value)


def test_unknown_subjects_are_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="雰囲気") as caught:
        parse_condition("雰囲気 80%以上")

    assert str(caught.value) == (
        "条件「雰囲気 80%以上」の対象が分かりません。使える対象は、達成率、最終目標に対する達成率、"
        "目標値との差、基準値からの変化率、基準値との差、前年度からの変化率、前年度との差、目標値、単位、目標達成、最終目標達成、"
        "最終年度、予定どおりの進捗、状態、手入力、それ以外です。"
    )


@pytest.mark.parametrize(
    ("text", "need"), [("達成率 80以上", "%を付けて"), ("目標値との差 3%以上", "%を付けずに")]
)
def test_a_percent_sign_too_many_or_too_few_is_told(text: str, need: str) -> None:
    with pytest.raises(ValueError, match="境目") as caught:
        parse_condition(text)

    assert str(caught.value) == f"条件「{text}」の境目は、{need}書いてください。"


def test_edges_alone_are_quoted_when_they_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="条件「だいたい」が読み取れません"):
        parse_condition("だいたい", Subject.RATE)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    subject = draw(st.sampled_from((*PERCENT_SUBJECTS, *NUMBERS)))
    values = sorted(draw(st.lists(st.decimals(-500, 500, places=2), min_size=2, max_size=2)))
    scale = 100 if subject in PERCENT_SUBJECTS else 1
    edges = [
        Edge(Fraction(value) / scale, draw(st.booleans()), draw(st.sampled_from((OPEN, Evidence.STATED))))
        for value in values
    ]
    kept = draw(st.sampled_from([(0, 1), (0, None), (None, 1)]))
    lower, upper = (edges[place] if place is not None else None for place in kept)
    return Condition(subject, lower, upper)


@given(conditions())
def test_a_printed_condition_reads_back_as_the_same_condition(condition: Condition) -> None:
    assert parse_condition(render_condition(condition)) == condition


@pytest.mark.parametrize(
    "words",
    [
        "手入力『所管課の判断』：順調、良好",
        "状態：完了、実施",
        "状態",
        "単位：%",
        "目標達成",
        "最終年度ではない",
        "それ以外",
        "基準値との差 -3超",
    ],
)
def test_conditions_print_as_they_are_written(words: str) -> None:
    assert render_condition(parse_condition(words)) == words


def test_an_answer_may_itself_be_yes() -> None:
    asked = Condition(Subject.FACT, fact="問い", words=(YES,))

    assert render_condition(asked) == "手入力『問い』：はい"
    assert render_condition(Condition(Subject.STATE, words=(YES,))) == "状態：はい"


def test_open_edges_are_printed_with_a_note() -> None:
    condition = Condition(Subject.RATE, Edge(percent(90), True, OPEN), Edge(percent(120), False))

    assert render_edges(condition) == "90%以上（未確認）120%未満"
    assert render_edges(Condition()) == "すべて"


@pytest.mark.parametrize(
    ("text", "rounding"),
    [
        ("小数第2位を四捨五入", Rounding(RoundingMode.HALF_UP, 1)),
        ("小数第１位を切り捨て", Rounding(RoundingMode.TRUNCATE, 0)),
        ("小数第3位切上げ", Rounding(RoundingMode.ROUND_UP, 2)),
        ("小数第11位を五捨六入", Rounding(RoundingMode.FIVE_DOWN, 10)),
        ("なし", None),
    ],
)
def test_roundings_are_read_as_offices_write_them(text: str, rounding: Rounding | None) -> None:
    assert parse_rounding(text) == rounding
    if rounding and text.startswith("小数第2位"):
        assert parse_rounding(rounding.render()) == rounding


@pytest.mark.parametrize("text", ["適当", "小数第0位を四捨五入", "小数第12位を四捨五入", ""])
def test_a_rounding_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="端数処理"):
        parse_rounding(text)


def test_tolerances_are_shares_or_numbers() -> None:
    assert parse_tolerance("±10％") == Tolerance(percent(10), is_relative=True)
    assert parse_tolerance("±1,000") == Tolerance(Fraction(1000))
    assert parse_tolerance("±2.5") == Tolerance(Fraction("2.5"))
    with pytest.raises(ValueError, match="許容の幅「10」"):
        parse_tolerance("10")


def test_a_whole_rule_is_printed_so_that_an_officer_can_check_it() -> None:
    scale = Scale(
        name="x",
        title="試験の基準",
        source="資料1",
        formulas=((Direction.UP, "ratio"), (Direction.DOWN, "inverse_ratio"), (Direction.DOWN, "met")),
        bands=(
            Band(
                mark="A",
                name="良い",
                conditions=(
                    Condition(Subject.RATE, Edge(percent(90), True, OPEN)),
                    parse_condition("目標達成"),
                ),
                alternatives=((parse_condition("状態：完了"),),),
            ),
            Band(mark="B"),
        ),
        final_bands=(Band(mark="A", conditions=(parse_condition("それ以外"),)),),
        codes=(
            Code(mark="X", missing=(Missing.STOPPED,), undefined=(Undefined.ZERO_TARGET,)),
            Code(mark="Y", name="その他"),
        ),
        tolerance=Tolerance(percent(10), is_relative=True),
        rounding=Rounding(RoundingMode.TRUNCATE, 0),
        valid_from=FiscalYear(2023),
        notes=("注意書き",),
    )

    assert render_scale(scale).splitlines() == [
        "試験の基準",
        "出典：資料1",
        "適用する年度：令和5年度～",
        "計算式（増加）：実績値÷目標値",
        "計算式（減少）：目標値÷実績値、計算できないときは 目標達成なら100%、未達成なら0%",
        "判定前の端数処理：小数第1位を切捨て",
        "表示の端数処理：小数第2位を四捨五入",
        "維持の許容の幅：目標値±10%",
        "評価区分（上から順に当てはめ、最初に当てはまったものとします）",
        "  A（良い）：達成率 90%以上（未確認）、かつ 目標達成、又は 状態：完了",
        "  B：人の判断による",
        "最終年度の評価区分（上から順に当てはめ、最初に当てはまったものとします）",
        "  A：それ以外",
        "評価しない場合の記号",
        "  X：中止、目標値が0のため、達成率を計算できません",
        "  Y（その他）：人が入力したとき",
        "「（未確認）」の境目は、その値がどちらの区分に入るかを示す記載や実例がありません。",
        "注：注意書き",
    ]


def test_a_rule_that_has_ended_is_printed_with_its_last_year() -> None:
    ended = Scale(name="x", valid_to=FiscalYear(2025))

    assert "適用する年度：～令和7年度" in render_scale(ended).splitlines()


def test_a_rule_without_odd_cases_is_printed_without_them() -> None:
    words = render_scale(build_scale())

    assert words.startswith(
        "試験の評価基準\n計算式（増加）：実績値÷目標値\n判定前の端数処理：なし（正確な値で判定）"
    )
    for absent in ("出典", "適用する年度", "許容の幅", "最終年度", "記号", "未確認", "注："):
        assert absent not in words
