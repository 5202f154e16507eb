"""Legends as municipalities print them, read as scales."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Missing
from shirube.core.scale import Edge, Evidence
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.legend import (
    Legend,
    find_legend,
    is_band,
    is_legend_across,
    is_legend_entry,
    is_legend_heading,
    is_legend_table,
    is_mark,
    parse_condition,
    parse_inline_legend,
    parse_scale,
)
from tests.readers.tables import marks, read, read_one

SEED_LIKE = Legend(
    ("評価指標", "詳細"),
    (
        ("S", "目標値以上(120%~)：成果が大きい"),
        ("A", "目標値どおり(90~120%)：成果がある"),
        ("B", "要改善(50~90%)：改善を要する"),
        ("C", "要大幅改善(~50%)：大幅な改善を要する"),
    ),
    (),
)


def words(legend: Legend) -> dict[str, str]:
    return {band.mark: band.rate.render() if band.rate else "" for band in parse_scale(legend).bands}


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("概ね順調(80%以上100%未満)", "80%以上100%未満"),
        ("目標を超えた(100%超)", "100%超"),
        ("60%以下", "60%以下"),
        ("50％を超え90％未満", "50%超90%未満"),
        ("達成率 92.5%以上", "92.5%以上"),
    ],
)
def test_edges_in_words_keep_their_side(wording: str, words: str) -> None:
    condition = parse_condition(wording)

    assert condition is not None
    assert condition.render() == words


@pytest.mark.parametrize("wording", ["事業完了", "10人以上が参加", "未着手"])
def test_a_wording_without_percentages_is_no_band(wording: str) -> None:
    assert parse_condition(wording) is None


def test_a_wave_dash_says_nothing_about_the_side_of_an_edge() -> None:
    scale = parse_scale(SEED_LIKE)

    assert [band.mark for band in scale.bands] == ["S", "A", "B", "C"]
    assert [edge.value for _, edge in scale.find_open_edges()] == [
        Fraction(6, 5),
        Fraction(9, 10),
        Fraction(1, 2),
    ]


def test_every_edge_lies_on_exactly_one_side() -> None:
    bands = parse_scale(SEED_LIKE).bands

    for upper, lower in pairwise(bands):
        assert upper.rate is not None and upper.rate.lower is not None
        assert lower.rate is not None and lower.rate.upper is not None
        assert upper.rate.lower.inclusive != lower.rate.upper.inclusive


def test_words_on_one_side_settle_an_edge() -> None:
    legend = Legend((), (("A", "90%以上"), ("B", "(50~90%)"), ("C", "50%未満")), ())

    scale = parse_scale(legend)

    assert words(legend) == {"A": "90%以上", "B": "50%以上90%未満", "C": "50%未満"}
    assert list(scale.find_open_edges()) == []


def test_an_edge_that_two_bands_claim_in_words_stays_open() -> None:
    legend = Legend(
        (),
        (
            ("A", "100%以上"),
            ("B", "100%以下"),
        ),
        (),
    )

    edges = [edge.evidence for _, edge in parse_scale(legend).find_open_edges()]

    assert edges == [Evidence.OPEN]


def test_marks_without_numbers_are_codes_with_their_reasons() -> None:
    legend = Legend(
        (), (("A", "100%以上"), ("B", "100%未満"), ("X", "当該年度の実績値なし"), ("Y", "事業の中止")), ()
    )

    codes = {code.mark: code.missing for code in parse_scale(legend).codes}

    assert Missing.NOT_ENTERED in codes["X"]
    assert codes["Y"] == (Missing.STOPPED,)


def test_bands_printed_from_the_worst_up_are_put_in_order() -> None:
    legend = Legend((), (("C", "50%未満"), ("B", "50%以上100%未満"), ("A", "100%以上")), ())

    assert list(words(legend)) == ["A", "B", "C"]


def test_a_legend_in_one_line_is_read() -> None:
    line = "達成状況 A:既達成(100%以上) B:概ね順調(80%以上100%未満)C:努力が必要(80%未満)"

    assert parse_inline_legend(line.removeprefix("達成状況 ")) == [
        ("A", "既達成(100%以上)"),
        ("B", "概ね順調(80%以上100%未満)"),
        ("C", "努力が必要(80%未満)"),
    ]


def test_a_sentence_is_no_legend() -> None:
    assert parse_inline_legend("日時：令和6年5月1日 場所：市役所") == []


def test_a_legend_is_found_among_the_lines_around_a_table() -> None:
    lines = [
        (0, ["計画の進捗"]),
        (20, ["評価区分", "内容"]),
        (21, ["◎", "達成(100%以上)"]),
        (22, ["△", "未達成(100%未満)"]),
        (24, ["※速報値を含む"]),
    ]

    legend = find_legend(lines)

    assert legend is not None
    assert legend.heading == ("評価区分", "内容")
    assert [mark for mark, _ in legend.entries] == ["◎", "△"]
    assert legend.rows == (20, 21, 22)


def test_without_two_marks_there_is_no_legend() -> None:
    assert find_legend([(0, ["S", "目標値以上(120%~)"])]) is None


def test_headings_and_entries_are_told_from_rows_of_the_table() -> None:
    assert is_legend_heading(["評価指標", "詳細"])
    assert not is_legend_heading(["評価", "実績", "目標"])
    assert is_legend_entry(["S", "目標値以上(120%~)"])
    assert not is_legend_entry(["S", "A"])
    assert not is_legend_entry(["事業承継", "10人"])


def test_marks_are_short_signs() -> None:
    assert all(map(is_mark, ["S", "A", "B1", "◎", "△", "－", "X", "A+", "☀", "☀️", "☂"]))
    assert not any(map(is_mark, ["市", "商工会", "10人", ""]))


STEPS = ("100%以上", "80%以上100%未満", "80%未満")


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["区分", "状況", "達成率"],
            ["A", "順調", STEPS[0]],
            ["B", "概ね", STEPS[1]],
            ["C", "遅れ", STEPS[2]],
        ],
        [["達成率", "評価"], [STEPS[0], "A"], [STEPS[1], "B"], [STEPS[2], "C"]],
        [["評価", "A", "B", "C"], ["基準", *STEPS]],
        [["評価（達成率：％）", "内容"], ["A", "100以上"], ["B", "80以上100未満"], ["C", "80未満"]],
        [["A", "10割以上"], ["B", "8割以上10割未満"], ["C", "8割未満"]],
        [["A：100%~　B：80~99%　C：~79%"]],
    ],
)
def test_a_legend_may_stand_in_cells_of_any_order(rows: list[list[str]]) -> None:
    legend = find_legend(list(enumerate(rows)))

    assert legend is not None
    assert words(legend) == dict(zip("ABC", STEPS, strict=True))
    assert legend.rows == tuple(range(len(rows)))


def test_below_a_heading_words_are_marks() -> None:
    legend = find_legend(
        [(0, ["評価区分", "達成率"]), (1, ["達成", "100%以上"]), (2, ["概ね達成", "100%未満"])]
    )

    assert legend is not None
    assert words(legend) == {"達成": "100%以上", "概ね達成": "100%未満"}


def test_bands_with_a_real_gap_keep_it() -> None:
    assert words(Legend((), (("A", "90%以上"), ("B", "50~80%")), ())) == {
        "A": "90%以上",
        "B": "50%以上80%未満",
    }


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [("80%以上100%未満", True), ("達成率 90~120%", True), ("80人以上", False), ("A", False)],
)
def test_a_band_alone_in_a_cell(cell: str, is_one: bool) -> None:
    assert is_band(cell) is is_one


COUNTS, RATES = "指標 | R5実績 | R6目標", "指標 | R6目標 | R6実績"


@pytest.mark.parametrize(
    ("head", "before", "last"),
    [
        (COUNTS, "利用者数 | 120人 | 150人", "満足度 | 80% | 90%"),
        (COUNTS, "不法投棄件数 | 71件 | 0件", "低公害車の普及率 | 0% | 40%以上"),
        (COUNTS, "計画の策定 | - | -", "健診受診率 | 30%以上 | 40%以上"),
        (COUNTS, "相談件数 | 1,200 | 1,300", "解決率 | 30%以上 | 40%以上"),
        (RATES, "満足度 | 2時間30分 | 98/99校", "収納率 | 30%以下 | 40%以下"),
        (RATES, "注目度 | - | ○", "満足度 | 40%以上60%以下 | 40%以上60%以下"),
        (RATES, "合計特殊出生率 | - | 実施", "実施回数 | 30%以下 | 30%以下"),
    ],
)
def test_the_last_two_indicators_are_no_legend(head: str, before: str, last: str) -> None:
    """A count above a share: taken for marks above their bands, two rows would be lost without a word."""
    (plan,) = read(
        f"""
        {head}
        来館者数 | 120人 | 150人
        {before}
        {last}
        """
    )

    assert [item.name for item in plan.plan.indicators] == [
        "来館者数",
        before.split(" | ", maxsplit=1)[0],
        last.split(" | ", maxsplit=1)[0],
    ]


def test_marks_above_their_bands_are_one() -> None:
    assert is_legend_across(("評価", "A", "B"), ("達成率", "100%以上", "80%以上100%未満"))
    assert is_legend_across(("評価", "順調", "遅れ"), ("達成率", "100%", "80%未満"))


def test_a_line_for_each_mark_below_a_table_is_no_indicator() -> None:
    (found,) = read(
        """
        指標 | R6目標 | R6実績 | R6評価
        来館者数 | 120人 | 150人 | A
        満足度 | 90% | 80% | B
        A…100%以上
        B…80%以上
        C…80%未満
        """
    )

    assert [item.name for item in found.plan.indicators] == ["来館者数", "満足度"]
    assert found.plan.scale is not None
    assert [band.mark for band in found.plan.scale.bands] == ["A", "B", "C"]


@pytest.mark.parametrize("band", ["{}%以上", "{}割以上", "{}%~", "0.{}%以上"])
def test_a_band_of_thousands_of_digits_is_none(band: str) -> None:
    """Python refuses to count so far, and the whole file was lost with its legend."""
    assert parse_condition(band.format("1" * 5_000)) is None
    assert parse_condition(band.format("1")) is not None


@pytest.mark.timeout(20)
@pytest.mark.parametrize("cell", ["1%{}以上か", "達成率が{}1%か", "1{}%か", "1%以上{}か"])
def test_a_cell_of_spaces_is_gone_through_once(cell: str) -> None:
    assert not is_band(cell.format(" " * 20_000))
    assert parse_condition(cell.format("1" * 20_000)) is None or "以上" in cell


@pytest.mark.timeout(20)
def test_marks_far_apart_in_one_line_are_sought_once() -> None:
    spaces = " " * 50_000

    assert parse_inline_legend(f"A:達成{spaces}B:未達成{spaces}") == [("A", "達成"), ("B", "未達成")]


def test_the_weather_is_a_scale_too() -> None:
    found = read_one(
        """
        環境基本計画 令和4年度
        指標 | 目標 | 実績 | 進捗
        ごみの量 | 850 | 902 | ☀
        リサイクル率 | 25.0 | 18.8 | ☂

        ☀：順調　☁：おおむね順調　☂：遅れている
        """
    )

    assert [marks(item) for item in found.plan.indicators] == [{2022: "☀"}, {2022: "☂"}]
    assert found.plan.scale is not None
    assert [band.mark for band in found.plan.scale.bands] == ["☀", "☁", "☂"]


@pytest.mark.parametrize(("line", "year"), [("＼", 2018), ("／", 2018), ("－", 2018), ("Ａ", 2019)])
def test_a_line_drawn_across_a_cell_is_no_mark_that_anybody_gave(line: str, year: int) -> None:
    plan = read_one(
        f"""
        指標 | 区分 | H30 | R元
        平均点 | 目標 | 80 | 82
               | 実績 | 81 |
               | 評価 | Ａ | {line}
        """
    ).plan

    assert plan.current_year == FiscalYear(year)


def test_marks_that_are_numbers_have_a_line_each() -> None:
    found = read_one(
        """
        令和5年度 図書館の評価
        3…上回った（110％以上）
        2…おおむね達成（90％以上110％未満）
        1…下回った（90％未満）
        指標 | 目標 | 実績 | 達成率 | 評価
        蔵書冊数（冊） | 418 | 417 | 99.8% | 2
        来館者数（人） | 310 | 342 | 110.3% | 3
        """
    )
    scale = found.plan.scale

    assert scale is not None
    assert [(band.mark, band.name) for band in scale.bands] == [
        ("3", "上回った"),
        ("2", "おおむね達成"),
        ("1", "下回った"),
    ]
    assert scale.bands[0].conditions[0].lower is not None
    assert scale.bands[0].conditions[0].lower.value == Fraction(11, 10)


def test_a_remark_that_counts_itself_is_no_legend() -> None:
    """The control: one such line alone, or several without bands of rates."""
    for lines in (["1：達成率は80％以上を目指す"], ["1：利用者の満足度", "2：利用者の数"]):
        assert find_legend([(row, [line]) for row, line in enumerate(lines)]) is None


@pytest.mark.parametrize(
    "line",
    [
        "達成度：Ａ（目標を達成）、Ｂ（改善したが未達成）、Ｃ（改善していない）",
        "Ａ（目標を達成）　Ｂ（改善したが未達成）　Ｃ（改善していない）。",
        "【評価の見方】Ａ・・・目標を達成　Ｂ・・・改善したが未達成　Ｃ・・・改善していない",
        "「Ａ」目標を達成、「Ｂ」は改善したが未達成、「Ｃ」改善していない",
    ],
)
def test_marks_may_have_their_wording_in_brackets_and_stand_in_quotes(line: str) -> None:
    assert parse_inline_legend(line) == [
        ("A", "目標を達成"),
        ("B", "改善したが未達成"),
        ("C", "改善していない"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "A（市）・B（県）の合計",
        "達成率（％）＝B（実績値）/A（目標値）×100",
        "A（目標を達成）",
        "A（目標を達成）、A（改善した）",
        "対象はA（本庁舎）である。B（支所）は含まない。",
    ],
)
def test_letters_with_remarks_in_brackets_are_no_legend(line: str) -> None:
    assert parse_inline_legend(line) == []


def test_thousands_of_brackets_are_gone_through_once() -> None:
    for line in ("A(" * 50_000, "A(" + "あ(い)" * 20_000, "「A」" * 30_000, "A・・・" * 30_000):
        assert len(parse_inline_legend(line)) <= 30_000


_GRADES = [
    ["評価", "基準", "状況"],
    ["A", "100%", "4項目"],
    ["B", "90%以上達成", "2項目"],
    ["C", "90%未満", "4項目"],
]


def test_a_number_alone_is_the_end_of_the_highest_band() -> None:
    legend = find_legend(list(enumerate(_GRADES)))
    assert legend is not None

    scale = parse_scale(legend)

    assert [band.mark for band in scale.bands] == ["A", "B", "C"]
    top = scale.bands[0].rate
    assert top is not None
    assert top.lower == Edge(Fraction(1), True, Evidence.OPEN)


def test_a_number_alone_below_another_band_stays_what_it_is() -> None:
    legend = find_legend(
        list(enumerate([["A", "達成率 90%以上"], ["B", "達成率 90%未満"], ["C", "50% 達成"]]))
    )
    assert legend is not None

    assert [code.mark for code in parse_scale(legend).codes] == ["C"]


def test_a_table_of_marks_before_that_of_the_figures_is_no_plan() -> None:
    figures = [
        ["指標", "R5目標", "R5実績", "R5評価"],
        ["相談件数", "100件", "80件", "C"],
        ["受診率", "50%", "60%", "A"],
    ]
    grids = [
        Grid(file="資料.docx", name=f"表{number}", rows=rows, lettered=False)
        for number, rows in enumerate(([[*row, ""] for row in _GRADES], figures), 1)
    ]

    (found,) = read_grids_as_plans(grids, "資料.docx")

    assert [item.name for item in found.plan.indicators] == ["相談件数", "受診率"]
    assert found.plan.scale is not None


@pytest.mark.parametrize(
    "lines",
    [
        [["指標", "評価"], ["相談件数", "A"], ["受診率", "B"]],
        [["評価", "指標"], ["A", "相談件数"], ["A", "受診率"]],
        [["R5", "R6"], ["A", "B"], ["B", "A"]],
        [["評価"], ["A"], ["B"]],
        [],
    ],
)
def test_a_table_of_a_plan_is_no_legend(lines: list[list[str]]) -> None:
    assert not is_legend_table(lines)
