"""Cells at the edge of what may be read: one letter more or less, and the figure would be another one.

Told as in test_notation_table.py: a cell, then everything that is read from it.
"""

from __future__ import annotations

import pytest

from shirube.core.notation import find_standing, is_state, parse_reading
from shirube.core.notation_compound import parse_compound, split_name_and_quantity
from shirube.core.notation_quantity import NotANumberError, has_spaced_digits, parse_amount
from shirube.core.reading import Standing
from tests.core.test_notation_table import tell

# What stands in brackets or behind a sign is a remark, whatever its length, its order and its spaces.
REMARKS = """
5(見込) → 5 remark=見込 raw=5(見込) standing=EXPECTED
10人 ※2 (見込) → 10 unit=人 remark=※2、見込 raw=10人 ※2 (見込) standing=EXPECTED note=※2
10人(見込)※2 → 10 unit=人 remark=見込、※2 raw=10人(見込)※2 standing=EXPECTED note=※2
10※1※2 → 10 remark=※1、※2 raw=10※1※2 note=※1、※2
10人 (見込) ※2 (増) → 10 unit=人 remark=見込、※2、増 raw=10人 (見込) ※2 (増) standing=EXPECTED note=※2
((10)) → missing=UNREADABLE
10) → missing=UNREADABLE
20) → missing=UNREADABLE
(10)(20) → missing=UNREADABLE
5人(¥9) → 5 unit=人 remark=¥9 raw=5人(¥9)
5人(\\9) → 5 unit=人 remark=\\9 raw=5人(\\9)
5人、延べ(¥900) → missing=UNREADABLE
(R4実績)78.5% → 78.5 unit=% remark=R4実績 raw=(R4実績)78.5%
(R4見込み)78.5% → 78.5 unit=% remark=R4見込み raw=(R4見込み)78.5% standing=EXPECTED
(R4末時点)78.5% → 78.5 unit=% remark=R4末時点 raw=(R4末時点)78.5%
(R4当初)78.5% → 78.5 unit=% remark=R4当初 raw=(R4当初)78.5%
(R4男女別)78.5% → missing=UNREADABLE
(男R4)78.5% → missing=UNREADABLE
40~60%見込み → 40 unit=% to=60 remark=見込み raw=40~60%見込み standing=EXPECTED
40~60%を目指す → 40 unit=% to=60 remark=を目指す raw=40~60%を目指す
累計 約 100人 → 100 unit=人 remark=累計 raw=累計 約 100人 qualifier=約
令和4年度、 100人 → 100 unit=人 remark=令和4年度 raw=令和4年度、 100人
-(悪天候) → missing=UNSTATED note=悪天候
X → missing=WITHHELD
【x】 → missing=WITHHELD
"""

# A mark of a note, a raised digit and a sign of money are never part of the number.
SIGNS = """
25 ² → missing=UNREADABLE
25人 ² → 25 unit=人 remark=※2 raw=25人 ² note=※2
100ｍ² → 100 unit=㎡ raw=100ｍ²
5 m² → 5 unit=㎡ raw=5 m²
2①人 → missing=UNREADABLE
\\1,000 → 1000 unit=円 raw=\\1,000
¥5、¥200 → missing=UNREADABLE
¥1,000/¥2,000 → missing=UNREADABLE
"""

# A date, a period and a year are no amounts; what lies just outside of them is.
DATES = """
3/40 → 3 of=40 raw=3/40
13/31 → 13 of=31 raw=13/31
12/32 → 12 of=32 raw=12/32
12/31 → missing=UNREADABLE
1900/2100 → missing=UNREADABLE
2100/1900 → missing=UNREADABLE
1899/2100 → 1899 of=2100 raw=1899/2100
2101/2100 → 2101 of=2100 raw=2101/2100
2100/1899 → 2100 of=1899 raw=2100/1899
2100/2101 → 2100 of=2101 raw=2100/2101
2023/5000 → 2023 of=5000 raw=2023/5000
2020年/2023年 → missing=UNREADABLE
5/2020年 → missing=UNREADABLE
10年~20年 → missing=UNREADABLE
1868年 → missing=UNREADABLE
1867年 → 1867 unit=年 raw=1867年
2200年 → missing=UNREADABLE
2201年 → 2201 unit=年 raw=2201年
1.0%台 → 1.0 unit=% to=1.1 remark=台 raw=1.0%台 open
12.50%台 → 12.50 unit=% to=12.51 remark=台 raw=12.50%台 open
"""

# What an amount is counted by is kept, wherever it stands; two spans of time are no one amount.
COUNTED_BY = """
1人当たり980g/日 → 980 unit=g/人・日 raw=1人当たり980g/日
1人1日当たり980g/日 → 980 unit=g/人・日 raw=1人1日当たり980g/日
1人当たり980g/人・日 → 980 unit=g/人・日 raw=1人当たり980g/人・日
1日当たり980g/人 → 980 unit=g/人・日 raw=1日当たり980g/人
年156回/年 → 156 unit=回/年 raw=年156回/年
年30kWh/㎡ → 30 unit=kWh/㎡・年 raw=年30kWh/㎡
月5回/年 → missing=UNREADABLE
月5回/月 → 5 unit=回/月 raw=月5回/月
"""

