from __future__ import annotations

import re
from pathlib import Path

import pytest

from shirube.core.formulas import FORMULAS
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Subject, Tolerance
from shirube.readers.scale_recipe import (
    BAND_KEYS,
    CODE_KEYS,
    DIRECTIONS,
    ROUNDING_KEYS,
    TOP_KEYS,
    UNDEFINED_WORDS,
    RecipeError,
    ScaleRecipe,
    parse_scale_recipe,
    read_scale,
)
from shirube.readers.scale_spec_table import COLUMNS
from tests.builders import percent, year

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "scales.md").read_text(encoding="utf-8")

GOOD = """
name = "waga_shi"
title = "わが市の評価基準"
source = "わが市総合戦略 52ページ"
valid_from = "令和5年度"
valid_to = "令和8年度"
tolerance = "±10%"
legend_heading = ["評価", "内容"]

[formula]
up = "実績値÷目標値"
down = ["目標値÷実績値", "met"]

[rounding]
judge = "小数第1位を切捨て"
display = "小数第3位を四捨五入"

[[band]]
mark = "A"
name = "達成"
rate = "100%以上（未確認）"
when = ["予定どおりの進捗"]
or = [["目標値 0以上0以下", "目標達成"], "状態：完了"]
points = "2.5"
tone = 0
colour = "#1A5FB4"

[[band]]
mark = "B"
judged = true

[[code]]
mark = "－"
missing = ["未公表"]
undefined = ["目標値が0"]
"""


def complaints(text: str) -> list[str]:
    return [f"{item.place.cell} {item.message}" for item in parse_scale_recipe(text, file="x.toml").findings]


def change(old: str, new: str) -> ScaleRecipe:
    assert old in GOOD
    return parse_scale_recipe(GOOD.replace(old, new), file="x.toml")


def test_everything_a_recipe_says_arrives_in_the_rule() -> None:
    recipe = parse_scale_recipe(GOOD)

    scale = recipe.scale
    assert recipe.findings == ()
    assert scale is not None
    assert scale.formulas == (
        (Direction.UP, "ratio"),
        (Direction.DOWN, "inverse_ratio"),
        (Direction.DOWN, "met"),
    )
    assert (scale.valid_from, scale.valid_to) == (year("R5"), year("R8"))
    assert scale.tolerance == Tolerance(percent(10), is_relative=True)
    assert scale.rounding == Rounding(RoundingMode.TRUNCATE, 0)
    assert scale.display == Rounding(RoundingMode.HALF_UP, 2)
    assert scale.legend_heading == ("評価", "内容")
    band = scale.bands[0]
    assert [item.subject for item in band.conditions] == [Subject.RATE, Subject.ON_SCHEDULE]
    assert band.rate is not None
    assert band.rate.lower is not None
    assert not band.rate.lower.is_confirmed
    assert [[item.subject for item in way] for way in band.alternatives] == [
        [Subject.TARGET, Subject.MET],
        [Subject.STATE],
    ]
    assert (band.points, band.tone, band.colour) == (percent(250), 0, "#1A5FB4")
    assert scale.bands[1].is_judged
    assert scale.code_for(Missing.UNPUBLISHED) == scale.codes[0]
    assert scale.codes[0].undefined == (UNDEFINED_WORDS["目標値が0"],)


