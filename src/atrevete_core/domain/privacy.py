"""Card numbers never enter: they are masked before a message is stored (DESIGN section 7)."""

import re

#: Groups of digits, one space or dash apart; "+34 …" is a telephone number.
_DIGIT_GROUPS = re.compile(r"(?<![\d+])\d+(?:[ \-]\d+)*")
_GROUP = re.compile(r"\d+")
_CARD_DIGITS = range(13, 20)


def mask_card_numbers(text: str) -> str:
    """The text with every run of 13 to 19 digits that passes Luhn's check replaced by dots.

    The digits may stand in groups, and other groups (the expiry date, the code) beside them.
    """
    return _DIGIT_GROUPS.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    """Try every stretch of whole groups, the longest first."""
    said = match.group()
    groups = [group.span() for group in _GROUP.finditer(said)]
    for first, (start, _) in enumerate(groups):
        for _, end in reversed(groups[first:]):
            digits = [int(each) for each in said[start:end] if each.isdigit()]
            if len(digits) in _CARD_DIGITS and not _is_dialled(digits) and _passes_luhn(digits):
                rest = _DIGIT_GROUPS.sub(_mask, said[end:])
                return f"{said[:start]}{'•' * len(digits)}{rest}"
    return said


def _is_dialled(digits: list[int]) -> bool:
    """A number dialled with its country's 00: no card begins so."""
    return digits[:2] == [0, 0]


def _passes_luhn(digits: list[int]) -> bool:
    doubled = (
        digit if index % 2 == 0 else sum(divmod(digit * 2, 10))
        for index, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0
