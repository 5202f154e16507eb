"""Rows that explain the indicator above them."""

from __future__ import annotations

import pytest

from tests.readers.tables import read_one


@pytest.mark.parametrize("label", ["目標項目の説明", "指標の定義", "（指標の考え方）", "数値目標の設定理由"])
def test_what_explains_an_indicator_is_none(label: str) -> None:
    found = read_one(
        f"""
        目標項目 | 現状値(R3) | R5目標 | R5実績
        訓練に参加する割合 | 39.5% | 43.0% | 43.0%
        {label} | 過去1年間に参加した人 | |
        備蓄をする割合 | 50.1% | 55.0% | 53.0%
        {label} | 3日分を蓄えた世帯 | |
        """
    )

    assert [item.name for item in found.plan.indicators] == ["訓練に参加する割合", "備蓄をする割合"]
    assert any("3日分を蓄えた世帯" in remark for remark in found.plan.remarks)


@pytest.mark.parametrize(
    "row",
    ["指標の定義 | 10% | 20% | 15%", "制度の説明 | 10回 | 12回 | 11回", "目標の説明会 | 10回 | 12回 | 9回"],
)
def test_a_row_with_figures_is_an_indicator_whatever_its_name(row: str) -> None:
    found = read_one(f"指標 | 現状値(R3) | R5目標 | R5実績\n参加する割合 | 39% | 43% | 43%\n{row}")

    assert len(found.plan.indicators) == 2


def test_a_sentence_on_what_is_counted_heads_nothing() -> None:
    """Nor does a caption that names the next indicator once more."""
    found = read_one(
        """
        指標(KPI) | 現状値(平成26年) | 目標値(平成32年)
        観光客の数 | 635万人 | 670万人
        1年間に市を訪れる観光客の総数です。
        指標2 | 花を見る客の数
        指標(KPI) | 現状値(平成26年) | 目標値(平成32年)
        花を見る客の数 | 33万人 | 45万人
        """
    )

    assert [item.name for item in found.plan.indicators] == ["観光客の数", "花を見る客の数"]
    assert not any("総数です" in node.name for path, _ in found.plan.rows for node in path)
