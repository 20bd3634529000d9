"""Card numbers never enter: they are masked before a message is stored (DESIGN section 7)."""

import re

_DIGIT_RUN = re.compile(r"(?<![\d+])\d(?:[ \-]?\d){12,18}(?!\d)")


def mask_card_numbers(text: str) -> str:
    """The text with every run of 13 to 19 digits that passes Luhn's check replaced by dots."""
    return _DIGIT_RUN.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    digits = [int(each) for each in match.group() if each.isdigit()]
    return "•" * len(digits) if _passes_luhn(digits) else match.group()


def _passes_luhn(digits: list[int]) -> bool:
    doubled = (
        digit if index % 2 == 0 else sum(divmod(digit * 2, 10))
        for index, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0
