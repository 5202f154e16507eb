"""The code of a municipality (全国地方公共団体コード): six digits, the last of which checks the others.

Which codes exist is not known here: municipalities merge, and a list would be out of date.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width

_WEIGHTS = (6, 5, 4, 3, 2)


def parse_municipality_code(text: str) -> str:
    """The six digits of a code, full width and hyphens accepted.

    Raises ValueError, whose text is a Japanese sentence, for five digits or a wrong check digit.
    """
    digits = fold_width(text).replace("-", "").strip()
    if len(digits) != 6 or not digits.isascii() or not digits.isdecimal():
        raise ValueError(f"団体コードは6桁の数字で入力してください（入力された値：「{text}」）。")
    if digits == "000000":
        raise ValueError("団体コード「000000」は使えません。")
    if compute_check_digit(digits[:5]) != digits[5]:
        raise ValueError(f"団体コード「{digits}」は検査数字（6桁目）が合いません。番号をお確かめください。")
    return digits


def compute_check_digit(five: str) -> str:
    """The sixth digit: weights 6 to 2, modulus 11, of the difference to 11 the last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)