@pytest.mark.parametrize(
    ("old", "new", "named", "words"),
    [
        ('title = "わが市の評価基準"\n', "", "", "「title」がありません"),
        ('mark = "A"', 'mrk = "A"', 'mrk = "A"', "「mrk」という項目はありません。「mark」のことでしょうか"),
        (
            'up = "実績値÷目標値"',
            'up = "実績値÷気分"',
            'up = "実績値÷気分"',
            "計算式「実績値÷気分」はありません",
        ),
        ('"100%以上（未確認）"', '"100以上"', '"100以上"', "%を付けて"),
        ('["予定どおりの進捗"]', '["予定通り"]', '["予定通り"]', "条件「予定通り」の対象が分かりません"),
        ("judged = true", "judged = false", 'mark = "B"', "評価区分に条件がありません"),
        ('missing = ["未公表"]', 'missing = ["雨天"]', 'missing = ["雨天"]', "理由「雨天」はありません"),
        (
            'undefined = ["目標値が0"]',
            'undefined = ["ゼロ"]',
            'undefined = ["ゼロ"]',
            "理由「ゼロ」はありません",
        ),
        (
            'judge = "小数第1位を切捨て"',
            'judge = "適当"',
            'judge = "適当"',
            "端数処理「適当」が読み取れません",
        ),
        (
            'tolerance = "±10%"',
            'tolerance = "少し"',
            'tolerance = "少し"',
            "許容の幅「少し」が読み取れません",
        ),
        (
            'valid_from = "令和5年度"',
            'valid_from = "去年"',
            'valid_from = "去年"',
            "年度を一つに読み取れません",
        ),
        ("tone = 0", "tone = 7", "tone = 7", "tone「7」は使えません"),
        ('colour = "#1A5FB4"', 'colour = "青"', 'colour = "青"', "色「青」が読み取れません"),
        ('colour = "#1A5FB4"', 'colour = "#1A5FBZ"', 'colour = "#1A5FBZ"', "色「#1A5FBZ」が読み取れません"),
        ('points = "2.5"', 'points = "多め"', 'points = "多め"', "点数「多め」が読み取れません"),
        ('points = "2.5"', "points = true", "points = true", "点数は整数か"),
        ('name = "達成"', "name = 5", "name = 5", "「name」は文字で書いてください"),
        ('["評価", "内容"]', "[1]", "[1]", "文字の一覧で書いてください"),
        ('or = [["目標値 0以上0以下", "目標達成"], "状態：完了"]', "or = 5", "or = 5", "or は一覧で"),
        (
            'or = [["目標値 0以上0以下", "目標達成"], "状態：完了"]',
            "or = [5]",
            "or = [5]",
            "or の中は条件の文",
        ),
        ('mark = "B"', 'mark = "A"', "[[band]]", "同じ記号の評価区分が二つあります"),
        ("[formula]", "formula = 5\n[formulas]", "formula = 5", "「formula」は表にしてください"),
        ("[[code]]", "[code]", "[code]", "「code」の書き方が違います"),
    ],
)
def test_each_mistake_is_named_with_its_line_and_leaves_no_rule(
    old: str, new: str, named: str, words: str
) -> None:
    recipe = change(old, new)
    lines = GOOD.replace(old, new).splitlines()
    line = next((number for number, text in enumerate(lines, start=1) if named and named in text), None)

    assert recipe.scale is None
    found = [item for item in recipe.findings if words in item.message]
    assert found, [item.message for item in recipe.findings]
    assert found[0].place.cell == (f"{line}行目" if line else "")
    assert found[0].place.file == "x.toml"


def test_a_file_that_is_not_toml_is_refused_with_a_remedy() -> None:
    recipe = parse_scale_recipe('name = "わが市\n', file="x.toml")

    assert recipe.scale is None
    assert [item.code for item in recipe.findings] == ["recipe-toml"]
    assert "引用符" in recipe.findings[0].remedy


def test_a_second_quotation_of_no_rounding_means_the_exact_value() -> None:
    recipe = change('judge = "小数第1位を切捨て"', 'judge = "なし"')

    assert recipe.scale is not None
    assert recipe.scale.rounding is None


def test_a_gap_between_bands_is_odd_but_the_rule_can_be_used(tmp_path: Path) -> None:
    text = GOOD.partition("[[band]]")[0] + '[[band]]\nmark = "A"\nrate = "80%以上"\n'
    path = tmp_path / "gap.toml"
    path.write_text(text, encoding="utf-8")

    assert [item.code for item in parse_scale_recipe(text).findings] == ["scale-gap"]
    assert read_scale(path).name == "waga_shi"


def test_a_file_is_read_with_or_without_the_mark_that_windows_puts_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(GOOD, encoding="utf-8-sig")

    assert read_scale(path).title == "わが市の評価基準"


def test_a_file_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(GOOD.replace("tone = 0", "tone = 9").replace("未公表", "雨天"), encoding="utf-8")

    with pytest.raises(RecipeError) as caught:
        read_scale(path)

    assert len(caught.value.findings) == 2
    assert "bad.toml / 25行目：tone「9」は使えません。" in str(caught.value)
    assert "理由「雨天」はありません。" in str(caught.value)


def test_an_example_that_cannot_be_read_is_named_with_its_line() -> None:
    table = '\n[spec]\ntable = """\n実績値 | 目標値 | 年度\n1 | 2 | R6 | 3\n1 | 2 | 去年\n"""\n'

    found = complaints(GOOD + table)

    assert found[0].startswith("39行目 例の列の数（4）が、見出しの数（3）と違います")
    assert found[1].startswith("40行目 年度を一つに読み取れません")


def test_the_example_of_the_documentation_is_a_rule_without_a_fault() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", DOCUMENTATION, flags=re.DOTALL)

    recipe = parse_scale_recipe(example)

    assert recipe.findings == ()
    assert recipe.scale is not None
    assert len(recipe.spec) == 5


def test_the_documentation_names_every_key_formula_subject_and_reason() -> None:
    keys = (*TOP_KEYS, *BAND_KEYS, *CODE_KEYS, *ROUNDING_KEYS, *DIRECTIONS)
    for key in keys:
        assert re.search(rf"`\[*{key}\]*`", DOCUMENTATION), key
    words = [item.words.replace("|", "\\|") for item in FORMULAS.values()]
    words += [item.value for item in Subject] + [item.value for item in Missing]
    for word in (*words, *UNDEFINED_WORDS, *COLUMNS):
        assert word in DOCUMENTATION, word
