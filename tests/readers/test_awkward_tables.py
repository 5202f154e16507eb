"""Awkward tables of the kind that municipalities publish, each with several oddities at once."""

from __future__ import annotations

from shirube.core.finding import Level
from shirube.core.form import Role
from shirube.core.indicator import Direction
from shirube.core.reading import Standing
from shirube.readers.grid import Span
from tests.readers.tables import actuals, marks, rates, read, read_one, targets


def test_lines_with_qualified_years_groups_and_marks_merged_over_indicators() -> None:
    plan = read_one(
        """
        みどり市こども計画　進行管理表（令和6年度末）
        基本目標 | 成果指標（単位） | 区分 | R4 | R5 | R6（見込） | R11（最終） | 評価 | 所管
        1 安心 | ① 待機児童数（人） | 目標 | 15 | 10 | 5 | 0 | A | 保育課
         |  | 実績 | 9 | 4 | 2 |  |  |
         | ② 病児保育の利用（人） | 目標 | 320 | 340 | 360 | 400 |  | 保育課
         |  | 実績 | 301 | 366 | 350 |  |  |
        2 活躍 | ③ 満足と答えた割合 | 目標 | 80% | － | 82% | 85% | C | 支援課
         |  | 実績 | 77.4％ | － | 調査中 |  |  |
        """,
        merges=(Span(2, 7, 5, 7), Span(6, 7, 7, 7)),
    ).plan

    first, second, third = plan.indicators
    assert [node.name for node in plan.nodes] == ["1 安心", "2 活躍"]
    assert [item.name for item in plan.indicators] == [
        "① 待機児童数（人）",
        "② 病児保育の利用（人）",
        "③ 満足と答えた割合",
    ]
    assert targets(first) == {2022: "15", 2023: "10", 2024: "5", 2029: "0"}
    assert actuals(first) == {2022: "9", 2023: "4", 2024: "2"}
    assert [one.reading.standing for one in first.actuals][2] is Standing.EXPECTED
    assert (marks(first), marks(second), marks(third)) == ({2024: "A"}, {2024: "A"}, {2024: "C"})
    assert (first.unit, first.bodies, third.bodies) == ("人", ("保育課",), ("支援課",))


def test_lines_that_tell_an_expected_from_a_final_year() -> None:
    (item,) = read_one(
        """
        指標   | 区分 | R5  | R6（見込） | R6（確定） | R7
        来場者 | 目標 | 50  | 60         |            | 70
               | 実績 | 48  | 61         | 58         |
        """
    ).plan.indicators

    (_, last, *_) = item.actuals
    assert ([one.text for one in last.earlier], last.reading.text) == (["61"], "58")
    assert targets(item) == {2023: "50", 2024: "60", 2025: "70"}


def test_what_stands_beside_the_years_of_lines_is_never_lost() -> None:
    (item,) = read_one(
        """
        指標   | 区分 | R5  | R6  | 効果額 | 担当
        来場者 | 目標 | 50  | 60  | 120千円 | 観光課
               | 実績 | 48  | 58  |        |
        """
    ).plan.indicators

    assert [text for _, text in item.extras] == ["120千円"]
    assert item.bodies == ("観光課",)


def test_a_mark_written_across_all_years_is_that_of_the_newest_actual() -> None:
    first, second = read_one(
        """
        施策評価調書（令和5年度実績）

        【個票1】
        施策名 | 相談の充実 | | 担当課 | くらし課
        指標名 | 相談件数   | | 単位   | 件
               | 令和4年度  | 令和5年度 | 令和6年度 |
        目標値 | 1,200 | 1,250 | 1,300 |
        実績値 | 1,180 | 1,301 |       |
        評価   | ■順調　□遅れ |  |  |

        【個票2】
        施策名 | 見守り   | | 担当課 | くらし課
        指標名 | 事業者数 | | 単位   | 社
               | 令和4年度  | 令和5年度 | 令和6年度 |
        目標値 | 80 | 85 | 90 |
        実績値 | 77 | 79 |    |
        評価   | □順調　☑遅れ |  |  |
        """
    ).plan.indicators

    assert (marks(first), marks(second)) == ({2023: "順調"}, {2023: "遅れ"})
    assert (first.name, second.unit) == ("相談件数", "社")


