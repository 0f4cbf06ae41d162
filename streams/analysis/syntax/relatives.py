"""Relatives: whom a relative clause describes that ends before a verb, which is then not part of it."""

from collections.abc import Sequence

from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous


def before_relative(items: Sequence[Item], index: int) -> int:
    """Who is described by "who", and has a clause of its own behind it: "a girl who fled after rebels came has been
    killed"; -1 if nobody is."""
    helper = index - 1 if index and items[index - 1].tag in "XH" else -1
    while helper > 0 and items[helper - 1].tag in "XHG":
        helper -= 1
    who = next((at for at in range(helper - 1, 0, -1) if items[at].tag in "R,;:.B"), -1)
    if helper < 0 or who < 1 or items[who].low != "who" or items[who - 1].tag != "N":
        return -1
    linked = [at for at in range(who + 1, helper) if items[at].tag == "S"]
    inner = [at for at in range(who + 1, helper) if items[at].tag in "VT" and items[at].low not in SAYING]
    if not linked and inner == [who + 1] and items[who + 2].tag == "N":
        return who - 1  # "the commander who led the raid was killed"
    return who - 1 if linked and len(inner) > 1 and inner[0] < linked[0] < inner[-1] else -1


def before_participle(items: Sequence[Item], index: int) -> int:
    """Who opens a clause, and what they did behind it, where a verb in the passive tells what became of them: "six men
    sent to mend a road were killed", "pupils sleeping in a tent have been abducted"; -1 if nobody does."""
    helper = index - 1
    while helper > 0 and items[helper].tag in "XHA":
        helper -= 1
    if helper < 2 or not any(item.tag == "X" for item in items[helper + 1 : index]):
        return -1
    before = (at for at in range(helper, -1, -1) if items[at].tag in "RSBC,;:.XHM" or items[at].low in SAYING)
    start = next(before, -1) + 1
    if start + 2 > helper or items[start].tag != "N" or items[start + 1].tag not in "VTW":
        return -1
    doing, ahead = items[start + 1].low, items[start + 2].tag
    undergone = doing.endswith(("ed", "en")) or doing in ("sent", "held", "caught", "made")
    return start if doing.endswith("ing") or (undergone and ahead in "PISYA") else -1


def over_relative(items: Sequence[Item], at: int, index: int) -> int:
    """The noun that the relative clause of the verb at `at` describes, where the verb at `index` is not part of it.

    "The priests and the women who worked with them were killed": it has an auxiliary of its own.
    """
    relative = previous(items, at)
    own = next((one for one in range(at + 1, index) if items[one].tag in "XHM"), -1)
    shut = own > 0 and items[own - 1].tag == ","
    opener = relative > 0 and (items[relative].low == "who" or (shut and items[relative].low in ("which", "that")))
    noun = relative - 2 if shut and relative > 1 and items[relative - 1].tag == "," else relative - 1
    return noun if own > 0 and opener and items[noun].tag == "N" else -1


def headlined(items: Sequence[Item], index: int) -> int:
    """Who is described by "who" in a headline that leaves out "was": "Rebel Who Led Raid Killed In"; -1: none."""
    trigger, ahead = items[index].trigger, items[index + 1 : index + 2]
    harm = trigger is not None and trigger.kind == "attack" and trigger.frame == "harm" and trigger.form == "ed"
    told = harm and [item.low for item in ahead] in (["in"], ["by"])
    who = next((at for at in range(index - 1, 0, -1) if items[at].tag in "RXHM,;:.B"), 0) if told else 0
    alone = who == 1 and not any(item.tag in "VTXHM" for item in items[index + 1 :])
    opens = items[index].units[0].capital or alone
    return who - 1 if who and opens and items[who].low == "who" and items[who - 1].tag == "N" else -1
