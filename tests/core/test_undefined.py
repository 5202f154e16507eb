from __future__ import annotations

from shirube.core.undefined import Undefined


def test_every_reason_is_a_polite_sentence_of_its_own_without_a_full_stop() -> None:
    for reason in Undefined:
        assert reason.value.endswith(("ません", "必要です"))
        assert "、" in reason.value
    assert len({reason.value for reason in Undefined}) == len(Undefined.__members__)
