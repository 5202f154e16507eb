"""What became of an indicator, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.store.turns import Turn
from shirube.web.turn_words import add_footnotes, render_labels, render_turn
from tests.builders import build_indicator, build_plan


def turn(kind: str, year: int = 2026, before: str = "甲", after: str = "乙") -> Turn:
    return Turn(
        pk=1,
        kind=kind,
        year=FiscalYear(year),
        before=before,
        after=after,
        reason="理由",
        other="",
        other_plan=None,
        who="計画 恵",
        at=datetime(2026, 4, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("kind", "label", "line"),
    [
        ("ended", "終了（R8から）", "令和8年度から終了"),
        ("split", "分割・終了（R8から）", "令和8年度から「乙」に分割して終了"),
        ("split_from", "分割で新設（R8から）", "令和8年度から「甲」を分割して新設"),
        ("moved", "移動（R8）", "令和8年度に「甲」から「乙」へ移動"),
        ("renamed", "名称変更（R8）", "令和8年度に「甲」から「乙」へ名称変更"),
        ("carried", "", "前期計画「甲」から引継ぎ"),
    ],
)
def test_each_turn_has_its_words(kind: str, label: str, line: str) -> None:
    assert render_labels([turn(kind)]) == ((label,) if label else ())
    assert render_turn(turn(kind)) == line


def test_of_several_moves_the_last_one_is_beside_the_name() -> None:
    assert render_labels([turn("moved", 2025), turn("moved", 2026)]) == ("移動（R8）",)


def test_footnotes_are_added_once_and_only_where_something_happened() -> None:
    plan = build_plan(build_indicator("1"), build_indicator("2"), footnotes=("※ 元からの注",))

    noted = add_footnotes(plan, {"2": (turn("ended"), turn("carried"))})

    assert noted.footnotes == ("※ 元からの注", "※ 事業2（参加者数）：令和8年度から終了")
    assert add_footnotes(noted, {"2": (turn("ended"),)}).footnotes == noted.footnotes
    assert add_footnotes(plan, {}) is plan
