"""Tables as CSV that open in Excel as they were meant."""

from __future__ import annotations

from shirube.web.csv_answer import answer_csv


def test_the_file_opens_as_utf_8_and_without_formulas() -> None:
    cells = ["=HYPERLINK(1)", "＝HYPERLINK(1)", "\n=1", "普通", -14]

    answer = answer_csv("a.csv", ["計画"], [[cell] for cell in cells])

    assert answer.content.decode() == (
        "\ufeff計画\r\n'=HYPERLINK(1)\r\n'＝HYPERLINK(1)\r\n\"'\n=1\"\r\n普通\r\n-14\r\n"
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.csv"'
