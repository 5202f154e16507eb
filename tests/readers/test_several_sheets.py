"""Sheets of several activities, one below the other, in one file."""

from __future__ import annotations

import pytest

from shirube.readers.block_labels import heads_with_mark
from tests.readers.tables import actuals, read_one, targets

SHEETS = """
施策進行管理・評価表
評価年度：2007年度
事務事業名 | 区民祭開催事業 | 所管課 | 総合企画局
事務事業の概要 | 各区において開催する。
達成度 | 3
年度 | 現状 | 2005年度 | 2006年度 | 2007年度
事業目標 | 1か所 | 2か所 | 3か所 | 4か所
実績 | | 2か所 | 3か所 | 3か所
事務事業名 | 市民文化大使事業 | 所管課 | 市民文化室
事務事業の概要 | 市の文化を広める。
達成度 | 3
年度 | 現状 | 2005年度 | 2006年度 | 2007年度
事業目標 | 5人 | 6人 | 7人 | 8人
実績 | | 6人 | 7人 | 7人
"""


def test_each_sheet_is_named_by_its_own_labels() -> None:
    found = read_one(SHEETS)
    first, second = found.plan.indicators

    assert (first.name, second.name) == ("区民祭開催事業", "市民文化大使事業")
    assert targets(second) == {2005: "6人", 2006: "7人", 2007: "8人"}
    assert actuals(second) == {2005: "6人", 2006: "7人", 2007: "7人"}
    assert [path[-1].name for path, _ in found.plan.rows] == ["区民祭開催事業", "市民文化大使事業"]
    assert "rows-nameless" not in {one.code for one in found.findings}


@pytest.mark.parametrize(
    ("above", "row", "heads"),
    [
        ([["事務事業名", "文化大使"]], ["達成度", "3"], True),
        ([["事務事業名", "文化大使"], ["担当課", "文化室"]], ["達成度", "3"], True),
        # No sheet begins above it: it is the mark of the block before.
        ([["担当課", "文化室"]], ["達成度", "3"], False),
        ([["事務事業名", "文化大使"], ["実績", "7人"]], ["達成度", "3"], False),
        # Several figures are those of years.
        ([["事務事業名", "文化大使"]], ["達成度", "3", "2"], False),
        ([["事務事業名", "文化大使"]], ["達成度", "目標をほぼ達成"], False),
        ([["事務事業名", "文化大使"]], ["実績", "3"], False),
    ],
)
def test_a_mark_below_the_name_of_an_activity_heads_its_sheet(
    above: list[list[str]], row: list[str], heads: bool
) -> None:
    texts = [*above, row]

    assert heads_with_mark(texts, len(above), 0) is heads
