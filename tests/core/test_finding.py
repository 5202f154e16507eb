"""What a finding says and where."""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level, Place, sort_findings
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
