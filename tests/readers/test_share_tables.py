"""Tables of counts that are told by the shares they print."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.share_tables import find_share_table
from tests.readers.tables import actuals, grid, rates, read_one, targets


def test_a_printed_share_tells_what_was_to_be_done_and_what_was() -> None:
    found = read_one(
        """
        平成30年度 総合計画 達成状況
        区分 | 指標数 | 順調に推移している指標数 | 順調に推移していない指標数 | 割合
        客観的指標 | 63 | 51 | 12 | 81.0%
        主観的指標 | 52 | 31 | 21 | 59.6%
        合計 | 115 | 82 | 33 | 71.3%
        """
    )

    first, second = found.plan.indicators
    assert (first.name, targets(first), actuals(first)) == ("客観的指標", {2018: "63"}, {2018: "51"})
    assert (targets(second), actuals(second), rates(second)) == ({2018: "52"}, {2018: "31"}, {2018: "59.6%"})
    assert [item.name for item in found.totals] == ["合計"]
    (said,) = [one for one in found.findings if one.code == "shares-read"]
    assert said.level is Level.ODD


def test_one_wrong_share_and_nothing_is_taken_for_anything() -> None:
    rows = """
        区分 | 指標数 | 順調な指標数 | 割合
        客観的指標 | 63 | 51 | 81.0%
        主観的指標 | 52 | 31 | {share}
        """

    assert find_share_table(grid(rows.format(share="59.6%"))) is not None
    assert find_share_table(grid(rows.format(share="59.7%"))) is None


@pytest.mark.parametrize(
    "rows",
    [
        # All shares are 100: any column divided by one like it gives that.
        "区分 | 指標数 | 順調な指標数 | 割合\nA群 | 63 | 63 | 100%\nB群 | 52 | 52 | 100%",
        # One row proves nothing.
        "区分 | 指標数 | 順調な指標数 | 割合\nA群 | 63 | 51 | 81.0%",
        # How many fewer there are is no share of what was to be done.
        "区分 | H17総職員数 | H22総職員数 | 対H17増減数 | 対H17増減率\n"
        "市計 | 12,788 | 11,403 | ▲1,385 | ▲10.8%\n町村計 | 5,113 | 4,602 | ▲511 | ▲10.0%",
        # 男 and 女 are both shares of all, and neither is done.
        "区分 | 総数 | 男 | 女 | 男の割合 | 女の割合\nA | 8 | 6 | 2 | 75% | 25%\nB | 5 | 3 | 2 | 60% | 40%",
    ],
)
def test_what_shares_do_not_prove_is_left(rows: str) -> None:
    assert find_share_table(grid(rows)) is None


def test_of_done_and_not_done_the_former_is_taken() -> None:
    found = read_one(
        """
        平成18年度 取組状況
        区分 | 項目数 | 達成 | 未達成 | 達成率 | 未達成率
        役割の重点化 | 49 | 48 | 1 | 98.0% | 2.0%
        財政運営 | 26 | 20 | 6 | 76.9% | 23.1%
        """
    )

    assert actuals(found.plan.indicators[0]) == {2006: "48"}


def test_a_share_of_people_is_no_share_of_what_was_to_be_done() -> None:
    sheet = grid(
        """
        区分 | 審議会等数 | 委員総数 | うち女性委員数 | 女性参画率
        法律に基づくもの | 57 | 653 | 241 | 36.9
        条例に基づくもの | 28 | 320 | 135 | 42.2
        """
    )

    assert find_share_table(sheet) is None