def test_baseline_direction_and_last_years_mark_by_words_that_stand_alone() -> None:
    read_plan = read_one(
        """
        しらかば町 環境計画 2024年度 年次報告
        指標         | めざす方向 | 基準  | 実績  |       | 目標 | 達成状況 | 前年度
                     |            | 2019  | 2023  | 2024  | 2030 |          |
        排出量（kt） | ↘          | 512.3 | 463.8 | 451.2 | 300  | △        | △
        緑地率【％】 | →          | 34.2  | 34.1  | 34.1  | 34   | ◎        | ○
        ◎：目標達成　○：改善　△：横ばい・悪化　－：判定不能
        """
    )

    first, second = read_plan.plan.indicators
    assert first.baseline
    assert (first.baseline.reading.text, first.baseline.year and first.baseline.year.start) == ("512.3", 2019)
    assert (first.direction, second.direction) == (Direction.DOWN, Direction.KEEP)
    assert (marks(first), actuals(first)) == ({2024: "△"}, {2023: "463.8", 2024: "451.2"})
    assert Role.PREVIOUS_MARK in {item.column.role for item in read_plan.columns}
    assert read_plan.plan.scale
    assert len(read_plan.plan.scale.bands) + len(read_plan.plan.scale.codes) == 4


def test_numbers_of_indicators_and_a_total_named_in_their_column() -> None:
    found = read_one(
        """
        No | 取組項目       | 令和5年度 |         | 令和6年度 |        | 担当
           |                | 計画      | 実績    | 計画      | 実績   |
        1  | 使用料の見直し | △12,000千円 | △10,500千円 | △12,000千円 | （未確定） | 財政課
        2  | 広告収入       | 3,000千円 | 2,850千円 | 3,200千円 | 3,410千円 | 広報課
           | うち封筒広告   | 400千円   | 380千円 | 400千円   | 410千円 | 広報課
        計 |                | -         | -       | -         | -      |
        """
    )

    assert [[text for _, text in item.extras] for item in found.plan.indicators] == [["1"], ["2"], []]
    assert [item.name for item in found.totals] == ["計"]


def test_a_chain_with_headings_keeps_every_column_beside_it() -> None:
    first, second = read_one(
        """
        さくら市基本計画　フォローアップ（令和6年度）
        No. | 指標       | 基準値→目標値→最新値                        | 見通し | 備考
        1   | 歩行者数   | 8,420人(R1)→9,000人(R7)→8,815人(R6)         | ①      | 休日に調査
        2   | 空き店舗率 | 14.2%(R1)→10.0%(R7)→11.3%(R6)               | ②      |
        """
    ).plan.indicators

    assert (first.name, second.name) == ("歩行者数", "空き店舗率")
    assert (targets(first), actuals(first)) == ({2025: "9,000人(R7)"}, {2024: "8,815人(R6)"})
    assert first.notes == ("休日に調査",)
    assert {"1", "①"} <= {text for _, text in first.extras}


def test_a_column_of_percentages_headed_like_a_mark_is_the_rate() -> None:
    (item,) = read_one(
        """
        指標   | R6   |      |        | R5   |
               | 実績 | 目標 | 達成度 | 実績 | 目標
        サロン | 88   | 95   | 92.6%  | 86   | 90
        """
    ).plan.indicators

    assert (rates(item), marks(item)) == ({2024: "92.6%"}, {})


def test_baselines_with_their_years_beside_and_targets_of_two_terms() -> None:
    (read_plan,) = read(
        """
        やまなみ村総合戦略
        基本目標 | KPI          | 基準値 |       | 目標値     |            | 実績値 |      | 検証
                 |              | 年度   | 数値  | 中間（R5） | 最終（R8） | R5     | R6   | 委員会評価
        しごと   | 新規就農者数 | R2     | 3人   | 10人       | 20人       | 7人    | 11人 | 順調
        ひと     | 転入超過数   | H30    | ▲45人 | ▲30人      | 0人        | ▲38人  | ▲41人 | 要改善
        """
    )

    first = read_plan.plan.indicators[0]
    assert first.baseline
    assert first.baseline.reading.text == "3人"
    assert (targets(first), actuals(first)) == ({2023: "10人", 2026: "20人"}, {2023: "7人", 2024: "11人"})
    assert marks(first) == {2024: "順調"}
    assert [text for _, text in first.extras] == ["R2"]


