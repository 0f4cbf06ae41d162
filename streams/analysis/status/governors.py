"""Governors: what stands before a verb and rules over it, told by the words alone."""

from collections.abc import Sequence
from itertools import pairwise

from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous


def nobody(items: Sequence[Item], subject: int) -> bool:
    """Whether the phrase before a verb and its auxiliaries is of nobody: "no helicopter has been downed"."""
    while subject > 1 and items[subject].tag == "N" and items[subject - 1].tag == "P":
        subject -= 2
    return subject >= 0 and items[subject].tag == "N" and items[subject].units[0].low in NOBODY


NOBODY = frozenset(["no", "nobody", "none", "no-one"])


def charged(before: Sequence[Item]) -> bool:
    """Whether it is of offences that "including" gives examples: "accused of other crimes including stabbing"."""
    return any(unit.low in OFFENCES for item in before[-4:] for unit in item.units)


OFFENCES = frozenset("crimes offences offenses charges counts abuses atrocities violations".split())


def listed(items: Sequence[Item], at: int) -> int:
    """The preposition before a list of gerunds that ends in "and" at `at`: "instead of robbing, shooting and"; else
    -1."""
    back = at
    while back > 0 and (items[back].tag in ",C" or (items[back].tag in "VTN" and items[back].low.endswith("ing"))):
        back -= 1
    return back if back < at and items[back].tag == "P" and items[at].tag in ",C" else -1


def under_way(before: Sequence[Item]) -> bool:
    """Whether the main clause tells of what is still going on: "is taking its time before attacking"."""
    return any(one.low in PRESENT and (then.low.endswith("ing") or then.tag == "G") for one, then in pairwise(before))


PRESENT = frozenset("is are am 's 're will should must".split())


def based(item: Item) -> bool:
    return item.trigger is not None and item.trigger.form == "base"


def shared(items: Sequence[Item], index: int) -> int:
    """The "to" or modal that a bare verb after "and" or a comma shares with the verb before it; -1 if it has its own.

    "They plan to burn lorries, destroy shops and bomb pylons": all of it is planned.
    """
    trigger = items[index].trigger
    link = previous(items, index, frozenset("A"))  # "and then attack"
    if trigger is None or trigger.form != "base" or link < 0 or items[link].tag not in ",C":
        return -1
    for at in range(link, max(-1, index - 14), -1):
        if items[at].tag in "MI":
            return at
        if items[at].tag in "XH;:.SR" and not named_as(items, at):
            return -1
    return -1


def named_as(items: Sequence[Item], at: int) -> bool:
    """Whether "is" puts a bare verb for what is to be done: "what they try to do is destroy the camp"."""
    return items[at].low == "is" and at > 0 and items[at - 1].low == "do"


def asked(items: Sequence[Item], at: int) -> bool:
    """Whether the subject at `at` stands behind its auxiliary at the head of the sentence: "Will they attack ..." """
    opener = next((back for back in range(at - 1, -1, -1) if items[back].tag not in "NAC,"), -1)
    first = opener == 0 or (opener > 0 and items[opener - 1].tag in ":.")
    return opener >= 0 and first and (items[opener].tag == "M" or items[opener].low in ("do", "does", "did"))
