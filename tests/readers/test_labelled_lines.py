"""Indicators in running text."""

from __future__ import annotations

import time

import pytest

from shirube.readers.around import DocumentTable
from shirube.readers.labelled_lines import gather_labelled


def gather(*lines: str) -> list[object]:
    return [part.rows if isinstance(part, DocumentTable) else part for part in gather_labelled(lines)]


def test_lines_with_the_same_labels_are_the_rows_of_a_table() -> None:
    found = gather(
        "取組の状況",
        "・指標：相談窓口の認知度　目標：40.0％　実績：36.2％",
        "・指標：研修の受講者数　目標：200人　実績：231人",
        "以上",
    )

    assert found == [
        "取組の状況",
        [
            ["指標", "目標", "実績"],
            ["相談窓口の認知度", "40.0％", "36.2％"],
            ["研修の受講者数", "200人", "231人"],
        ],
        "以上",
    ]


def test_a_line_for_each_label_is_the_row_of_a_form() -> None:
    found = gather(
        "施策の方向",
        "指標：受講者数",
        "目標値（令和6年度）：200人",
        "実績値（令和6年度）：231人\n担当課　市民課",
    )

    assert found == [
        "施策の方向",
        [
            ["指標", "受講者数"],
            ["目標値（令和6年度）", "200人"],
            ["実績値（令和6年度）", "231人"],
            ["担当課", "市民課"],
        ],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("目標値：令和6年度の値", "実績値：令和6年度末の値"),
        ("指標：施策の達成度を測るもの", "目標：目指す水準", "実績：年度末の状況"),
        ("指標：受講者数　目標：200人　実績：231人",),
        ("目標値：200人", "実績値：231人"),
        ("評価：Ａ", "単位：千円"),
    ],
    ids=["explained words", "explained labels", "a single line", "no name", "other labels"],
)
def test_lines_that_only_speak_of_such_words_stay_lines(lines: tuple[str, ...]) -> None:
    assert gather(*lines) == list(lines)


def test_a_table_between_the_lines_stays_where_it_is() -> None:
    table = DocumentTable([["指標", "目標"]])

    assert list(gather_labelled(["指標：受講者数", table, "目標：200人", "実績：231人"])) == [
        "指標：受講者数",
        table,
        "目標：200人",
        "実績：231人",
    ]


def test_long_runs_of_blanks_between_labels_take_no_time() -> None:
    line = "指標:" + "\u3000" * 130 + "あい" * 9 + "\u3000:" + "い" * 30
    begin = time.process_time()

    assert gather(*[line] * 300) == [line] * 300
    assert time.process_time() - begin < 2


def test_a_label_without_a_value_leaves_its_cell_blank() -> None:
    assert gather(
        "指標：受講者数　目標：　　単位：人　実績：5人", "指標：会員数　目標：9人　単位：人　実績：7人"
    ) == [
        [
            ["指標", "目標", "単位", "実績"],
            ["受講者数", "", "人", "5人"],
            ["会員数", "9人", "人", "7人"],
        ]
    ]
