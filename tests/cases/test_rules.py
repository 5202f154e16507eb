"""Sixteen published tables held against the rule of their body: figures, rates and marks as published."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from shirube.core.agreement import is_same_mark
from shirube.core.causes import find_rate_causes
from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.fiscal_year import parse_fiscal_year
from shirube.core.indicator import Accumulation, Actual, Direction, Indicator, Published, Target
from shirube.core.notation import parse_reading
from shirube.core.published_rates import matches_rate, parse_rate
from shirube.core.reading import Missing, Reading
from shirube.core.situation import Situation, number_of
from shirube.core.undefined import Undefined
from shirube.readers.scale_recipe import find_scale
from shirube.readers.scale_spec_table import DEFAULT_YEAR

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Expected:
    """The rule of a case, and how many rates and marks it reproduces; the rest by the reason given."""

    rule: str
    rates: int
    marks: int
    others: dict[str, int]


CASES = {
    "arao_gyokaku3": Expected("arao_gyokaku", 0, 7, {"判断": 2}),
    "bizen_chiikijutaku": Expected("bizen_jutaku", 3, 2, {}),
    "hyogo_pref_shika": Expected("hyogo_shika", 6, 0, {}),
    "ibaraki_pref_sogosenryaku": Expected("ibaraki_sogosenryaku", 3, 0, {}),
    "kagawa_pref_library_2023_2024": Expected("kagawa_toshokan", 0, 12, {}),
    "kurihara_shuchukaikaku2_h22": Expected("kurihara_shuchukaikaku", 13, 0, {}),
    "maebashi_chukatsu_r3": Expected("maebashi_chukatsu", 0, 4, {}),
    "nagasaki_kihonsesaku": Expected("nagasaki_kihonsesaku", 41, 0, {"記載なし": 5}),
    "national_danjo5_range": Expected("danjo_hani", 0, 2, {}),
    "nisshin_shokuiku1": Expected("nisshin_shokuiku", 0, 16, {}),
    "osakicho_sogosenryaku": Expected("osaki_sogosenryaku", 10, 0, {}),
    "sado_manifest": Expected("sado_manifest", 39, 0, {"判断": 13, "複数の値": 2, "率のみ一致": 7}),
    "shimane_pref_jimujigyo": Expected("shimane_jimujigyo", 13, 0, {"矛盾": 1}),
    "tochigi_pref_kankyo": Expected("tochigi_kankyo_h18", 0, 4, {"対象外": 8}),
    "tsu_cci_hattatsu_h27": Expected("tsu_cci_hattatsu", 12, 8, {"判断": 1}),
    "uda_sogosenryaku": Expected("uda_sogosenryaku", 10, 10, {}),
}


def read_rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_cell(text: str) -> Reading | None:
    return parse_reading(text) if text else None


def build(row: dict[str, str]) -> Situation:
    numbers = {key: number_of(read_cell(row[key])) for key in ("基準値", "前年度実績値", "最終目標値")}
    question = "予定どおりの進捗"
    return Situation(
        year=DEFAULT_YEAR,
        direction=Direction(row["方向"]),
        accumulation=Accumulation(row["種別"]),
        target=read_cell(row["目標値"]),
        actual=read_cell(row["実績値"]),
        baseline=numbers["基準値"],
        previous=numbers["前年度実績値"],
        final_target=numbers["最終目標値"],
        facts=((question, row[question]),) if row[question] else (),
    )


def grade(name: str, row: dict[str, str]) -> Evaluation:
    return evaluate_situation(build(row), find_scale(CASES[name].rule))


def agrees(row: dict[str, str], evaluation: Evaluation) -> bool:
    rate, mark = row["公表達成率"], row["公表評価"]
    if rate and not matches_rate(evaluation, rate):
        return False
    # A mark merged over several rows is printed beside the first of them only.
    return not mark or is_same_mark(evaluation.mark, mark)


@pytest.mark.parametrize("name", CASES)
def test_every_rate_and_mark_that_the_published_rule_can_give_is_given(name: str) -> None:
    rows = [row for row in read_rows(name) if row["結果"] == "一致"]

    wrong = [(row["指標"], row["年度"]) for row in rows if not agrees(row, grade(name, row))]

    assert wrong == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_reproduced_is_counted_and_what_is_not_has_its_reason(name: str) -> None:
    rows, expected = read_rows(name), CASES[name]
    agreeing = [row for row in rows if row["結果"] == "一致"]

    others = Counter(row["結果"] for row in rows) - Counter(一致=len(agreeing))

    assert dict(others) == expected.others
    assert all(row["理由"] for row in rows if row["結果"] != "一致")
    assert sum(bool(row["公表評価"]) for row in agreeing) == expected.marks
    assert sum(bool(row["公表達成率"]) for row in agreeing) == expected.rates


def test_a_mark_or_rate_that_the_rule_does_not_give_would_be_noticed() -> None:
    row = dict(read_rows("uda_sogosenryaku")[0])

    assert agrees(row, grade("uda_sogosenryaku", row))
    assert not agrees(row | {"公表評価": "B"}, grade("uda_sogosenryaku", row))
    assert not agrees(row | {"公表達成率": "66.5%"}, grade("uda_sogosenryaku", row))


def find_rows(result: str) -> list[tuple[str, dict[str, str]]]:
    return [(name, row) for name in CASES for row in read_rows(name) if row["結果"] == result]


def test_the_known_contradiction_is_named_with_its_cause() -> None:
    [(name, row)] = find_rows("矛盾")
    published = Published(DEFAULT_YEAR, rate=row["公表達成率"])
    indicator = Indicator(
        key="1",
        targets=(Target(DEFAULT_YEAR, parse_reading(row["目標値"])),),
        actuals=(Actual(DEFAULT_YEAR, parse_reading(row["実績値"])),),
    )

    found = find_rate_causes(indicator, published, find_scale(CASES[name].rule))

    assert not agrees(row, grade(name, row))
    assert found[0].cause.value == row["理由"] == "切上げ"


def test_what_people_judged_is_left_to_people() -> None:
    for name, row in find_rows("判断"):
        evaluation = grade(name, row)
        assert evaluation.band is None, row["指標"]
        assert evaluation.undefined in (Undefined.JUDGED, Undefined.STATE_DIFFERS) or evaluation.missing is (
            Missing.NO_TARGET
        )


def test_a_rate_may_be_computed_although_its_mark_is_a_judgement() -> None:
    for name, row in find_rows("率のみ一致"):
        evaluation = grade(name, row)
        assert matches_rate(evaluation, row["公表達成率"]), row["指標"]
        assert evaluation.band is None


def test_two_numbers_in_one_cell_are_never_taken_for_one() -> None:
    for name, row in find_rows("複数の値"):
        evaluation = grade(name, row)
        assert evaluation.rate is None, row["指標"]
        assert evaluation.missing is Missing.SEVERAL or parse_rate(row["公表達成率"]) is not None


def test_an_edition_with_another_rule_is_not_judged_by_this_one() -> None:
    for name, row in find_rows("対象外"):
        assert grade(name, row).mark == "", row["指標"]


@pytest.mark.parametrize(
    ("name", "label", "year", "explanation"),
    [
        ("nagasaki_kihonsesaku", "不登校児童の発生率(小学校)", "H23", "2 － 0.33 ÷ 0.31 = 93.5%"),
        ("uda_sogosenryaku", "人口移動(社会減)", "H27", "最終目標150 ÷ 実績385 = 39.0%（60%未満）→ D"),
        (
            "kagawa_pref_library_2023_2024",
            "蔵書数",
            "2023年度",
            "112万9868冊 ÷ 113万冊 = 99.99%（80%以上100%未満）→ B",
        ),
        (
            "maebashi_chukatsu_r3",
            "主要路線価格",
            "R3",
            "84,800円 ÷ 93,000円 = 91.2%（基準値との差は-1,800円で0未満）→ C",
        ),
        (
            "nisshin_shokuiku1",
            "日進産に限定した米の学校給食導入回数",
            "平成24年",
            "実績年156回、目標12回/年（目標達成）→ A",
        ),
    ],
)
def test_the_odd_cells_explain_themselves(name: str, label: str, year: str, explanation: str) -> None:
    [row] = [row for row in read_rows(name) if (row["指標"], row["年度"]) == (label, year)]

    assert grade(name, row).explanation == explanation


def test_years_are_written_as_published() -> None:
    assert parse_fiscal_year(read_rows("hyogo_pref_shika")[0]["年度"]).start == 2012
