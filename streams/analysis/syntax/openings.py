"""Openings: where a side clause that opens a sentence ends, and the main clause begins."""

from collections.abc import Sequence

from streams.analysis.syntax.phrases import Item


def opening_ends(items: Sequence[Item], link: int) -> int:
    """The comma that ends what the linking word at `link` opens a sentence with; -1 if the sentence does not open so.

    "Three days after the coup, gunmen shot ...", "Weeks after rebels took the town, killing two, planes bombed ...".
    """
    if link > 2:
        return -1
    for comma in (at for at in range(link + 1, len(items) - 1) if items[at].tag == ","):
        if items[comma + 1].tag != "N":
            continue
        verb = next((at for at in range(comma + 1, len(items)) if items[at].tag not in "NPAYDC"), len(items))
        listed = any(item.tag == "C" for item in items[comma:verb])
        told = any(item.tag in "VTXH" for item in items[link:comma])
        if verb < len(items) and items[verb].tag in "VTXHM" and (told or not listed):
            return comma
    return -1
