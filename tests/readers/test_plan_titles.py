"""The name of a plan and its municipality, as titles give them."""

from __future__ import annotations

import pytest

from shirube.readers.plan_titles import names_plan, parse_municipality, parse_plan_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("あきる野市商工業振興プラン 令和5年度～進捗状況まとめ", "あきる野市商工業振興プラン"),
        ("令和6年度 第2次子ども計画 進捗状況", "第2次子ども計画"),
        ("宇陀市まち・ひと・しごと創生総合戦略 数値目標評価シート", "宇陀市まち・ひと・しごと創生総合戦略"),
        ("環境基本計画の進捗状況", "環境基本計画"),
        ("進捗状況", "進捗状況"),
        # What stands before the name.
        ("平成18年度における行財政改革行動計画の進捗状況", "行財政改革行動計画"),
        ("令和5年度の総合戦略の進捗状況", "総合戦略"),
        ("令和6年度（2024年度）みどり市環境基本計画 年次報告書", "みどり市環境基本計画"),
        (
            "（令和6年度版）高齢者保健福祉計画・第9期介護保険事業計画 実績",
            "高齢者保健福祉計画・第9期介護保険事業計画",
        ),
        ("【資料1】みどり市DX推進計画の取組状況", "みどり市DX推進計画"),
        ("資料2-1 令和6年度 みどり市教育振興基本計画点検評価", "みどり市教育振興基本計画"),
        ("「みどり市健康増進計画」指標一覧", "みどり市健康増進計画"),
        ("みどり市 第2次 環境基本計画 年次報告", "みどり市 第2次 環境基本計画"),
        # What stands behind it.
        ("第2期みどり市総合戦略に係るKPIの進捗状況について", "第2期みどり市総合戦略"),
        ("中心市街地活性化基本計画に掲げる指標の達成状況", "中心市街地活性化基本計画"),
        ("令和５年度みどり市総合計画実施計画進行管理表", "みどり市総合計画実施計画"),
        ("みどり市水道事業経営戦略（令和3年度～令和12年度）進捗管理表", "みどり市水道事業経営戦略"),
        ("みどり市都市計画マスタープラン（改定版）評価指標", "みどり市都市計画マスタープラン（改定版）"),
        ("社会資本総合整備計画(地域住宅計画)の事後評価報告シート", "社会資本総合整備計画(地域住宅計画)"),
        ("環境基本計画の進捗状況と今後の方針", "環境基本計画"),
        ("みどり市観光ビジョン2030 指標一覧", "みどり市観光ビジョン2030"),
        ("2030年度ビジョン 進捗", "2030年度ビジョン"),
        # Titles that name no plan stay as they are, but for the year.
        ("令和5年度 行政評価結果（施策評価）一覧", "行政評価結果（施策評価）一覧"),
        ("計画期間内における目標の達成状況", "計画期間内における目標の達成状況"),
        ("総合計画審議会資料", "総合計画審議会資料"),
        ("子育て支援の進捗状況", "子育て支援"),
        ("令和5年度", "令和5年度"),
        ("", ""),
    ],
)
def test_the_name_of_the_plan_is_cut_out_of_the_title(title: str, name: str) -> None:
    assert parse_plan_name(title) == name


@pytest.mark.parametrize(
    ("title", "municipality"),
    [
        ("あきる野市商工業振興プラン", "あきる野市"),
        ("四日市市総合計画", "四日市市"),
        ("岡山県備前市地域住宅計画", "備前市"),
        ("中心市街地活性化計画", ""),
        ("商工業振興プラン", ""),
        ("「みどり市健康増進計画」指標一覧", "みどり市"),
        ("令和6年度（2024年度）みどり市環境基本計画", "みどり市"),
        ("農村振興基本計画の進捗", ""),
    ],
)
def test_the_municipality_begins_the_title(title: str, municipality: str) -> None:
    assert parse_municipality(title) == municipality


@pytest.mark.parametrize(
    "title",
    ["第3期くろべ町総合戦略", "令和6年度くろべ町総合戦略", "第２次 くろべ町総合戦略", "R7 くろべ町 KPI"],
)
def test_the_number_of_a_plan_is_no_part_of_the_municipality(title: str) -> None:
    assert parse_municipality(title) == "くろべ町"


@pytest.mark.parametrize("line", ["環境基本計画の進捗状況", "みどり市観光ビジョン", "総合戦略"])
def test_a_line_may_name_a_plan(line: str) -> None:
    assert names_plan(line)


@pytest.mark.parametrize(
    "line", ["計画期間 令和5年度～令和9年度", "計画値と実績値", "総合計画審議会", "進捗状況"]
)
def test_what_only_begins_like_a_plan_names_none(line: str) -> None:
    assert not names_plan(line)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", [" ", "令和", "第", "(", "資料1", "計画", "「", "市", "R5", "の", "計画(第"]
)
def test_an_endless_title_is_gone_through_once(piece: str) -> None:
    assert parse_plan_name(f"総合計画{piece * 50_000}の概要").startswith("総合計画")
    assert isinstance(parse_plan_name(piece * 50_000), str)
    assert isinstance(parse_municipality(piece * 50_000), str)


@pytest.mark.parametrize("line", ["【方針1】 くらしに役立つ図書館をめざします", "戦略Ⅱ にぎわい", "方針１"])
def test_a_numbered_part_is_no_plan(line: str) -> None:
    assert not names_plan(line)
    assert names_plan("図書館運営方針（第2期）の評価")
