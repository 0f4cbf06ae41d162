"""Armed nouns: whether a noun that can also be peaceful (strike, raid, fire) is armed where it stands."""

from collections.abc import Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    NATURAL,
    exposed,
    weapon_here,
    weapon_here_strict,
    words_of,
)
from streams.analysis.attacks.modifiers import modifiers
from streams.analysis.attacks.sides import MUTUAL, TAKING, harmed, named_target
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor

GUNS = frozenset(
    (
        "small sniper machinegun machine heavy tank artillery mortar rocket rifle automatic missile gun hostile enemy "
        "incoming"
    ).split()
)


FIGHTERS = frozenset(
    (
        "troops soldiers militants rebels army fighters insurgents gunmen forces terrorists militia guerrillas armed"
    ).split()
)


NEEDS_WEAPON = frozenset("strike raid offensive onslaught assault invasion hit battle fighting sabotage".split())


CRIMES = frozenset("killing murder stabbing hijacking kidnapping abduction shots".split())


BLASTS = frozenset(["blast", "explosion"])


SHOT = frozenset("killed dead wounded injured gunman gunmen mass died kills injures wounds".split())


DEADLY = frozenset("killed dead died kills deaths".split())  # of clashes between peoples, tribes, villages
UNREST = frozenset("protesters protestors protest protests demonstrators rioters fans supporters students".split())
MET = SHOT | {"ensued", "erupted", "fierce", "armed"}  # of an encounter that is a fight


def armed_noun(clause: Clause, index: int, actors: list[Mention]) -> bool:
    """Whether a noun that can also be peaceful (strike, raid, fire) is armed here."""
    words = words_of(clause)
    lemma = clause.items[index].trigger.lemma  # type: ignore[union-attr]
    if lemma == "fire":
        return any(unit.low in GUNS for unit in clause.items[index].units)
    if any(one.role in ("armed", "force", "armed-group", "country") for one in actors):
        return True
    if lemma == "encounter" and not (words & MET or {"broke", "out"} <= words):
        return False
    if lemma in MUTUAL or lemma.startswith("exchange") or lemma == "fire exchange":
        deadly = "between" in words and bool(words & DEADLY) and not words & UNREST
        gunfight = deadly or (lemma.startswith(("exchange", "gun", "fire", "shoot")) and not words & POLICING)
        fatal = not words & UNREST and leaves_dead(clause.items, index)
        return bool(words & FIGHTERS) or (gunfight and bool(words & SHOT)) or fatal
    if lemma in NEEDS_WEAPON:
        trigger = clause.items[index].trigger
        held = [] if trigger is None else named_target(clause, index, trigger)
        armed = weapon_here(clause) or any(one.role in ("armed", "force", "armed-group") for one in held)
        dead = leaves_dead(clause.items, index) or died_in(clause.items, index) or fell(clause, index)
        many = any(unit.tag == "#" for unit in clause.items[index].units) and bool({one.role for one in held} & STRUCK)
        return armed or dead or many or strikes_home(clause, index)
    if lemma in CRIMES:
        return weapon_here_strict(clause) or bool(words & FIGHTERS) or notable(clause, index)
    if lemma in BLASTS:
        return (
            weapon_here_strict(clause)
            or bool(words & TERROR and not words & MISHAPS)
            or ((clause.cast.embattled or blasts(clause.items[index])) and not words & MISHAPS)
        )
    return lemma == "shooting" and bool(words & SHOT or leaves_dead(clause.items, index)) and not words & POLICING


def blasts(item: Item) -> bool:
    """Whether several went off, as no accident does: "three explosions rocked the city"."""
    return item.head.low.endswith("s") and any(unit.tag == "#" for unit in item.units)


def strikes_home(clause: Clause, index: int) -> bool:
    """Whether strikes hit something, in an article that tells of war: "four strikes hit the port"."""
    ahead = clause.items[index + 1] if index + 1 < len(clause.items) else None
    hit = ahead is not None and ahead.tag == "T" and ahead.trigger is not None and ahead.trigger.frame == "act"
    return hit and clause.cast.embattled and not clause.title


