from __future__ import annotations

from shirube.core.ranking import compute_ranking
from tests.builders import year
from tests.core.seed_plan import seed_graded


def test_equal_rates_share_a_place_and_the_next_place_is_skipped() -> None:
    assert [item.place for item in compute_ranking(seed_graded(), year("R7"))[:4]] == [1, 1, 3, 4]


def test_best_first_turns_the_list_round() -> None:
    best = compute_ranking(seed_graded(), year("R7"), best_first=True)[0]

    assert (best.place, best.row.activity, best.mark) == (1, "中小・小口・マル経", "S")


def test_rows_without_a_rate_have_no_place() -> None:
    assert compute_ranking(seed_graded(), year("R8")) == ()