LINES = "".join((REMARKS, SIGNS, DATES, COUNTED_BY)).replace("\n\n", "\n").strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_a_doubtful_cell_says_this_and_nothing_else(line: str) -> None:
    cell, _, told = line.partition(" → ")

    assert tell(parse_reading(cell)) == told


def test_thousands_set_apart_by_spaces_are_seen() -> None:
    assert has_spaced_digits("12 800人")
    assert has_spaced_digits("１２　８００")
    assert not has_spaced_digits("12,800 人")
    assert not has_spaced_digits("120 130")
    assert not has_spaced_digits("12800")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("男性:12.9%(20代、30代)、女性:5%", ["男性 12.9% 20代、30代", "女性 5% "]),
        ("49校[本校、分校]、1分校", [" 49校 本校、分校", " 1分校 "]),
        ("・男性:5人、・女性:6人", ["男性 5人 ", "女性 6人 "]),
        ("5人、、6人", [" 5人 ", " 6人 "]),
        (f"{'あ' * 30}:5人、い:6人", [f"{'あ' * 30} 5人 ", "い 6人 "]),
    ],
)
def test_figures_are_told_apart_at_signs_outside_of_brackets(text: str, parts: list[str]) -> None:
    found = [f"{label} {one.value}{one.unit} {one.remark}" for label, one in parse_compound(text)]

    assert found == parts


@pytest.mark.parametrize(
    "text",
    [
        "5人、6、7人",  # 6 may be the front of 6,7...
        "参加した。満足度:5%、男性:6%",
        "第123回:5人、次:6人",
        f"{'あ' * 31}:5人、い:6人",
        "5人、",
    ],
)
def test_what_may_be_a_sentence_or_one_number_is_not_told_apart(text: str) -> None:
    with pytest.raises(ValueError, match=r"読み取れません|分けられません"):
        parse_compound(text)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("参加者\n延べ人数300人", "参加者 延べ人数", "300人"),
        ("参加者令和5年6人", "参加者令和5年", "6人"),
        ("参加者数R5 30人", "参加者数R5", "30人"),
        ("10代、20代の割合 5%", "10代、20代の割合", "5%"),
        ("3歳児健診受診率95%", "3歳児健診受診率", "95%"),
        ("AB 5件", "AB", "5件"),
        ("3月5回の参加者30人", "3月5回の参加者", "30人"),
    ],
)
def test_a_name_may_hold_figures_of_its_own(text: str, name: str, number: str) -> None:
    found, quantity = split_name_and_quantity(text)

    assert (found, f"{quantity.value}{quantity.unit}") == (name, number)


@pytest.mark.parametrize(
    "text",
    ["参加者H7", "A5件", "b5件", "5人、6人", "5人、6、7人", "回数3月5回", "契約期間2年6か月", "第2週3回"],
)
def test_figures_dates_and_spans_are_no_name_with_a_number(text: str) -> None:
    """回数3月5回 is neither five times a month nor the sixth month of a name."""
    with pytest.raises(ValueError, match="分けられません"):
        split_name_and_quantity(text)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["1" * 38 + "番", "次回" + "1" * 37 + "。", "12/" * 13])
def test_a_cell_full_of_digits_is_read_at_once(text: str) -> None:
    """Looked at for a reason (R8.3公表予定), such a text was once cut into years in all possible ways."""
    assert tell(parse_reading(text)) == "missing=UNREADABLE"


def test_a_deed_with_a_count_is_no_mere_state() -> None:
    assert is_state("R7に策定")
    assert not is_state("施設3か所設置")
    assert not is_state("第3回開催")
    assert not is_state("3件、検討")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("56億2,000万", "5620000000"),
        ("1万155", "10155"),
        ("114.5万", "1145000"),
        ("3千", "3000"),
        ("28,000.0", "28000.0"),
        ("1.25億", "125000000"),
        ("0.00001万", "0.10000"),
        ("1億1", "100000001"),
    ],
)
def test_words_that_multiply_are_part_of_the_number(text: str, value: str) -> None:
    assert str(parse_amount(text)) == value


@pytest.mark.parametrize("text", ["2万3億", "1万1万", "1.5億2,000万", "1万10,000"])
def test_an_amount_falls_from_part_to_part(text: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        parse_amount(text)

    assert str(refused.value) == f"数値として読み取れません：「{text}」"


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("速報値", Standing.PROVISIONAL),
        ("別の言葉、速報値", Standing.PROVISIONAL),
        ("前 、 見込額", Standing.EXPECTED),
        ("H25見込み", Standing.EXPECTED),
        ("確定", Standing.FINAL),
        ("見込、※2", Standing.EXPECTED),
        ("※1、別の言葉", Standing.UNSTATED),
        ("別の言葉", Standing.UNSTATED),
        ("", Standing.UNSTATED),
    ],
)
def test_how_final_a_figure_is_stands_in_any_part_of_the_words(words: str, standing: Standing) -> None:
    assert find_standing(words) is standing
