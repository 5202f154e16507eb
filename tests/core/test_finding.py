"""What a finding says and where."""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level, Place, fold_findings, sort_findings
from shirube.core.fiscal_year import FiscalYear


def test_a_place_names_file_sheet_cell_indicator_and_year() -> None:
    place = Place(file="実績.xlsx", sheet="R6", cell="D14", indicator="創業塾", year=FiscalYear(2024))

    assert place.render() == "実績.xlsx / R6 / D14 / 創業塾 / 令和6年度"


def test_an_empty_place_is_the_plan_as_a_whole() -> None:
    assert Place().render() == "計画全体"


def test_the_gravest_findings_come_first_and_keep_their_order() -> None:
    levels = [Level.INFORMATION, Level.GRAVE, Level.ODD, Level.GRAVE]
    findings = [Finding(code=f"c{place}", level=level, message="…") for place, level in enumerate(levels)]

    assert [finding.code for finding in sort_findings(findings)] == ["c1", "c3", "c2", "c0"]
    assert [level.label for level in Level] == ["重大", "要確認", "参考"]


@pytest.mark.parametrize(("code", "message"), [("", "文"), ("code", "")])
def test_a_finding_without_code_or_message_is_refused(code: str, message: str) -> None:
    with pytest.raises(ValueError, match="code and a message"):
        Finding(code=code, level=Level.ODD, message=message)


def build(cell: str, message: str = "読み取れません：「●」", level: Level = Level.ODD) -> Finding:
    return Finding(code="c", level=level, message=message, place=Place(file="表.xlsx", sheet="R6", cell=cell))


def test_findings_that_say_the_same_of_several_places_are_told_once() -> None:
    findings = [build("D4"), build("D5", "読み取れません：「→」"), build("D6"), build("D7")]

    same, other = fold_findings(findings)

    assert same.render_place() == "表.xlsx / R6 / D4 ほか2か所"
    assert same.render_others() == "D6、D7"
    assert same.finding == findings[0]
    assert (other.render_place(), other.render_others()) == ("表.xlsx / R6 / D5", "")


def test_findings_that_differ_in_anything_but_their_place_stay_apart() -> None:
    findings = [build("D4"), build("D4", level=Level.GRAVE), build("D4", "別の文")]

    assert [alike.finding for alike in fold_findings(findings)] == findings


def test_of_very_many_places_the_first_are_named() -> None:
    (alike,) = fold_findings([build(f"D{row}") for row in range(1, 301)])

    assert alike.render_place() == "表.xlsx / R6 / D1 ほか299か所"
    assert alike.render_others() == "D2、D3、D4、D5、D6、D7、D8、D9、D10、D11ほか"
    assert len(alike.places) == 300


def test_a_place_in_another_sheet_is_named_in_full() -> None:
    far = Finding(
        code="c",
        level=Level.ODD,
        message="読み取れません：「●」",
        place=Place(file="表.xlsx", sheet="R7", cell="A1"),
    )

    assert fold_findings([build("D4"), far])[0].render_others() == "表.xlsx / R7 / A1"


def test_two_places_are_two_and_eleven_further_ones_one_too_many() -> None:
    pair, eleven, twelve = (
        fold_findings([build(f"D{row}") for row in range(1, count + 1)])[0] for count in (2, 11, 12)
    )

    assert (pair.render_place(), pair.render_others()) == ("表.xlsx / R6 / D1 ほか1か所", "D2")
    assert eleven.render_others().endswith("D11")
    assert twelve.render_others().endswith("D11ほか")
