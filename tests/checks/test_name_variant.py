from __future__ import annotations

import pytest

from shirube.checks.context import build_context
from shirube.checks.name_variant import check_name_variant, collect_names
from shirube.core.finding import Finding, Level
from shirube.core.indicator import Indicator
from tests.builders import build_indicator, build_plan
from tests.checks.checking import run


def _check(*indicators: Indicator, activity: str = "るのカード普及事業", **more: object) -> list[Finding]:
    return run(check_name_variant, build_plan(*indicators, activity=activity, **more))  # type: ignore[arg-type]


def test_a_name_written_differently_in_a_status_is_odd_and_shown_in_its_sentence() -> None:
    [finding] = _check(build_indicator(status="地図を作り、るるのカードの利用を呼びかけた。"))

    assert finding.level is Level.ODD
    assert "「るるのカード」とありますが、この計画の中の名称は「るのカード」です" in finding.message
    assert "（地図を作り、るるのカードの利用を呼びかけ…）" in finding.message
    assert finding.place.indicator == "るのカード普及事業（参加者数）"


def test_the_corrected_text_is_silent() -> None:
    assert _check(build_indicator(status="地図を作り、るのカードの利用を呼びかけた。")) == []


@pytest.mark.parametrize(
    ("field", "where"), [("goal", "目標とする姿"), ("notes", "備考")], ids=["goal", "note"]
)
def test_goals_and_notes_are_looked_through(field: str, where: str) -> None:
    text = "まちで、るるのカードを使う。"
    value = (text,) if field == "notes" else text

    [finding] = _check(build_indicator(**{field: value}))  # type: ignore[arg-type]

    assert finding.message.startswith(where)


def test_footnotes_are_looked_through() -> None:
    [finding] = _check(build_indicator(), footnotes=("※るるのカードを含む。",))

    assert finding.message.startswith("欄外の注記")
    assert finding.place.render() == "計画全体"


def test_one_spelling_in_several_places_is_one_finding() -> None:
    indicators = [build_indicator(str(number), goal="まちで、るるのカードを使う。") for number in range(3)]

    [finding] = _check(*indicators)

    assert "ほかに2か所" in finding.message


def test_names_of_bodies_count() -> None:
    indicator = build_indicator(bodies=("Bi@Sta",), goal="BI@Staで相談を受ける。")

    [finding] = _check(indicator)

    assert "「Bi@Sta」" in finding.message


def test_names_are_known_with_and_without_their_general_ending() -> None:
    plan = build_plan(build_indicator(name="発行部数(部)"), activity="地域マップの作成【新規事業】")

    names = collect_names(build_context(plan))

    assert {"地域マップの作成", "地域マップ", "発行部数"} <= names


def test_numbered_names_are_not_spellings_of_each_other() -> None:
    indicators = [build_indicator(str(number), goal=f"地域活動支援{number}を続ける。") for number in (1, 12)]

    assert _check(*indicators, activity="地域活動支援11") == []


@pytest.mark.parametrize(
    "text",
    [
        "学校との連携によるるのカードマップを配った。",
        "るのカード会員を増やす。",
        "るのカードの普及を進める。",
        "市内のカードを使う。",
    ],
)
def test_legitimate_wording_is_silent(text: str) -> None:
    assert _check(build_indicator(status=text)) == []


def test_a_plan_without_texts_is_silent() -> None:
    assert _check(build_indicator()) == []
