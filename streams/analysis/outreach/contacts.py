"""Contacts: whether two findings of outreach in one article are one contact, and what the one adds to the other."""

from schemas.event import Place
from streams.analysis.actors.cast import Mention
from streams.analysis.outreach.parties import side
from streams.analysis.status.rule import Finding

FAMILY = {"invitation": "word", "message": "word", "offer": "offer"}
MUTUAL = frozenset(f"outreach.{rule}" for rule in "met talks-joint talks-between talks-within talks-of".split())
DIRECTED = frozenset(f"outreach.{rule}" for rule in "called hosted visited travelled visit mediated".split())


def sides(finding: Finding) -> frozenset[str]:
    """The countries and groups that take part."""
    return frozenset(side(one) or one.actor.text for one in (*finding.actors, *finding.targets))


def same_contact(a: Finding, b: Finding) -> bool:
    """Whether two findings speak of one contact: the same sides, the same people as far as named, the same kind."""
    if FAMILY.get(a.mode, "met") != FAMILY.get(b.mode, "met") or a.status.background != b.status.background:
        return False
    if other_people(a, b):
        return False
    ours, theirs = sides(a), sides(b)
    ours, theirs = naming_rebels(ours, theirs), naming_rebels(theirs, ours)
    if a.status.modality != b.status.modality:
        return ours == theirs  # a planned meeting of three is not the visit that was made
    within = (ours < theirs and ours & principals(b)) or (theirs < ours and theirs & principals(a))
    return ours == theirs or (min(len(ours), len(theirs)) > 1 and bool(within))


def naming_rebels(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """The sides, rebels without a name as the group that the others name; a state's side is its code."""
    groups = {one for one in theirs - ours if one.islower()}
    return ours - {"rebels"} | groups if "rebels" in ours - theirs and len(groups) == 1 else ours


def principals(finding: Finding) -> frozenset[str]:
    """Those between whom it is: of a mediation not the mediators, who may meet by themselves."""
    return sides(finding) - frozenset(side(one) for one in finding.mediators)


def other_people(a: Finding, b: Finding) -> bool:
    """Whether one names a person of a side and the other names another one."""
    for key in sides(a) & sides(b):
        ours, theirs = people(a, key), people(b, key)
        if ours and theirs and not ours & theirs:
            return True
    return False


def people(finding: Finding, key: str) -> set[str]:
    return {
        one.actor.id
        for one in (*finding.actors, *finding.targets)
        if one.role == "person" and one.actor.id and side(one) == key
    }


def venue_of(finding: Finding, place: Place | None) -> str | None:
    """The country where a contact took place, as far as it is said: a visit takes place with the host."""
    if place is not None and place.country:
        return place.country
    if finding.mode == "visit" and finding.targets and finding.targets[0].role == "country":
        return finding.targets[0].actor.country
    return None


def complete(one: Finding, other: Finding) -> None:
    """Takes over who did what to whom where the second finding says it better."""
    gain = told(other) - told(one)
    directed = one.rule in MUTUAL and other.rule in DIRECTED and sides(one) == sides(other)
    if gain > 0 or (directed and gain >= -2):
        turned = other.rule in MUTUAL and sides(one) == sides(other) and len(other.actors) == len(other.targets) == 1
        turned = turned and {side(us) for us in one.actors} == {side(them) for them in other.targets}
        ours, theirs = (other.targets, other.actors) if turned else (other.actors, other.targets)
        one.actors, one.targets, one.mediators = ours, theirs, other.mediators or one.mediators
    one.rule = other.rule if directed else one.rule


def told(finding: Finding) -> int:
    return sum(worth(one) for one in (*finding.actors, *finding.targets)) + 4 * len(sides(finding))


def worth(mention: Mention) -> int:
    return (1 if mention.actor.id else 0) + (1 if mention.role == "person" else 0)
