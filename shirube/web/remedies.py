"""What to do about a finding, in the words of the page: readers name options of the command line.

On the page the same is chosen below the table or before the file is taken in.
"""

from __future__ import annotations

import re

# What a remedy says for the command line, and for the page. Headings of a file may stand between: bounded.
_SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"列の読み取り方（shirube check --columns-map）"),
        "下の「列の読み取り方」",
    ),
    # Where no table was found, the page has no columns to choose among.
    (re.compile(r"直すか、読み取り設定（--layout）に heading_rows.*"), "直してください。"),
    (
        re.compile(r"読み取り設定（--layout）[^。]{0,200}?(?:指定|記入|書いて)[^。]{0,20}?ください"),
        "下の「列の読み取り方」で選び直してください",
    ),
    (
        re.compile(r"--scale で評価基準を指定してください。基準の一覧は shirube scales で確認できます。"),
        "評価基準は、取り込んだ後に計画の画面で選べます。",
    ),
    (
        re.compile(r"--sheet でシート(?:の名前)?を指定してください"),
        "読み取るシートだけのファイルを選んでください",
    ),
    (re.compile(r"--table で番号を指定してください"), "表の一覧から選んでください"),
    (re.compile(r"--table で読み取る表を指定するか"), "表の一覧から読み取る表を選ぶか"),
    (
        re.compile(
            r"--columns で列の区切りの位置を指定してください"
            r"|列の区切りの位置を --columns で指定してください（[^）]{0,200}）"
        ),
        "「列の線を引いて読み直す」で列の区切りを示してください",
    ),
    (
        re.compile(r"文字コードに euc-jp を指定してください（--encoding euc-jp）"),
        "文字コードをUTF-8にして保存し直してください",
    ),
)


def say_on_page(remedy: str) -> str:
    """The remedy without options of the command line; one that names none stays as it is."""
    for pattern, words in _SAID:
        remedy = pattern.sub(words, remedy)
    return remedy