def test_bare_western_years_in_one_heading_with_their_words() -> None:
    (item,) = read_one(
        """
        柱   | KPI              | 2022 現状 | 2023 実績 | 2024 目標 | 2024 実績 | 対目標 | 2027 目標
        稼ぐ | 消費額（億円）   | 142       | 156.3     | 165       | 171.8     | 104.1％ | 200
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "165", 2027: "200"}, {2023: "156.3", 2024: "171.8"})
    assert (item.unit, rates(item)) == ("億円", {2024: "104.1％"})
    assert item.baseline
    assert item.baseline.year
    assert item.baseline.year.start == 2022


def test_activity_and_outcome_indicators_of_one_row_are_two_indicators_with_one_mark() -> None:
    read_plan = read_one(
        """
        施策 | 事業名 | 活動指標 | 令和6年度 |      |        | 成果指標 | 令和6年度 |      |        | 総合評価
             |        |          | 計画      | 実績 | 達成率 |          | 目標      | 実績 | 達成率 |
        啓発 | 情報紙 | 発行回数 | 4回       | 4回  | 100%   | 認知度   | 30%       | 28%  | 93%    | B
        相談 | 相談   | 相談日数 | 240日     | 238日 | 99%   | 解決率   | ―         | ―    | ―      | A
        """
    )

    first, second, *_ = read_plan.plan.indicators
    assert (first.name, second.name) == ("発行回数", "認知度")
    assert (targets(second), actuals(second), rates(second)) == ({2024: "30%"}, {2024: "28%"}, {2024: "93%"})
    assert (marks(first), marks(second)) == ({2024: "B"}, {2024: "B"})
    assert second.published[0].joint == first.key


def test_lines_with_the_newest_year_first() -> None:
    (item,) = read_one(
        """
        成果   | 区分 | 令和5年度 | 令和4年度
        来場者 | 目標 | 50        | 60
               | 実績 | 48        | 58
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2022: "60", 2023: "50"}, {2022: "58", 2023: "48"})


def test_lines_taken_for_names_of_indicators_are_called_a_grave_mistake() -> None:
    read_plan = read_one(
        """
        指標   | 区分 | 前の年 | 令和5年度 | 次の年
        来場者 | 目標 | 50     | 60        | 70
               | 実績 | 48     | 58        |
        """
    )

    codes = [finding.code for finding in read_plan.findings]
    assert "lines-mistaken" in codes
    assert "lines-mistaken" not in [
        one.code
        for one in read_one("指標|R5目標|R5実績\n目標|5|6\n甲|1|2").findings
        if one.level is Level.GRAVE
    ]


def test_arrows_in_names_are_directions_and_a_chain_keeps_its_own() -> None:
    first, second = read_one(
        """
        No. | 指標          | 基準値→目標値→最新値
        1   | 歩行者数 ↑    | 8,420人(R1)→9,000人(R7)→8,815人(R6)
        2   | ⇩ 空き店舗率  | 14.2%(R1)→10.0%(R7)→11.3%(R6)
        """
    ).plan.indicators

    assert (first.name, first.direction) == ("歩行者数 ↑", Direction.UP)
    assert (second.name, second.direction) == ("⇩ 空き店舗率", Direction.DOWN)
    assert (targets(second), actuals(second)) == ({2025: "10.0%(R7)"}, {2024: "11.3%(R6)"})
    assert second.baseline
    assert second.baseline.reading.text == "14.2%(R1)"


