"""Clauses: a sentence with who has been mentioned in it, and whom its phrases mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from streams.analysis.actors.actors import owned, resolve
from streams.analysis.actors.armies import of_shared_noun, of_the_speaker
from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.composition import actor_of, forces_of
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.syntax import PASSED, following, objects, passive

PERSONAL = frozenset(["person", "office"])


COLLECTIVE = frozenset(["armed", "armed-group", "force", "police", "country", "alliance", "organisation", "office"])


ALONE = frozenset(["force", "armed", "civil", "police"])  # one of whom "he" may mean in the same sentence


PRONOUN_ROLES = {
    "its": COLLECTIVE,
    "their": COLLECTIVE,
    "they": COLLECTIVE,
    "it": COLLECTIVE,
    "he": PERSONAL,
    "she": PERSONAL,
}


@dataclass(slots=True)
class Clause:
    """A sentence's items and who has been mentioned, with what has been resolved so far; `source` says so in words
    the words before them, the `preamble`."""

    items: list[Item]
    cast: Cast
    title: bool = False
    source: list[Mention] = field(default_factory=list)
    preamble: list[Item] = field(default_factory=list)

    def mention(self, index: int) -> Mention | None:
        """Whom an item means; a pronoun looks first to the subject that stands before it in the sentence."""
        item = self.items[index]
        if len(item.units) == 1 and item.units[0].tag == "O":
            nearer = self.within(index)
            if nearer:
                return nearer
        found = of_shared_noun(self.items, index, self.cast) or resolve(self.items, index, self.cast)
        if found is None and all(unit.low in ANOTHER for unit in item.units):
            found = self.like_it(index)
        if found is None and apposed(self.items, index):
            found = resolve(self.items, index + 2, self.cast)
        if found and found.actor.id is None and found.role == "site" and item.low in VAGUE:
            found = self.situated(index, found)
        if found and found.role in ("armed", "force") and found.actor.id is found.actor.country is None:
            found = self.led(index, found)
        if found and found.role in ("site", "force") and (found.actor.id is None or item.low in BASES):
            found = self.housed(index, found)
        if found and found.role in ("site", "shipping"):
            found = self.laden(index, found)
        found = found and of_the_speaker(self.items, index, found, self.source, self.cast)
        own = len(item.units) > 1 and item.units[1].low == "own"
        facing = item.low.startswith("counterpart")
        if (
            found
            and (own or found.actor.id is None or found.definite)
            and item.units[0].low in ("its", "their")
            and not facing
        ):
            return owned(item, self.within(index), self.cast) or found
        return found

    def like_it(self, index: int) -> Mention | None:
        """What "another" or "a second" is of: the weapon or the fighter who opens the sentence."""
        first = resolve(self.items, 0, self.cast) if index and self.items[0].tag == "N" else None
        one = first is not None and first.role in ("weapon", "armed") and not first.plural
        return replace(first, pronoun=True) if first and one else None

    def led(self, index: int, fighters: Mention) -> Mention:
        """Fighters as the group that leads them or that they are of: "rebels led by A", "troops loyal to B"."""
        text = fighters.actor.text.removesuffix(" loyal")
        at = index + 1
        held = [item.low for item in self.items[index + 1 : index + 3]]
        at += held[:1] == [","] and held[-1] in BELIEVED
        while at < len(self.items) and self.items[at].low in TIES:
            at += 1
        tied = at > index + 1 + (text == fighters.actor.text) and self.items[at - 1].low in TIED | {"of", "from"}
        leader = resolve(self.items, at, self.cast) if tied and at < len(self.items) else None
        side = self.cast.lexicon.actors.get(leader.actor.ancestors[0]) if leader and leader.role == "person" else None
        if leader and side and side.kind == "armed-group":
            leader = replace(leader, actor=actor_of(side, text), role=side.kind, plural=True)
        if leader is None or leader.role != "armed-group" or leader.actor.id is None:
            return fighters
        return replace(leader, actor=leader.actor.model_copy(update={"text": text}))

    def situated(self, index: int, site: Mention) -> Mention:
        """Places without a name with the words that say whose or where: "targets in Gaza's north", "positions of A"."""
        at = index + 1
        while at < len(self.items) and self.items[at].low in BELONGING:
            at += 1
        if at == index + 1 or at >= len(self.items) or self.items[at].tag != "N" or self.items[at].trigger is not None:
            return site  # "targets in a dawn raid"
        link = " ".join(item.low for item in self.items[index + 1 : at])
        text = f"{site.actor.text} {link} {phrase_text(self.items[at].units)}"
        owner = resolve(self.items, at, self.cast) if self.items[at - 1].low not in PLACING else None
        if owner is not None and owner.role in ("armed-group", "force") and owner.actor.id:
            return replace(owner, actor=owner.actor.model_copy(update={"text": text}), hosted=True)
        return replace(site, actor=site.actor.model_copy(update={"text": text}))

    def housed(self, index: int, site: Mention) -> Mention:
        """A base stands for whom it holds: "a base housing US troops", "bases where American troops are stationed"."""
        for at in range(index + 1, min(len(self.items) - 1, index + 7)):
            item = self.items[at]
            if item.tag == "N" and item.units[0].low in HOUSING and len(item.units) > 1:
                inner = Clause([Item("N", item.units[1:])], self.cast).mention(0)
                return held(site, inner, self.cast)
            if item.low == "used" and self.items[index].low not in BASES | VAGUE:
                return site
            if item.low in HOUSING or item.low in ("where", "including"):
                holders = (one for one in self.mentions(following_noun(self.items, at)) if not one.pronoun)
                return held(site, next(holders, None), self.cast)
            if item.tag in "VT;:B" and item.low not in HOUSING:
                return site
        return site

    def laden(self, index: int, vehicle: Mention) -> Mention:
        """A vehicle stands for those it carries: "a bus carrying conscripts"."""
        ahead = self.items[index + 1 : index + 3]
        if len(ahead) < 2 or ahead[0].low not in CARRYING or ahead[1].tag != "N":
            return vehicle
        aboard = resolve(self.items, index + 2, self.cast)
        if aboard is None or aboard.role not in ("force", "armed", "armed-group", "police", "civil"):
            return vehicle
        text = f"{vehicle.actor.text} {ahead[0].low} {aboard.actor.text}"
        return replace(aboard, actor=aboard.actor.model_copy(update={"text": text}))

    def within(self, index: int) -> Mention | None:
        """The first noun phrase of the sentence before a pronoun that it can mean."""
        wanted = PRONOUN_ROLES.get(self.items[index].units[0].low)
        first = index == 0 or self.items[index - 1].tag == ","
        for one in self.source:
            if wanted and one.role in wanted and (one.actor.id or first):
                return replace(one, pronoun=True)
        if wanted and (attacker := self.hit_for_it(index)):
            return replace(attacker, pronoun=True)
        speaker = [index - 2] if index > 1 and self.items[index - 1].low in SAYING else []
        for at in (*speaker, *range(index)) if wanted else ():
            if (
                self.items[at].tag == "N"
                and self.items[at].units[0].tag != "O"
                and not (at and self.items[at - 1].tag == "P")
                and self.items[at + 1].tag != ":"
            ):
                found = resolve(self.items, at, self.cast)
                several = found is not None and found.role == "country" and found.plural
                if several and self.items[index].low == "it":
                    continue  # "Syrians dug in a clinic after it was hit"
                if found and wanted and (found.role in wanted or (wanted is PERSONAL and self.sole(at, index))):
                    return replace(found, pronoun=True)
        return None

    def hit_for_it(self, index: int) -> Mention | None:
        """Whom the verb before hit, for what a pronoun behind "after" did: "shot two men after they had fired"."""
        at = following(self.items, index)
        if index < 3 or self.items[index - 1].low not in CAUSES or not strikes(self.items, at):
            return None
        hit = next((back for back in range(index - 2, -1, -1) if strikes(self.items, back)), -1)
        found = [self.mention(one) for one in objects(self.items, hit)] if hit >= 0 else []
        return next((one for one in found if one is not None and one.role in PROVOKING), None)

    def sole(self, at: int, pronoun: int) -> bool:
        """Whether one soldier or one of the people is all whom "he" can mean: "a conscript died when he trod on it"."""
        persons = [one for one in self.items[:pronoun] if one.tag == "N" and any(of_people(unit) for unit in one.units)]
        senses = self.items[at].head.senses if not self.items[at].low.endswith("forces") else None
        noun = senses.noun if senses is not None else None
        return persons == [self.items[at]] and noun is not None and not noun.plural

    def mentions(self, indexes: Sequence[int]) -> list[Mention]:
        return [found for index in indexes if (found := self.mention(index))]


CAUSES = frozenset("after when because as".split())
PROVOKING = frozenset(["armed", "armed-group", "civil"])  # an ambush of soldiers comes before they are killed, too


def strikes(items: Sequence[Item], at: int) -> bool:
    """Whether a verb tells that its subject attacked somebody."""
    trigger = items[at].trigger if at >= 0 and items[at].tag == "T" else None
    attack = trigger is not None and trigger.kind == "attack" and trigger.frame != "suffer"
    return attack and not passive(items, at)


VAGUE = frozenset(
    "target targets position positions site sites area areas facility facilities location locations infrastructure "
    "assets installation installations compound compounds stronghold strongholds house houses building "
    "buildings".split()
)
TIED = frozenset(["by", "to", "with"])
BELIEVED = frozenset(["believed", "suspected", "thought"])
TIES = (
    TIED
    | BELIEVED
    | frozenset("led linked affiliated allied aligned belonging belong of be members fighters militants from".split())
)
PLACING = frozenset("in near inside around at outside along".split())
BELONGING = PLACING | frozenset("of belonging to held by used owned".split())


CARRYING = frozenset("carrying transporting ferrying taking bringing".split())


BASES = frozenset(
    (
        "base bases camp camps compound compounds facility facilities barracks garrison garrisons depot depots "
        "warehouse warehouses headquarters site sites outpost outposts"
    ).split()
)


HOUSING = frozenset("housing houses house hosting hosts host used sheltering holding manned".split())


ANOTHER = frozenset("a another second third the other".split())


def of_people(unit: Unit) -> bool:
    """Whether a word is of persons: "soldier", "son", or the name of somebody."""
    senses = unit.senses
    return senses is not None and (bool(senses.people) or (senses.noun is not None and senses.noun.role in ALONE))


def following_noun(items: Sequence[Item], at: int) -> list[int]:
    """The first noun phrase after an item, over a "by"."""
    ahead = following(items, at, PASSED | frozenset("P"))
    return [ahead] if ahead >= 0 and items[ahead].tag == "N" else []


def held(site: Mention, inner: Mention | None, cast: Cast) -> Mention:
    """The site as its holders, if they are somebody armed by name."""
    if inner is None or inner.actor.id is None or inner.role not in ("force", "armed-group", "country"):
        return site
    if inner.role == "country":
        inner = replace(inner, actor=forces_of(inner.actor, cast.lexicon))
    return replace(inner, actor=inner.actor.model_copy(update={"text": site.actor.text}), role="force", hosted=True)


def apposed(items: Sequence[Item], index: int) -> bool:
    """Whether what follows a phrase says who it is: "Abu Ali, a Hamas commander", but not "70, Hamas says"."""
    tags = [item.tag for item in items[index + 1 : index + 4]]
    return tags[:2] == [",", "N"] and (len(tags) < 3 or tags[2] not in "VTXHM")
