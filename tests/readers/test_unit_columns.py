"""Units that nobody headed, and names directly left of 単位."""

from __future__ import annotations

from tests.readers.tables import read_one


def test_names_left_of_their_units_need_no_known_heading() -> None:
    """The form of an evaluation has what it is about in the first column: that names no figure."""
    found = read_one(
        """
        ①対象(誰を) | ⑤対象数の推移 | 単位 | R4実績 | R5実績 | R6目標
        ア 住民     | ア 町の人口    | 人   | 9,700  | 9,600  | 9,500
        イ 事業所   | イ 会員数      | 社   | 80     | 81     | 85
        """
    )

    assert [item.name for item in found.plan.indicators] == ["ア 町の人口", "イ 会員数"]
    assert "names-missing" not in {one.code for one in found.findings}


def test_texts_in_the_first_column_do_not_hide_them() -> None:
    found = read_one(
        """
        ③主な活動内容    | ⑦活動回数    | 単位 | R4実績 | R5実績 | R6目標
        ア 講座を開く     | ア 講座の回数 | 回   | 2      | 2      | 3
        """
    )

    assert [item.name for item in found.plan.indicators] == ["ア 講座の回数"]


def test_a_heading_for_names_counts_more_than_the_unit_beside_another_column() -> None:
    found = read_one(
        """
        指標     | 数え方 | 単位 | R5目標 | R5実績
        相談件数 | 延べ   | 件   | 10     | 12
        会員数   | 年度末 | 人   | 20     | 21
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", "会員数"]
