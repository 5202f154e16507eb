"""Cells with a name beside the number, or with several numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.notation_compound import find_total, parse_compound, split_name_and_quantity


def shown(text: str) -> list[tuple[str, str]]:
    return [(label, f"{quantity.value}{quantity.unit}") for label, quantity in parse_compound(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("144・4,055", [("", "144"), ("", "4055")]),
        ("49校1分校", [("", "49校"), ("", "1分校")]),
        ("△1校0分校", [("", "-1校"), ("", "0分校")]),
        (
            "男女計:8.5% 男性:12.9% 女性:2.8%(平成26年)",
            [("男女計", "8.5%"), ("男性", "12.9%"), ("女性", "2.8%")],
        ),
        ("補助台数:103台、普及率:21.2%", [("補助台数", "103台"), ("普及率", "21.2%")]),
        ("男12.9% 女2.8%", [("男", "12.9%"), ("女", "2.8%")]),
        ("大人100人、子ども50人", [("大人", "100人"), ("子ども", "50人")]),
        ("男性：12.9％／女性：2.8％", [("男性", "12.9%"), ("女性", "2.8%")]),
        ("100%, 100%, 89.7%, 0%", [("", "100%"), ("", "100%"), ("", "89.7%"), ("", "0%")]),
        ("1,000人、2,000人", [("", "1000人"), ("", "2000人")]),
        ("95.0\n100", [("", "95.0"), ("", "100")]),
    ],
)
def test_every_number_of_a_cell_is_told_apart(text: str, parts: list[tuple[str, str]]) -> None:
    assert shown(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5人",
        "100, 200",
        "100, 200人",
        "4月1日",
        "10時30分",
        "平成17年度黒字、平成18年度解消",
        "100 200",
        "1,234人",
        "40%以上、60%以下",
        "3校(小2校、中1校)",
        "2時間30分",
    ],
)
def test_one_number_and_doubtful_ones_are_not_torn_apart(text: str) -> None:
    with pytest.raises(ValueError, match=r"読み取れません|分けられません"):
        parse_compound(text)


def test_only_a_part_that_is_called_the_total_is_the_total() -> None:
    total = find_total(parse_compound("男女計:8.5% 男性:12.9% 女性:2.8%"))

    assert total is not None
    assert str(total.value) == "8.5"
    assert find_total(parse_compound("男性:12.9% 女性:2.8%")) is None


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("合同企業説明会参加者延べ人数 300 人", "合同企業説明会参加者延べ人数", "300人"),
        ("新規農業生産法人数5件", "新規農業生産法人数", "5件"),
        ("学校給食等における地場産物利用割合 30%以上", "学校給食等における地場産物利用割合", "30%"),
        ("UIJ ターン希望者相談者数 20 人", "UIJ ターン希望者相談者数", "20人"),
        ("口座振替率:45%", "口座振替率", "45%"),
        ("滞納繰越額：5億6,700万円", "滞納繰越額", "567000000円"),
        ("一般財源の対前年比6.1%減額", "一般財源の対前年比", "6.1%"),
        ("実質公債費比率14.5%未満", "実質公債費比率", "14.5%"),
        ("20代男性の朝食欠食率 15%", "20代男性の朝食欠食率", "15%"),
        ("3歳児健診受診率95%", "3歳児健診受診率", "95%"),
        ("実施回数年4回", "実施回数", "4回/年"),
        ("ごみ総排出量▲5%", "ごみ総排出量", "-5%"),
        ("CO2排出量5t", "CO2排出量", "5t"),
        ("目標値 10,000", "目標値", "10000"),
    ],
)
def test_the_name_in_a_value_cell_is_split_off(text: str, name: str, number: str) -> None:
    found, quantity = split_name_and_quantity(text)

    assert (found, f"{quantity.value}{quantity.unit}") == (name, number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "45%",
        "2050年",
        "令和5年度",
        "参加者数",
        "第1回を開催した",
        "R7",
        "補助台数:103台、普及率:21%",
    ],
)
def test_without_both_name_and_number_nothing_is_split(text: str) -> None:
    with pytest.raises(ValueError, match="分けられません"):
        split_name_and_quantity(text)


@given(st.text(max_size=60) | st.text("0123456789,.・、:%人校男女計 \n()", max_size=25))
def test_any_text_is_split_or_refused(text: str) -> None:
    for parse in (parse_compound, split_name_and_quantity):
        try:
            assert parse(text)
        except ValueError as error:
            assert str(error)
