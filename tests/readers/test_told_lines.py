"""Lines of text that tell the figures of one indicator each, with a label before every figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from shirube.readers.told_lines import head_told_lines
from tests.cases.test_published import list_facts
from tests.readers.tables import grid


def _facts(text: str, folder: Path) -> list[tuple[str, str, str, str]]:
    path = folder / "lines.txt"
    path.write_text(text, encoding="utf-8")
    return [fact for fact in list_facts(path) if fact[1] != "actual" or fact[3] != "not_due"]


def test_lines_with_a_label_before_every_figure_are_a_table(tmp_path: Path) -> None:
    facts = _facts(
        "平成29年度 バス事業の成果\n"
        "○運賃収入 実績 12,985,300円 / 目標 13,392,000円（達成率 97%）\n"
        "○乗車人数 実績 120,732人 / 目標 130,000人（達成率 93%）\n",
        tmp_path,
    )

    assert facts == [
        ("運賃収入", "target", "2017", "13392000円"),
        ("運賃収入", "actual", "2017", "12985300円"),
        ("運賃収入", "rate", "2017", "97%"),
        ("乗車人数", "target", "2017", "130000人"),
        ("乗車人数", "actual", "2017", "120732人"),
        ("乗車人数", "rate", "2017", "93%"),
    ]


def test_the_figure_before_a_goal_and_its_rate_is_the_actual(tmp_path: Path) -> None:
    facts = _facts(
        "令和7年度 観光の報告\n"
        "令和6年度（2024年4月～2025年3月）指標実績報告\n"
        "目標値と達成率は次のとおりです。\n"
        "- 旅行消費額：467.8億円（目標：425億円、達成率110%）\n"
        "前の年より増えました。\n"
        "- 延べ宿泊者数：31.5万人（目標：30万人、達成率105%）\n",
        tmp_path,
    )

    assert [fact[:3] for fact in facts] == [
        (name, kind, "2024")
        for name in ("旅行消費額", "延べ宿泊者数")
        for kind in ("target", "actual", "rate")
    ]
    assert facts[1][3] == "46780000000円"


def test_figures_below_their_name_belong_to_it(tmp_path: Path) -> None:
    facts = _facts(
        "計画の令和元年度の実施結果\n"
        "1.経常収支比率\n令和元年度決算値…99.0%\n令和2年度目標値…91.0% 目標未達成\n"
        "2.基金の残高\n令和元年度決算値…39億円\n令和2年度目標値…45億円 目標未達成\n",
        tmp_path,
    )

    assert facts[:2] == [
        ("1.経常収支比率", "target", "2020", "91.0%"),
        ("1.経常収支比率", "actual", "2019", "99.0%"),
    ]
    assert len(facts) == 4


def test_labels_in_cells_are_of_the_year_above_them(tmp_path: Path) -> None:
    facts = _facts("\t平成28年度\n創業計画\t目標86件\t実績15件\n経営計画\t目標50件\t実績57件\n", tmp_path)

    assert facts[0] == ("創業計画", "target", "2016", "86件")
    assert facts[3] == ("経営計画", "actual", "2016", "57件")


@pytest.mark.parametrize(
    "lines",
    [
        "利用者は実績 120人となり、目標 130人を下回りました。\n会員は実績 10人で、目標 20人でした。",
        "利用者 実績 120人 / 目標 130人",
        "利用者 達成率 97%\n会員 達成率 80%",
        "利用者 目標 1人 目標 2人 実績 3人\n会員 目標 1人 目標 2人 実績 3人",
    ],
)
def test_sentences_single_lines_and_rates_alone_are_no_table(lines: str) -> None:
    assert head_told_lines(grid(lines)) is None


def test_labelled_lines_keep_their_years_groups_and_goals_in_words(tmp_path: Path) -> None:
    facts = _facts(
        "障害者計画 関連成果目標\n"
        "指標:移行支援の利用者数\n現状値(直近の値):54人(平成27年度)\n目標値:今後検討\n"
        "把握すべき状況:就職の状況\n"
        "指標:就職件数\n現状値(直近の値):19人(平成28年度)\n目標値:24人(平成34年度)\n"
        "指標:就職率\n現状値(直近の値):70.7%(平成27年度)\n目標値:70%(平成34年度)\n",
        tmp_path,
    )

    assert [fact[1:] for fact in facts] == [
        ("baseline", "2015", "54人"),
        ("target", "2022", "今後検討"),
        ("baseline", "2016", "19人"),
        ("target", "2022", "24人"),
        ("baseline", "2015", "70.7%"),
        ("target", "2022", "70%"),
    ]
    assert facts[2][0].endswith("就職の状況/就職件数")
