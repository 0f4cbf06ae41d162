"""Standing: whether a contact took place, was planned, wished, called off, or is only spoken of."""

from collections.abc import Sequence
from itertools import zip_longest

from streams.analysis.actors.clauses import Clause
from streams.analysis.status.context import OCCURRED, Status, verb_status
from streams.analysis.status.cues import REJECTING
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous, set_before, verb_left

WANTED = frozenset(
    (
        "possible potential planned proposed future upcoming scheduled any resumption possibility prospect further "
        "more next no expected forthcoming would-be hypothetical"
    ).split()
)
CALLS = frozenset(
    (
        "call calls demand demands possibility prospect plan plans prospects support backing hopes hope push "
        "appeal appeals need readiness willingness ahead failure lack desire resumption invitation adoption "
        "establishment creation announcement revival restart idea chance chances agreement proposal request "
        "requests"
    ).split()
)
WISHED = frozenset(
    (
        "urged urges urging demanded suggested sought wants want wanted called seek seeks seeking considering "
        "awaited discussed need needs requires favours favors supports backs supported backed prefers demands "
        "hopes hoped weighs weighed weighing mulls mulled mulling considers considered contemplates eyes eyed urge "
        "awaits eyeing floats floated pushes"
    ).split()
)
ARRANGED = frozenset(
    (
        "planned expected announced arrange arranging planning plans announces scheduled preparing agreed approved "
        "confirmed schedule set awaits"
    ).split()
)
APPEALED = frozenset(
    (
        "called calls calling pushing hoping waiting pressing prepared preparing planning hopes pushes pushed "
        "ready preps prepares prepare open reached agreed aiming aims eyes pledges vows appealed appeals hoped braces"
    ).split()
)
FOLLOWING = frozenset("followed follows capped".split())  # what comes after talks has them behind it
STOPPED = frozenset(["cancelled", "canceled", "postponed", "scrapped", "suspended", "called-off"])
REJECTED = REJECTING | frozenset(
    "cancels cancel cancelling canceling postpones scraps suspends delays shelves skips skipped snubs snubbed".split()
)
RULED_OUT = frozenset(
    "ruled rules ruling avoid avoids avoided avoiding out suggested proposed discussed risked mooted".split()
)
WHEN = frozenset(["at", "in", "during"])  # "signed an agreement at talks": they were held
BROKEN = frozenset("collapse collapses collapsed stall stalls stalled fail fails failed break breaks broke".split())


def said_to_follow(items: Sequence[Item], index: int) -> int:
    """Where "after" stands behind "the invitation comes", if no day is told of what it followed; 0 if it does not."""
    link = next((at for at in range(index - 1, 0, -1) if items[at].tag in "SVTBR;:"), 0)
    verb = next((at for at in range(link - 1, 0, -1) if items[at].tag != "A" and items[at].low not in LONG), 0)
    follows = verb > 0 and items[link].low == "after" and items[verb].low in FOLLOWS
    return link if follows and not any(item.tag == "Y" for item in items[link:]) else 0


def before_that(items: Sequence[Item], index: int) -> int:
    """The verb that "after visiting" hangs on; -1 if a verb hangs on none so."""
    after = index > 1 and items[index].low.split()[0].endswith("ing") and items[index - 1].low in ("after", "before")
    main = verb_left(items, index - 1) if after else -1
    aim = main > 1 and items[main - 1].tag == "I" and items[main - 2].tag == "N"  # "with a plan to end the war"
    return -1 if aim else main


FOLLOWS = frozenset("come comes came".split())
LONG = frozenset(["hours", "days", "weeks"])  # "comes just days after"


def status_of(clause: Clause, index: int) -> Status:
    """The status of a verb; "to meet" in a headline is a plan, after a journey made it is part of it."""
    items = clause.items
    if items[-1].low == "?" and items[0].tag in "MX":
        return Status("hypothetical", cue="?")
    status = verb_status(items, index)
    led = conjoined(clause, index)
    if led is not None:
        return led
    if to_come(clause, index):
        return Status("planned", cue="when")
    if (link := said_to_follow(items, index)) and status.modality == "occurred":
        return Status(background=True, cue=f"{items[link - 1].low} {items[link].low}")
    if (main := before_that(items, index)) >= 0 and verb_status(items, main).modality == "planned":
        return Status("planned", cue=items[index - 1].low)
    if status.cue in ("will not", "shall not"):
        return Status("denied", cue=status.cue)
    at = previous(items, index, frozenset("AGXHM"))
    trigger = items[index].trigger
    if (
        at >= 0
        and trigger is not None
        and trigger.form == "ing"
        and items[at].tag in "VT"
        and items[at].low in WISHED | RULED_OUT
    ):
        return Status("hypothetical", cue=items[at].low)
    if status.modality not in ("hypothetical", "planned") or at < 1 or items[at].tag != "I":
        return status
    verb = next((back for back in range(at - 1, max(-1, at - 9), -1) if items[back].tag in "VTX;:.SB"), -1)
    if verb < 0 or items[verb].tag not in "VTX":
        return Status("planned", cue="to") if status.cue in ("to", "") or verb >= 0 else status
    trigger = items[verb].trigger
    if trigger is not None and trigger.frame in ("travel", "visit", "meet") and trigger.form in ("ed", "s"):
        return status_of(clause, verb)
    return status


