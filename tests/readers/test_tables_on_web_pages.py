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
