"""Quotations: where one opens, and whether it is of a single word."""

from streams.analysis.syntax.phrases import Unit


def opens_quote(units: list[Unit], at: int) -> bool:
    """Whether a mark stands right before a word and apart from the one before."""
    touches = at + 1 < len(units) and units[at + 1].start == units[at].end
    return touches and (at == 0 or units[at - 1].end < units[at].start)


def quoted_word(units: list[Unit], index: int) -> bool:
    """Whether a quotation ends at a word that describes the noun behind it: the 'kidnapped' posters."""
    closing, behind = [*units[index + 1 : index + 3], None, None][:2]
    closes = closing is not None and closing.text == "'" and closing.start == units[index].end
    return closes and behind is not None and behind.tag in ("N", "W")
