"""Legends printed as lines of text under and above tables."""

from __future__ import annotations

import pytest

from shirube.readers.legend import parse_inline_legend
from shirube.readers.legend_lines import joins_without_gap, parse_legend_text

BANDS = ("100%以上", "80%以上100%未満", "50%以上80%未満", "50%未満")


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("評価：◎ 100%以上、○ 80%以上100%未満、△ 50%以上80%未満、× 50%未満", "◎ ○ △ ×"),
        ("◎…100％以上　○…80％以上100％未満　△…50％以上80％未満　×…50％未満", "◎ ○ △ ×"),
        ("【評価基準】A（100%以上）、B（80%以上100%未満）、C（50%以上80%未満）、D（50%未満）", "A B C D"),
        ("A評価：100%以上／B評価：80%以上100%未満／C評価：50%以上80%未満／D評価：50%未満", "A B C D"),
        ("①100%以上　②80%以上100%未満　③50%以上80%未満　④50%未満", "① ② ③ ④"),
        ("評価：4：100%以上　3：80%以上100%未満　2：50%以上80%未満　1：50%未満", "4 3 2 1"),
        ("★★★：100%以上　★★：80%以上100%未満　★：50%以上80%未満　☆：50%未満", "★★★ ★★ ★ ☆"),
        ("↗：100%以上　→：80%以上100%未満　↘：50%以上80%未満　↓：50%未満", "↗ → ↘ ↓"),
        (
            "達成：100%以上、概ね達成：80%以上100%未満、やや遅れ：50%以上80%未満、遅れ：50%未満",
            "達成 概ね達成 やや遅れ 遅れ",
        ),
        ("100%以上：A　80%以上100%未満：B　50%以上80%未満：C　50%未満：D", "A B C D"),
        ("達成率100%以上→優、80%以上100%未満→良、50%以上80%未満→可、50%未満→不可", "優 良 可 不可"),
        ("100%以上を「◎」、80%以上100%未満を「○」、50%以上80%未満を「△」、50%未満を「×」とする", "◎ ○ △ ×"),
    ],
)
def test_each_mark_gets_the_band_beside_it(line: str, marks: str) -> None:
    assert parse_inline_legend(line) == list(zip(marks.split(), BANDS, strict=True))


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("A 100%以上", ("A", "100%以上")),
        ("S 目標値以上（120%以上）", ("S", "目標値以上(120%以上)")),
        ("S：目標値以上(120%~)：このまま進める", ("S", "目標値以上(120%~):このまま進める")),
        ("B（概ね順調）：達成率が80%以上100%未満のもの", ("B", "概ね順調：達成率が80%以上100%未満のもの")),
        ("C…目標値に対する達成率が50%以上80%未満", ("C", "目標値に対する達成率が50%以上80%未満")),
    ],
)
def test_an_entry_may_have_a_line_of_its_own(line: str, entry: tuple[str, str]) -> None:
    assert parse_inline_legend(line) == [entry]


@pytest.mark.parametrize(
    "line",
    [
        "目標値：80%以上、現状値：60%以上",
        "目標 80%以上 実績 60%未満",
        "A地区の参加率80%以上、B地区の参加率60%以上を目指す",
        "達成率が80%以上の指標は5件、50%未満の指標は3件でした。",
        "受講率を80%以上とする",
        "参加率80%以上：公民館、参加率60%以上：体育館",
        "この計画では令和8年度までに、すべての施策について次のことを達成します。A 100%以上",
        "A：20%以上　A：30%以上",
    ],
)
def test_a_sentence_with_percentages_is_no_legend(line: str) -> None:
    assert parse_legend_text(line) == []


@pytest.mark.parametrize(
    ("bands", "joined"),
    [
        (BANDS, True),
        (("100%以上", "80%以上", "80%未満"), True),
        (("100%~", "80~99%", "~79%"), True),
        (("10割以上", "8割以上10割未満", "8割未満"), True),
        (("100%以上", "50%以上80%未満", "50%未満"), False),
        (("80%以上", "60%以上"), False),
    ],
)
def test_bands_of_a_legend_leave_no_gap(bands: tuple[str, ...], joined: bool) -> None:
    assert joins_without_gap(bands) is joined


@pytest.mark.timeout(20)
def test_dots_that_lead_to_a_band_are_not_tried_in_every_way() -> None:
    """Dots in pairs and in threes: forty of them before words that are no band took hours."""
    dots = "…" * 40

    assert parse_legend_text(f"順調{dots}目標を達成したもの、100%以上、遅れ{dots}80%以上100%未満") == []
    assert parse_legend_text(f"100%以上{dots}、80%以上{dots}、80%未満{dots}、") == []
    assert parse_legend_text(f"A{dots}100%以上、B{dots}80%以上100%未満、C{dots}80%未満") == [
        ("A", "100%以上"),
        ("B", "80%以上100%未満"),
        ("C", "80%未満"),
    ]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("run", ["1", " ", "…", "・", "→", "1%~", "A", "(", "A:"])
def test_a_line_that_repeats_one_sign_is_gone_through_once(run: str) -> None:
    """Numbers too long to count are no bands: they ended the reading of the whole file."""
    line = run * (30_000 // len(run))

    assert parse_legend_text(f"順調：100%以上、{line}遅れ{line}80%以上100%未満") == []
    assert parse_legend_text(f"A：{line}%以上、B：80%未満{line}") == []
