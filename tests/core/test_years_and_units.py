"""Years and units in every notation, with what is read from each, as tables to be read from above."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import (
    FiscalYear,
    YearStyle,
    find_fiscal_years,
    fold_width,
    parse_fiscal_period,
    parse_fiscal_year,
)
from shirube.core.notation_quantity import parse_quantity
from shirube.core.unit import canonical_unit, compute_printed_step, parse_unit, scale_written

# The western year in which it begins, the first letter of its style (K, L, W), and its place in the text.
YEARS = """
R7 → 2025L[0:2]
令7 → 2025K[0:2]
令和7年度 → 2025K[0:5]
㋿7 → 2025K[0:3]
H31 → 2019L[0:3]
平成31年度 → 2019K[0:6]
令和元年度 → 2019K[0:5]
R元 → 2019L[0:2]
2025年度 → 2025W[0:6]
2025 → 2025W[0:4]
FY2024 → 2024W[0:6]
2024FY → 2024W[0:6]
S63 → 1988L[0:3]
昭和63年 → 1988K[0:5]
明治45年 → 1912K[0:5]
T15 → 1926L[0:3]
大正元年 → 1912K[0:4]
H33(R3) → 2021L[0:3] 2021L[4:6]
R5～R8 → 2023L[0:2] 2026L[3:5]
R5~8 → 2023L[0:2] 2026L[3:4]
平成16~18年度 → 2004K[0:4] 2006K[5:9]
平成16・17年度 → 2004K[0:4] 2005K[5:9]
H27~28累計 → 2015L[0:3] 2016L[4:6]
R5、6年度 → 2023L[0:2] 2024L[3:6]
H28.3 → 2015L[0:5]
H28.4 → 2016L[0:5]
R7.3.31 → 2024L[0:7]
R7.4.1 → 2025L[0:6]
2025.3.31 → 2024W[0:9]
2025-04-01 → 2025W[0:10]
2025/1/15 → 2024W[0:9]
令和7年3月31日 → 2024K[0:9]
令和7年3月 → 2024K[0:6]
平成30年12月現在 → 2018K[0:8]
R7年間 → 2025L[0:2]
令和7年度末 → 2025K[0:5]
28,025年度 → -
A2025年 → -
2025人 → -
12025年 → -
R7とH30 → 2025L[0:2] 2018L[3:6]
R 7 → 2025L[0:3]
令 7 → -
H100 → -
2000.5% → -
1899年 → -
2201年 → -
R8以降 → 2026L[0:2]
S64/H1 → 1989L[0:3] 1989L[4:6]
R5・6・7年度 → 2023L[0:2]
H1から3年 → 1989L[0:2] 1991L[4:6]
R5~6人 → 2023L[0:2]
H元.4 → 1989L[0:4]
R7.13 → 2025L[0:2]
R7.3.5人 → 2024L[0:6]
R7.3 → 2024L[0:4]
2025年4月 → 2025W[0:7]
2025(R7)年度 → 2025W[0:4] 2025L[5:7]
FY 2024 → 2024W[0:7]
R7.10.1現在 → 2025L[0:7]
昭和50~元年 → 1975K[0:4]
H27,28年度 → -
"""


def tell(text: str, context: FiscalYear | None = None) -> str:
    found = (
        f"{one.year.start}{one.style.name[0]}[{one.start}:{one.end}]"
        for one in find_fiscal_years(text, context)
    )
    return " ".join(found) or "-"


@pytest.mark.parametrize("line", YEARS.strip().splitlines())
def test_every_year_of_a_text_is_found_at_its_place(line: str) -> None:
    text, _, told = line.partition(" → ")

    assert tell(text) == told


# Beside the year 2016, and without knowing any year.
BARE = """
27年度 → 2015K[0:4] → -
元年度 → 2019K[0:3] → -
3年間 → - → -
5年で → - → -
2年目 → - → -
30年度とR5 → 2018K[0:4] 2023L[5:7] → 2023L[5:7]
R5、30年度末 → 2023L[0:2] 2048L[3:7] → 2023L[0:2] 2048L[3:7]
3年後 → - → -
7年度計画 → 2025K[0:3] → -
～8年度 → - → -
0年度 → - → -
27年 → 2015K[0:3] → -
15年 10人 → 2003K[0:3] → -
27年度から29年度 → 2015K[0:4] 2017K[6:10] → -
"""


@pytest.mark.parametrize("line", BARE.strip().splitlines())
def test_a_year_without_its_era_is_the_one_nearest_to_the_table(line: str) -> None:
    text, beside, alone = line.split(" → ")

    assert tell(text, FiscalYear(2016)) == beside
    assert tell(text) == alone


@pytest.mark.parametrize(
    ("text", "near", "start"),
    [("27", 2016, 2015), ("１", 2020, 2019), ("64", 1990, 1989), ("7", 2026, 2025)],
)
def test_a_bare_number_is_a_year_where_the_table_says_which_age(text: str, near: int, start: int) -> None:
    assert parse_fiscal_year(text, FiscalYear(near)) == FiscalYear(start)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "なし"),
        ("0", "なし"),
        ("100", "なし"),
        ("元", "なし"),
        ("R7とR5", "令和5年度、令和7年度"),
        ("27", "なし"),
    ],
)
def test_a_text_without_one_year_says_which_were_read(text: str, found: str) -> None:
    context = None if text == "27" else FiscalYear(2016)
    with pytest.raises(ValueError) as refused:
        parse_fiscal_year(text, context)

    assert str(refused.value) == f"年度を一つに読み取れません：「{text}」（読み取れた年度：{found}）"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("R5～R8", 2023, 2026),
        ("平成16~18年度", 2004, 2006),
        ("R5", 2023, 2023),
        ("H33(R3)", 2021, 2021),
        ("R5以降", 2023, None),
        ("R5年度以後", 2023, None),
        ("R5～", 2023, None),
        ("R5から", 2023, None),
        ("R5より", 2023, 2023),
    ],
)
def test_a_period_has_a_first_and_a_last_year_or_is_open(text: str, first: int, last: int | None) -> None:
    found = parse_fiscal_period(text)

    assert found == (FiscalYear(first), None if last is None else FiscalYear(last))


@pytest.mark.parametrize("text", ["", "R8～R5", "R5、R6、R7", "未定"])
def test_years_that_do_not_rise_are_no_period(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_fiscal_period(text)

    assert str(refused.value) == f"期間を読み取れません：「{text}」"


def test_a_period_may_be_written_in_bare_years() -> None:
    assert parse_fiscal_period("27年度から29年度", FiscalYear(2016)) == (FiscalYear(2015), FiscalYear(2017))


def test_years_are_printed_in_three_styles_and_only_those_of_plans_exist() -> None:
    assert [FiscalYear(2019).render(style) for style in YearStyle] == ["令和元年度", "R1", "2019年度"]
    assert [FiscalYear(2018).render(style) for style in YearStyle] == ["平成30年度", "H30", "2018年度"]
    assert str(FiscalYear(1868)) == "明治元年度"
    assert FiscalYear(2025) - 1 + 2 == FiscalYear(2026)
    for start in (1867, 2201):
        with pytest.raises(ValueError) as refused:
            FiscalYear(start)
        assert str(refused.value) == f"not a year of a municipal plan: {start}"
    assert FiscalYear(2200).start == 2200


def test_width_dashes_and_hyphens_are_made_one() -> None:
    assert fold_width("Ａ１〜～−‐‑－") == "A1~~----"


UNITS = """
人 → 人
％ → %
percent → %
ヶ所 → か所
箇国 → か国
平米 → ㎡
km2 → ㎢
m3 → ㎥
立米 → ㎥
ヘクタール → ha
トン → t
l → L
kl → kL
店舗 → 店
件/年 → 件
件／年度 → 件
件/年間 → 件
件/月間 → 件/月
件/週間 → 件/週
件/日 → 件/日
人/km2 → 人/km2
件/3年間 → 件/3年間
㎥/日 → ㎥/日
pt → ポイント
センチ → cm
"""


@pytest.mark.parametrize("line", UNITS.strip().splitlines())
def test_each_notation_of_a_unit_has_one_to_compare_by(line: str) -> None:
    unit, _, canonical = line.partition(" → ")

    assert canonical_unit(unit) == canonical


def test_spaces_in_a_unit_do_not_matter() -> None:
    assert canonical_unit(" 回 / 月 ") == "回/月"


STATED = """
(人) → 人 × 1
【%】 → % × 1
[千円] → 円 × 1000
単位:千円 → 円 × 1000
単位 ： 百万円 → 円 × 1000000
（万人） → 人 × 10000
億円 → 円 × 100000000
兆円 → 円 × 1000000000000
千葉 → 千葉 × 1
十万人 → 人 × 100000
千 → 千 × 1
万 → 万 × 1
千 円 → 円 × 1000
m2 → ㎡ × 1
km3 → km3 × 1
km2 → ㎢ × 1
千m3 → ㎥ × 1000
〔件〕 → 件 × 1
〈回〉 → 回 × 1
「点」 → 点 × 1
百億円 → 円 × 10000000000
千億円 → 円 × 100000000000
"""


@pytest.mark.parametrize("line", STATED.strip().splitlines())
def test_the_unit_of_a_column_says_what_it_multiplies_by(line: str) -> None:
    text, _, told = line.partition(" → ")

    unit, scale = parse_unit(text)

    assert f"{unit} × {scale}" == told


@pytest.mark.parametrize("text", ["", "-", "―", "ー", "単位：-", "(-)"])
def test_a_dash_states_no_unit(text: str) -> None:
    unit, scale = parse_unit(text)

    assert (unit, str(scale)) == ("", "1")


# What a word behind the digits multiplied by, and what one of the last printed digit is worth.
WORTH = """
558.7万人 → 10000 / 1000
56億2,000万円 → 1 / 10000
28,000部 → 1 / 1
3千人 → 1000 / 1000
2千万円 → 10000000 / 10000000
1万155回 → 1 / 1
23.5% → 1 / 1/10
0.10% → 1 / 1/100
3億円 → 100000000 / 100000000
2時間30分 → 1 / 1
5十万人 → 100000 / 100000
1兆2,000億円 → 1 / 100000000
12百万円 → 1000000 / 1000000
1.25億円 → 100000000 / 1000000
98/99校 → 1 / 1
"""


@pytest.mark.parametrize("line", WORTH.strip().splitlines())
def test_what_the_last_printed_digit_is_worth(line: str) -> None:
    text, _, told = line.partition(" → ")
    quantity = parse_quantity(text)

    assert f"{scale_written(quantity)} / {compute_printed_step(quantity)}" == told
