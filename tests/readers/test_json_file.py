"""Reading our own exchange file back: equal, or refused with a reason that an officer understands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shirube.core.exchange import encode_plan
from shirube.readers.json_file import parse_plan_json, read_plan_file, read_plan_json
from shirube.readers.source import UnreadableFile
from tests.builders import build_indicator, build_plan, build_scale

PLAN = build_plan(build_indicator(targets={"R5": 20}, actuals={"R5": 21}), scale=build_scale())
DATA = json.dumps(encode_plan(PLAN), ensure_ascii=False).encode()


def test_the_file_gives_an_equal_plan(tmp_path: Path) -> None:
    path = tmp_path / "計画.json"
    path.write_bytes(DATA)

    assert read_plan_json(path) == PLAN
    assert read_plan_file(path).plan == PLAN
    assert read_plan_file(path).grid.file == "計画.json"


def test_a_byte_order_mark_of_an_editor_does_no_harm() -> None:
    assert parse_plan_json(b"\xef\xbb\xbf" + DATA) == PLAN


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (DATA[:-9], "途中で切れて"),
        (b"", "JSONとして正しくありません"),
        ("計画".encode("cp932"), "UTF-8"),
        (b"[" * 100_000, "入れ子"),
        (b'{"format": "shirube-plan", "version": ' + b"9" * 5_000 + b"}", "桁数"),
        (b'{"format": "other"}', "しるべの計画ファイル"),
    ],
)
def test_a_broken_file_is_refused_in_one_japanese_line(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_plan_json(data, name="計画.json")

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_said_not_to_open(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="開けません"):
        read_plan_json(tmp_path / "ない.json")


def test_our_own_file_is_read_without_what_understands_tables(tmp_path: Path) -> None:
    exchange, table = tmp_path / "計画.json", tmp_path / "計画.tsv"
    exchange.write_bytes(DATA)
    table.write_text("指標\tR5目標\tR5実績\n来館者数\t20人\t21人\n", encoding="utf-8")

    assert _loads_layouts(exchange) == "False"
    assert _loads_layouts(table) == "True"


def _loads_layouts(path: Path) -> str:
    program = (
        "import sys; from shirube.readers.read import read_plan; read_plan(sys.argv[1]); "
        "print('shirube.readers.layouts' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
