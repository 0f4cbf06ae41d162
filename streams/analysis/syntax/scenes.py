"""Scenes: what those whom an attack met were at: "a judge was driving home when gunmen opened fire"."""

from collections.abc import Sequence

from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject


def scene_verb(left: Sequence[Item]) -> int:
    """Where the verb stands by which the words before "when" only tell what somebody was at: "were on patrol", "had
    gone out", "was about to leave"; -1 if they tell more."""
    helper = max((at for at, item in enumerate(left) if item.tag in "XH" and not item.low.endswith("ing")), default=-1)
    ahead = next((item for item in left[helper + 1 :] if item.tag not in "AG"), None)
    if helper < 0 or ahead is None:
        return -1
    if left[helper].low == "had":
        at_it = ahead.tag in "VT"
    else:
        at_it = ahead.low in ABOUT or ahead.units[0].low.split()[0].endswith("ing")
        at_it = at_it and left[helper].low in ("was", "were", "been") and left[helper - 1].low not in ("have", "has")
    return helper if at_it else -1


ABOUT = frozenset(["on", "aboard", "inside", "about"])


def those_met(items: Sequence[Item], index: int) -> list[int]:
    """Whom the verb at `index` met, where they are told of before "when" and not behind it."""
    link = next((at for at in range(index - 1, 0, -1) if items[at].tag in "SRBVT;:"), 0)
    if items[link].low != "when":
        return []
    left = items[:link]
    helper = scene_verb(left)
    verb = helper if helper >= 0 else next((at for at in range(link - 1, 0, -1) if items[at].low in BEFELL), -1)
    return subject(items, verb) if verb > 0 else []


BEFELL = frozenset("survived escaped survives escapes died dies wounded injured hurt".split())