def conjoined(clause: Clause, index: int) -> Status | None:
    """ "A would visit B and meet C": a bare verb after "and" stands as the verb before it does."""
    items = clause.items
    trigger = items[index].trigger
    if trigger is None or trigger.form != "base" or not index or items[index - 1].tag not in "C,":
        return None
    for item in reversed(items[max(0, index - 14) : index]):
        if item.tag in "MI":
            return Status("hypothetical" if item.low in ("may", "might", "could", "can") else "planned", cue=item.low)
    return None


def to_come(clause: Clause, index: int) -> bool:
    """ "When A visits B": a clause of time in the present is of what is to come."""
    trigger = clause.items[index].trigger
    if trigger is None or trigger.form not in ("s", "base"):
        return False
    start = next((at for at in range(index - 1, max(-1, index - 5), -1) if clause.items[at].tag in "S,;VTXMH"), -1)
    return (
        start >= 0 and clause.items[start].tag == "S" and clause.items[start].low in ("when", "once", "before", "until")
    )


def noun_status(clause: Clause, index: int, back: int, verb: int) -> Status:
    """How talks named by a noun stand: held, wanted, offered, called off, or only a frame for something else."""
    items = clause.items
    words = {unit.low for unit in items[index].units}
    words -= {"planned"} if "long" in words else set()  # "a long-planned meeting" is one that was held
    head = items[back] if back >= 0 else None
    if head is not None and head.tag in "VT" and head.low in REJECTED:
        return Status("denied", cue=head.low)  # "cancelled a planned meeting"
    if words & WANTED:
        return Status("denied" if words & {"no", "any"} else "planned", cue="planned")
    if words & WISHED:
        return Status("hypothetical", cue="wished")
    if words & {"recent", "previous"} and back >= 0 and head is not None and head.low == "on":
        return Status(background=True, cue="recent")  # "an update on his recent meetings with B"
    if clause.title and words & REJECTED:
        return Status("denied", cue="rejected")
    first = items[index].units[0].low
    if len(items[index].units) > 1 and first in STARTING and head is not None and head.tag == "P":
        return Status("hypothetical", cue=first)
    if head is not None and ((head.tag == "N" and head.low in REJECTED) or put_off(items, back)):
        return Status("denied", cue=head.low)
    if head is not None and head.tag in "VTXH" and not (clause.title and head.low in SAYING):
        return verb_of_talks(clause, back)
    if head is not None and head.low == "of" and items[back - 2].tag in "VT" and items[back - 1].low in BEGINNINGS:
        return status_of(clause, back - 2)  # "would broker the start of talks"
    if head is not None and head.low == "of" and items[back - 2].low in FOLLOWING:
        return Status(background=True, cue=items[back - 2].low)
    if head is not None and head.low in ("on", "upon") and clause.items[back - 1].low in LOOKING_BACK:
        return Status(background=True, cue=f"{clause.items[back - 1].low} {head.low}")
    if head is not None and head.tag == "I":
        return Status("hypothetical", cue="to")
    if head is not None and head.tag == "P":
        status = preposition_of_talks(clause, back, verb)
        if status is not None:
            return status
    return fate(clause, index)


BEGINNINGS = frozenset("start opening launch beginning".split())
# What is built on or followed up has been: "to follow up on the summit between A and B".
LOOKING_BACK = frozenset(
    "comment comments up build builds building built reflect reflected reflecting capitalise capitalize".split()
)


# Verbs that a phrase may open with: "attempts to revive talks", "the importance of starting negotiations".
STARTING = frozenset(
    "revive resume restart relaunch launch reopen reviving resuming restarting starting launching reopening".split()
)


