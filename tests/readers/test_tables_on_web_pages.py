"""Tables as offices put them on web pages: years in the cells, notes in brackets, names over columns."""

from __future__ import annotations

from tests.readers.tables import actuals, marks, read_one, targets


def test_years_in_cells_without_an_era_are_those_that_only_heisei_had() -> None:
    found = read_one(
        """
        指標項目 | 現状値 | 実績値 | 目標値
        保育所待機児童数 | 212人(19年度) | 271人(20年度) | 0人(23年度)
        新生児訪問指導を受ける人の割合 | 62.2%(17年度) | 85.8%(19年度) | 100%(22年度)
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == ({2011: "0人(23年度)"}, {2008: "271人(20年度)"})
    assert (targets(second), actuals(second)) == ({2010: "100%(22年度)"}, {2007: "85.8%(19年度)"})
    assert second.baseline is not None
    assert second.baseline.year is not None
    assert second.baseline.year.start == 2005
    assert "year-unknown" not in {one.code for one in found.findings}
    (said,) = (one for one in found.findings if one.code == "era-of-cells")
    assert "23年度" in said.message


def test_one_cell_that_names_the_era_is_enough_for_the_others() -> None:
    found = read_one(
        """
        指標 | 現状 | 目標
        自主防災組織の活動カバー率 | 60.2%(平成28年度) | 81.0%(32年度)
        災害対策コーディネーターの登録者数 | 974人(28年度) | 1,230人(32年度)
        """
    )

    assert [list(targets(item)) for item in found.plan.indicators] == [[2020], [2020]]
    assert "era-of-cells" not in {one.code for one in found.findings}


def test_years_in_cells_that_two_eras_had_are_still_asked_about() -> None:
    found = read_one(
        """
        指標 | 実績値 | 目標値
        利用者数 | 31人(4年度) | 40人(6年度)
        登録者数 | 12人(4年度) | 15人(6年度)
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_a_mark_is_of_the_year_that_the_only_actual_of_its_row_states() -> None:
    found = read_one(
        """
        成果目標 | 当初値 | 目標値 | 結果 | 達成状況
        訪問系サービスの利用時間数 | 494万時間(24年度) | 720万時間(29年度) | 611万時間(29年度) | 順調
        短期入所のサービス提供量 | 26万人日分(24年度) | 38万人日分(29年度) | 36万人日分(29年度) | 順調
        統合失調症の入院患者数 | 18.5万人(20年度) | 15万人(26年度) | 16.4万人(26年度) | 遅れ
        """
    )

    assert [list(marks(item)) for item in found.plan.indicators] == [[2017], [2017], [2014]]


def test_the_end_of_a_project_is_the_year_of_its_goal_and_of_its_result() -> None:
    found = read_one(
        """
        No | 事業の名称 | 指標 | 指標値 | 単位 | 目標月 | 実績値 | 事業の評価
        1 | 戦略策定事業 | - | - | - | - | - | -
        2 | シティセールス事業 | 市の認知度 | 6 | % | H28.3 | 7.3 | 効果があった
        3 | 移住支援事業 | 移住した世帯 | 5 | 世帯 | H28.3 | 7 | 効果があった
        """
    )
    _, known, moved = found.plan.indicators

    assert (targets(known), actuals(known)) == ({2015: "6"}, {2015: "7.3"})
    assert marks(moved) == {2015: "効果があった"}
    assert "year-unknown" not in {one.code for one in found.findings}
    assert "year-of-goal" in {one.code for one in found.findings}


def test_a_year_of_the_goal_far_ahead_is_not_that_of_the_result() -> None:
    found = read_one(
        """
        指標 | 目標値 | 目標年度 | 実績値 | 評価
        市の認知度 | 6 | R12 | 7.3 | A
        移住した世帯 | 5 | R12 | 7 | A
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_the_confirmed_figure_of_a_follow_up_counts_and_not_that_of_the_evaluation() -> None:
    found = read_one(
        """
        指標 | 単位 | 従前値 | 目標値 | 事後評価 | | 確定値 | |
         | | | | 評価値 | 目標達成度 | 確定値 | 計測時期 | フォローアップ時点での達成度
        新規住宅着工数 | 戸 | 201 | 290 | 364 | ○ | 372 | H27年4月 | ○
        居住環境の改善率 | % | 28 | 60 | 55 | ○ | 54 | H27年4月 | △
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == ({2015: "290"}, {2015: "372"})
    assert marks(second) == {2015: "△"}
    (earlier,) = second.actuals[0].earlier
    assert earlier.text == "55"
    assert "goal-dated" in {one.code for one in found.findings}


def test_a_line_above_the_rest_of_the_names_begins_them_and_not_the_row_before() -> None:
    found = read_one(
        """
        項目 | | 目標値(期限) | 計画策定時の数値 | 最新値
        第1分野 働き方の改革
        週労働時間60時間以上の雇用者の割合 | | 5.0%(平成32年) | 8.5%(平成26年) | 6.4%(令和元年)
        男性の育児休業取得率
         | 国家公務員 | 13%(平成32年) | 3.1%(平成26年度) | 12.4%(平成30年度)
         | 地方公務員 | 13%(平成32年) | 1.5%(平成25年度) | 5.6%(平成30年度)
        男性の配偶者の出産直後の休暇取得率 | | 80%(平成32年) | ― | 58.7%(令和元年)
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "週労働時間60時間以上の雇用者の割合",
        "男性の育児休業取得率 国家公務員",
        "男性の育児休業取得率 地方公務員",
        "男性の配偶者の出産直後の休暇取得率",
    ]
    assert {path[0].name for path, _ in found.plan.rows} == {"第1分野 働き方の改革"}


def test_a_promise_for_every_year_is_of_the_year_of_its_actual() -> None:
    first, second = read_one(
        """
        項目 | 目標値(期限) | 計画策定時の数値 | 最新値
        検察官に占める女性の割合 | 30%(平成32年度末) | 22.4%(平成27年) | 25.4%(令和元年)
        採用者に占める女性の割合 | 30%以上(毎年度) | 31.5%(平成27年4月1日) | 36.8%(令和2年4月1日)
        """
    ).plan.indicators

    assert (list(targets(first)), list(actuals(first))) == ([2020], [2019])
    assert (list(targets(second)), list(actuals(second))) == ([2020], [2020])
