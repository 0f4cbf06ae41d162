"""Beside: what the words next to a trigger word say of it."""

from dataclasses import dataclass

from streams.analysis.syntax.phrases import Unit

DETERMINERS_NEXT = frozenset(
    (
        "a an the its his her their this that these those several some two three four five six seven eight nine ten"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a trigger word: the unit before, adverbs passed over, the one behind, a hyphen before."""

    previous: Unit | None
    following: Unit | None
    hyphened: bool

    @property
    def tag(self) -> str:
        """The tag of what stands before; empty where the sentence begins."""
        return self.previous.tag if self.previous else ""

    @property
    def noun_next(self) -> bool:
        """Whether a noun, or a word that may be one, follows at once."""
        return self.following is not None and self.following.tag in ("N", "W")

    @property
    def object_next(self) -> bool:
        """Whether what follows may begin an object."""
        return self.following is not None and (self.following.tag in "NWO#" or self.following.low in DETERMINERS_NEXT)

    @property
    def attack_next(self) -> bool:
        """Whether a noun that names an attack follows at once."""
        return self.following is not None and any(one.frame == "attack" for one in self.following.nouns[:1])

    def contact_told(self, unit: Unit, *, listed: bool) -> bool:
        """Whether a present form that names nothing says what somebody known does with another: "Oslo mediates
        between"; in the plural what several do, the last of them `listed`: "A, B exchange letters", "leaders meet"."""
        before = self.previous.senses if self.previous is not None else None
        if before is None or unit.nouns:
            return False
        if self.previous is not None and runs_its_course(self.previous):
            return True  # "talks resume"
        several = listed or (before.noun is not None and before.noun.plural and before.noun.role == "office")
        return bool(before.named or before.noun) and any(
            one.kind == "outreach" and (one.form == "s" or (one.form == "base" and several)) for one in unit.verbs
        )

    def followed_by(self, *words: str) -> bool:
        """Whether one of these words follows."""
        return self.following is not None and self.following.low in words


def only_finite(unit: Unit) -> bool:
    """Whether a word in -s is a verb, and no plural: "kills", but neither "attacks" nor "mortars"."""
    noun = bool(unit.nouns) or (unit.senses is not None and unit.senses.noun is not None)
    return not noun and any(one.form == "s" for one in unit.verbs)


def harms_some(units: list[Unit], at: int) -> bool:
    """Whether a verb in the past has those it harmed for its object: "shelling killed 15 villagers"."""
    past = any(one.form == "ed" and one.frame == "harm" for one in units[at].verbs)
    ahead = units[at + 1] if at + 1 < len(units) else None
    if past and at == 1 and units[at].low == "killed":
        return ahead is not None and ahead.tag != "P"
    return past and ahead is not None and (ahead.tag == "#" or ahead.low in ("a", "an", "at", "several", "dozens"))


def is_weapon(unit: Unit) -> bool:
    """Whether a word names a weapon: "rocket fire"."""
    return unit.senses is not None and unit.senses.noun is not None and unit.senses.noun.role == "weapon"


def common_trigger(unit: Unit) -> bool:
    """Whether a noun in small letters may itself tell of something done."""
    return unit.tag == "N" and unit.senses is not None and bool(unit.senses.triggers) and not unit.capital


def gerund(unit: Unit | None) -> bool:
    """Whether a word is a verb in -ing."""
    return unit is not None and unit.low.endswith("ing") and (unit.tag == "V" or bool(unit.verbs))


def struck(unit: Unit | None) -> bool:
    """Whether a word is a verb in the past that takes what follows as its object: "struck targets belonging to"."""
    return unit is not None and bool(unit.verbs) and not unit.nouns and unit.verbs[0].form == "ed"


def runs_its_course(talks: Unit) -> bool:
    """Whether a word names talks in the plural, of which it may be told how they go: "talks resume in Oslo"."""
    return talks.low.endswith("s") and any(one.frame == "talks" for one in talks.nouns)


def officials(unit: Unit | None) -> bool:
    """Whether a word is a plural of those who travel for a state: "officials travel to A"."""
    return unit is not None and unit.low.rpartition(" ")[2] in TRAVELLERS


TRAVELLERS = frozenset("officials ministers leaders envoys diplomats negotiators lawmakers senators".split())


def after_article(units: list[Unit], index: int) -> bool:
    """Whether "a" and words that the lexicon does not know open the phrase that a base form ends: "a coordinated
    attack"."""
    index -= 1
    while index >= 0 and units[index].tag == "W" and not units[index].capital:
        index -= 1
    return index >= 0 and units[index].low in ("a", "an", "another")