def verb_of_talks(clause: Clause, back: int) -> Status:
    """What the verb right before says of talks."""
    low = clause.items[back].low
    if low in REJECTED or low in ("denies", "denied"):
        return Status("denied", cue=low)
    if clause.items[back].tag in "VT" and low in WISHED:
        return Status("hypothetical", cue=low)
    if clause.items[back].tag in "VT" and low in ARRANGED:
        return Status("planned", cue=low)
    if low in FOLLOWING:
        return Status(background=True, cue=low)
    status = status_of(clause, back)
    if low in STARTING and back > 1 and clause.items[back - 1].tag == "I" and status.modality == "occurred":
        return Status("hypothetical", cue=f"to {low}")  # "met to restart talks between A and B"
    return status


def preposition_of_talks(clause: Clause, back: int, verb: int) -> Status | None:
    """What stands before "for talks", "ahead of a meeting"."""
    items = clause.items
    if items[back].low in ("ahead of", "before", "without", "until", "toward", "towards"):
        return Status("planned", cue=items[back].low)
    if items[back].low in ("through", "via", "including") and (led := verb_left(items, back)) >= 0:
        status = status_of(clause, led)
        return status if status.modality != "occurred" else None
    left = previous(items, back, frozenset("AGY"))
    if items[back].low == "out of" and left >= 0 and items[left].low in ("pulled", "pulls", "pull", "backed", "backs"):
        return Status("denied", cue="out of")
    if left >= 0 and items[left].tag == "N" and items[left].low in CALLS and items[back].low not in WHEN:
        return Status("hypothetical", cue=items[left].low)
    if left >= 0 and items[left].tag in "VTXN" and items[left].low in APPEALED and items[back].low not in WHEN:
        return Status("hypothetical", cue=f"{items[left].low} {items[back].low}")
    if verb >= 0 and items[back].low in ("for", "to", "in", "at", "on"):
        status = status_of(clause, spoken(items, verb) if items[back].low != "for" else verb)
        trigger = items[verb].trigger
        if trigger is not None and trigger.frame == "travel" and (trigger.form == "ing" or "head" in trigger.lemma):
            return Status("planned", cue=items[verb].low)
        if items[verb].low in REJECTING and items[back].low != "at":
            return Status("denied", cue=items[verb].low)
        return status if status.modality != "occurred" else None
    return None


def spoken(items: Sequence[Item], verb: int) -> int:
    """The verb of speech in whose object an infinitive stands: "stressed the need to send aid in a call"."""
    verb = main = verb_left(items, verb) if items[verb].low == "need" else verb
    while main > 0 and (items[main - 1].tag in "IVT" or items[main].low == "need"):
        main = verb_left(items, main)
    return main if main >= 0 and items[main].low in STRESSING else verb


STRESSING = SAYING | frozenset(
    (
        "stressed underscored underlined emphasized emphasised reiterated reaffirmed discussed outlined raised urged "
        "pressed"
    ).split()
)


def put_off(items: Sequence[Item], at: int) -> bool:
    """Whether "off" at `at` ends "called off" or "put off"."""
    return at > 0 and items[at].low == "off" and items[at - 1].low in ("called", "calls", "put", "puts")


def fate(clause: Clause, index: int) -> Status:
    """What is said of talks after they are named: "will be held", "was cancelled"."""
    near = clause.items[index + 1 : index + 10]
    if set_before(clause.items, index):
        near = near[: next((at for at, item in enumerate(near) if item.tag == ","), len(near))]
    if any(put_off(near, at) for at in range(len(near))):
        return Status("denied", cue="off")
    for item, after in zip_longest(near, near[1:]):
        relative = item.low in ("that", "which") and not (after is not None and after.tag == "N")
        if item.tag in "SB;" or (item.tag == "R" and not relative):  # "agreed in a call that aid will flow"
            break
        if item.tag == "," and after is not None and after.tag == "V" and after.low in SAYING:
            break  # "A, in a call with B, said"
        if item.tag == "M":
            return Status("planned" if item.low in ("will", "shall", "would", "'ll") else "hypothetical", cue=item.low)
        if item.low in STOPPED:
            return Status("denied", cue=item.low)
        if item.low == "due" or (
            item.tag in "VT" and item.low in ("scheduled", "planned", "expected", "set", "slated")
        ):
            return Status("planned", cue=item.low)
        if any(unit.low in BROKEN for unit in item.units):
            return Status(background=True, cue=item.low)
    return OCCURRED
