"""The families of table layouts by name, and how an officer would describe each."""

from __future__ import annotations

PLAIN = "one-row-per-indicator"
COLUMNS = "columns"
LINES = "lines"
CHAIN = "chain"

LAYOUTS: dict[str, str] = {
    PLAIN: "1指標が1行で、年度ごとに列がある表",
    COLUMNS: "1指標が1行で、年度や指標名が値の欄などに書かれた表",
    LINES: "1指標が2行以上（目標・実績・達成率など、または年度ごと）の表、または1指標ごとの枠",
    CHAIN: "基準値⇒目標値⇒実績値が一つの欄に書かれた表",
}
