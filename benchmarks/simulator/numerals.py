"""Chinese numerals up to ninety-nine, and years digit by digit."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"


def chinese(number: int, *, by_digit: bool = False) -> str:
    """Return a number in Chinese; raise ValueError for what is not between 0 and 99 unless by digit."""
    if by_digit:
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if not 0 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