def fell(clause: Clause, index: int) -> bool:
    """Whether soldiers or police fell in it: "four soldiers died in a raid on their camp"."""
    hurt = harmed(clause, governor(clause.items, index), -1)
    return any(one.role in ("force", "police") for one in hurt)


def leaves_dead(items: Sequence[Item], index: int) -> bool:
    """Whether it is told how many it left dead: "strikes in Omdurman left nine dead", "a clash took place, which cost
    two lives", "death toll in school strike" (no lightning)."""
    if NATURAL & {unit.low for unit in items[index].units}:
        return False
    if any(item.low == "toll" for item in (*items[max(0, index - 2) : index], *items[index + 1 : index + 2])):
        return True
    ahead = items[index + 1 : index + 16]
    verb = next((at for at, item in enumerate(ahead) if item.tag in "VT;:BS" and item.low not in HAPPENED), -1)
    if verb < 0 or not lethal(ahead[verb]):
        return False
    words = [unit for item in ahead[max(0, verb - 3) : verb + 6] for unit in item.units]
    counted = any(unit.tag == "#" or unit.low in DOZENS for unit in words)
    return counted and (ahead[verb].low not in LEAVING or any(unit.low in HARMED for unit in words))


def lethal(item: Item) -> bool:
    """Whether a verb is one of harm ("killed"), or may lead to the word for it ("left nine dead")."""
    return item.low in LEAVING or item.low == "died" or (item.trigger is not None and item.trigger.frame == "harm")


HAPPENED = frozenset("occurred took happened broke ensued erupted began".split())
LEAVING = frozenset("left leaves leave leaving caused causes causing resulted resulting led claimed cost".split())


def died_in(items: Sequence[Item], index: int) -> bool:
    """Whether somebody died in it or was hurt: "eleven died in a strike on the port"."""
    back = governor(items, index)
    if back < 1 or items[back].low not in ("in", "by", "during") or NATURAL & {unit.low for unit in items[index].units}:
        return False
    ahead = [item.units[0].low for item in items[index + 1 : index + 3]]
    aimed = ahead[:1] == ["on"] and not OWN & set(ahead)
    return aimed and bool(HURT & {item.low for item in items[max(0, back - 2) : back]})


STRUCK = frozenset(["country", "site", "shipping", "embassy"])  # "70 strikes against Ukrainian ports"
OWN = frozenset(["his", "her", "their"])  # homes that the police raid
HURT = frozenset("died dead killed wounded injured perished".split())
DOZENS = frozenset("dozens scores hundreds several many".split())
HARMED = frozenset("dead wounded injured killed died death deaths lives".split())


MISHAPS = frozenset(
    "chemical gas boiler volcanic transformer fireworks nitrate factory industrial fuel refinery".split()
)


def notable(clause: Clause, index: int) -> bool:
    """Whether the victim of a murder holds an office, or is one who is killed for what they stand for."""
    trigger = clause.items[index].trigger
    if trigger is None or trigger.mode not in TAKING:
        return False
    victims = named_target(clause, index, trigger) or modifiers(clause, index)[0]
    official = trigger.lemma == "murder" and bool(words_of(clause) & OFFICIALS)
    return official or exposed(victims) or any(one.role in ("office", "person") for one in victims)


OFFICIALS = frozenset(
    "minister president senator judge mayor candidate general jesuits priests bishop archbishop".split()
)


POLICING = frozenset(
    "police cop cops officer officers sheriff deputy deputies fugitive police-involved officer-involved".split()
)


TERROR = frozenset(
    (
        "explosives consulate "
        "suicide terrorist terror bomb bomber convoy mosque army police checkpoint market militants rebels "
        "soldiers troops targeted targeting shrine bus embassy claimed claims car "
        "concert metro subway airport church cathedral temple synagogue jewish parliament rally barracks base "
        "wedding funeral parade nightclub bridge pipeline mausoleum pagoda twin"
    ).split()
)
