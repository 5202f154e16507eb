"""A report in words: its year, legend, notes, and the marks that come out otherwise than published."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.report import UnknownYearError, compute_report
from shirube.core.scale import Band, Code, Condition, Scale, Subject
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.writers.sample import change, decide, make_sample


def test_the_report_is_about_the_latest_year_with_figures() -> None:
    assert compute_report(make_sample()).year == year("R7")


def test_another_year_can_be_asked_for() -> None:
    report = compute_report(make_sample(), year=year("R6"))

    assert {item.column.year for item in report.table.columns if item.current} == {year("R6")}


def test_a_year_that_the_plan_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(UnknownYearError, match=r"令和12年度は、この計画にありません.*令和5年度、令和6年度"):
        compute_report(make_sample(), year=year("R12"))


def test_the_legend_prints_the_words_of_the_city() -> None:
    bands = tuple(replace(band, wording=f"{band.name}：本文") for band in build_scale().bands)
    scale = replace(build_scale(), bands=bands, codes=(Code(mark="－", name="評価困難"),))

    report = compute_report(replace(make_sample(), scale=scale))

    assert report.legend_heading == ("評価指標", "詳細")
    assert [(line.mark, line.tone, line.words) for line in report.legend] == [
        ("S", 0, "目標値以上：本文"),
        ("A", 1, "目標値どおり：本文"),
        ("B", 2, "要改善：本文"),
        ("C", 3, "要大幅改善：本文"),
        ("－", None, "評価困難"),
    ]


def test_a_scale_without_wording_prints_its_bands() -> None:
    assert [line.words for line in compute_report(make_sample()).legend] == [
        "目標値以上（120%以上）",
        "目標値どおり（90%以上120%未満）",
        "要改善（50%超90%未満）",
        "要大幅改善（50%以下）",
    ]


def test_a_rule_in_words_only_prints_its_names() -> None:
    scale = Scale(name="words", bands=(Band(mark="○", name="順調"),))

    assert [line.words for line in compute_report(replace(make_sample(), scale=scale)).legend] == ["順調"]


def test_numbered_notes_come_before_the_plan_s_own() -> None:
    plan = replace(decide(make_sample(), "9", "A"), footnotes=("※見本",), remarks=("商工課",))

    notes = compute_report(plan).notes

    assert notes[0].startswith("※1 るのカード普及事業（取扱店舗数） 令和6年度：算定評価はB")
    assert notes[1:] == ("※見本", "商工課")


def test_a_plan_without_a_title_is_called_by_its_name() -> None:
    assert compute_report(replace(make_sample(), title="")).title == "見本市商工業振興プラン"
    assert compute_report(replace(make_sample(), title="", name="")).title == "計画の進捗状況"


def test_a_mark_that_the_rule_changes_is_never_changed_without_a_word() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 95}, marks={"R5": "B"})

    (finding,) = compute_report(build_plan(indicator, scale=build_scale())).findings

    assert finding.code == "printed-mark-changed"
    assert finding.place.render() == "事業1（参加者数） / 令和5年度"
    assert "元の表の評価はBですが、評価基準によるAを印刷しました" in finding.message


def test_marks_that_agree_or_were_decided_give_no_finding() -> None:
    assert compute_report(make_sample()).findings == ()
    assert compute_report(decide(make_sample(), "9", "A")).findings == ()


def test_a_plan_without_a_scale_has_a_table_and_no_legend() -> None:
    report = compute_report(replace(change(make_sample(), "1", notes=()), scale=None))

    assert report.legend == ()
    assert len(report.table.rows) == 14


def test_each_year_is_printed_by_the_version_of_the_rule_in_force_then() -> None:
    old = build_scale()
    new = Scale(
        name="new",
        bands=(Band(mark="○", wording="すべて", conditions=(Condition(Subject.RATE),)),),
        valid_from=year("R7"),
    )
    row = build_indicator("1", targets={"R6": 100, "R7": 100}, actuals={"R6": 100, "R7": 100})
    plan = build_plan(row, scale=new)

    latest = compute_report(plan, scales=(new, old))
    earlier = compute_report(plan, year=year("R6"), scales=(new, old))

    assert [one.final_mark for one in latest.evaluated[0].evaluations] == ["A", "○"]
    assert [line.mark for line in latest.legend] == ["○"]
    assert [line.mark for line in earlier.legend] == ["S", "A", "B", "C"]