def test_a_column_of_arrows_is_the_direction_though_it_is_headed_like_a_level_or_not_at_all() -> None:
    headed = read_one(
        """
        指標       | 方向性 | R3基準値 | R6目標 | R6実績
        待機児童数 | 抑制   | 30       | 10     | 12
        利用者数   | 増やす | 30       | 40     | 35
        """
    )
    bare = read_one(
        """
        指標       |    | R3基準値 | R6目標 | R6実績 |   | 備考
        待機児童数 | ↓  | 30       | 10     | 12     | ↗ | 調査
        利用者数   | ↑  | 30       | 40     | 35     | → |
        """
    )

    for found in (headed, bare):
        assert [item.direction for item in found.plan.indicators] == [Direction.DOWN, Direction.UP]
        assert [item.name for item in found.plan.indicators] == ["待機児童数", "利用者数"]
        assert "direction-inferred" not in {finding.code for finding in found.findings}
    # Behind the figures an arrow tells how the year went.
    assert [[text for _, text in item.extras] for item in bare.plan.indicators] == [["↗"], ["→"]]


def test_a_level_named_direction_stays_a_level() -> None:
    plan = read_one(
        """
        方向性   | 指標       | R6目標 | R6実績
        安心     | 待機児童数 | 10     | 12
        維持     | 利用者数   | 40     | 35
        """
    ).plan

    assert [node.name for node in plan.nodes] == ["安心", "維持"]


def test_a_direction_that_is_blank_or_not_understood_is_never_taken_for_a_rise() -> None:
    found = read_one(
        """
        指標     | 目指す方向 | R3基準値 | R6目標 | R6実績
        滞納額   | ▽          | 30       | 10     | 12
        事故件数 |            | 30       | 10     | 12
        利用者数 | ⇧          | 30       | 10     | 12
        """
    )

    assert [item.direction for item in found.plan.indicators] == [
        Direction.DOWN,
        Direction.DOWN,
        Direction.UP,
    ]
    (unknown,) = (one for one in found.findings if one.code == "direction-unknown")
    assert (unknown.place and unknown.place.cell) == "B2"
    assert len([one for one in found.findings if one.code == "direction-inferred"]) == 2


def test_dittos_in_words_are_the_words_above() -> None:
    plan = read_one(
        """
        施策 | 指標     | 単位 | 目指す方向 | 担当課 | R6目標 | R6実績 | R6評価
        守る | 事故件数 | 件   | ↓          | 安全課 | 30     | 12     | A
        〃   | 火災件数 | 〃   | 〃         | 同上   | 20     | 13     | B
        """
    ).plan

    first, second = plan.indicators
    assert len(plan.nodes) == 1
    assert (second.unit, second.direction, second.bodies) == (first.unit, first.direction, first.bodies)
    assert second.unit == "件"


def test_a_direction_that_a_ditto_states_is_not_guessed_again() -> None:
    found = read_one(
        """
        指標   | 目指す方向 | R3基準値 | R6目標 | R6実績
        利用者 | ↑          | 30       | 40     | 12
        接続数 | 〃         | 30       | 10     | 12
        """
    )

    assert [item.direction for item in found.plan.indicators] == [Direction.UP] * 2
    assert "direction-inferred" not in {one.code for one in found.findings}


def test_of_two_baselines_one_is_a_figure_of_its_own_year() -> None:
    found = read_one(
        """
        指標 | 基準値(H27) | 現状値(R3) | R6目標 | R6実績
        相談 | 10          | 20         | 30     | 25
        """
    )
    (item,) = found.plan.indicators

    assert item.baseline
    assert (item.baseline.reading.text, actuals(item)) == ("10", {2021: "20", 2024: "25"})


def test_a_final_target_beside_one_of_the_same_year_is_not_lost() -> None:
    found = read_one(
        """
        指標 | R6目標 | R6実績 | R7目標 | 最終目標(R7)
        相談 | 10     | 12     | 30     | 35
        """
    )
    (item,) = found.plan.indicators

    assert targets(item) == {2024: "10", 2025: "30"}
    assert [text for _, text in item.extras] == ["35"]
    assert "column-unknown" in {one.code for one in found.findings}


def test_targets_before_and_after_a_revision_in_any_layout_and_order() -> None:
    for name in ("指標", "項目"):
        first, second = read_one(
            f"""
            {name} | R6 当初目標 | R6 変更後目標 | R6実績 | R7目標（変更後） | R7目標（当初）
            相談   | 10          | 20            | 15     | 30               | 35
            訪問   | 12          |               | 11     | 40               | 40
            """
        ).plan.indicators

        assert targets(first) == {2024: "20", 2025: "30"}
        assert [target.original.text for target in first.targets] == ["10", "35"]
        # Where nothing was changed the first target stands.
        assert targets(second)[2024] == "12"


def test_a_lone_first_target_is_the_target() -> None:
    (item,) = read_one(
        """
        指標 | R6 当初目標 | R6実績
        相談 | 10          | 15
        """
    ).plan.indicators

    assert targets(item) == {2024: "10"}


def test_a_unit_above_the_table_holds_for_what_has_none() -> None:
    found = read_one(
        """
        行政改革の取組（単位：千円）
        指標   | R5目標 | R5実績 | R6目標 | R6実績
        歳入   | 1,000  | 980    | 1,900  | 870
        収納率 | 80%    | 81%    | 82%    | 83%
        """
    )

    assert [item.unit for item in found.plan.indicators] == ["千円", "%"]
    assert "unit-of-table" in {one.code for one in found.findings}


def test_progress_in_signs_is_the_mark() -> None:
    (item,) = read_one(
        """
        KPI                | 基準値       | 目標値      | 最新値      | 進捗
        転出超過（人）⇩    | △120（H30） | 0（R7）     | △80（R6）  | C
        """
    ).plan.indicators

    assert (marks(item), item.unit, item.direction) == ({2024: "C"}, "人", Direction.DOWN)


def test_two_columns_of_notes_are_given_back_one_by_one() -> None:
    for heading in ("R6実績", "実績"):
        (item,) = read_one(
            f"""
            令和6年度
            指標 | R6目標 | {heading} | 備考 | 摘要
            相談 | 10     | 12        | 窓口 | 速報
            """
        ).plan.indicators

        assert item.notes == ("窓口",)
        assert [text for _, text in item.extras] == ["速報"]


def test_a_second_mark_keeps_its_own_name() -> None:
    found = read_one(
        """
        指標 | R6目標 | R6実績 | 自己評価 | 外部評価
        相談 | 10     | 9      | B        | A
        """
    )
    (item,) = found.plan.indicators

    assert marks(item) == {2024: "B"}
    assert [text for _, text in item.extras] == ["A"]
    assert "外部評価" in {column.column.title.strip() for column in found.columns}


def test_a_row_of_units_below_the_headings_is_no_indicator() -> None:
    (item,) = read_one(
        """
        指標 | R5目標 | R5実績 | R6目標 | R6実績
             | （人） | （人） | （人） | （人）
        相談 | 10     | 9      | 12     | 13
        """
    ).plan.indicators

    assert (item.name, item.unit, targets(item)) == ("相談", "人", {2023: "10", 2024: "12"})


def test_goals_of_the_plan_left_of_the_indicators_are_a_level_and_no_targets() -> None:
    for year in ("R6", ""):
        plan = read_one(
            f"""
            令和6年度　進捗
            目標 | 指標     | {year}目標 | {year}実績 | 評価
            安心 | 交通事故 | 90         | 92         | B
                 | 刑法犯   | 200        | 190        | A
            元気 | 健診     | 50         | 52         | A
            """
        ).plan

        assert [node.name for node in plan.nodes] == ["安心", "元気"]
        assert [targets(item) for item in plan.indicators] == [{2024: "90"}, {2024: "200"}, {2024: "50"}]


def test_a_year_centred_over_its_columns_without_a_merge_heads_all_of_them() -> None:
    first, second, _ = read_one(
        """
        指標       |        | R5   |       | R6   |       | 評価 | 備考
                   |        | 目標 | 実績  | 目標 | 実績  |      |
        検診受診率 | 胃がん | 50%  | 41.2% | 51%  | 43.0% | B    |
                   | 肺がん | 50%  | 39.9% | 51%  | 40.1% | B    |
        満足度     |        | 80%  | 82%   | 81%  | 83%   | A    |
        """,
        merges=[Span(0, 0, 1, 1), Span(0, 6, 1, 6), Span(0, 7, 1, 7), Span(2, 0, 3, 0), Span(4, 0, 4, 1)],
    ).plan.indicators

    assert (targets(first), actuals(first)) == (
        {2023: "50%", 2024: "51%"},
        {2023: "41.2%", 2024: "43.0%"},
    )
    assert (second.name, actuals(second)[2024]) == ("検診受診率 肺がん", "40.1%")
