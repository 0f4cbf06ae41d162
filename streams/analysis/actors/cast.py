"""The cast of an article: who has been mentioned so far, and what a mention is."""

import datetime
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.event import Actor
from streams.analysis.lexicon.lexicon import Lexicon

POLITICAL_KINDS = frozenset(
    ["country", "organisation", "armed-group", "alliance", "group-of-states", "force", "church"]
)

BEARING = frozenset(["office", "civil", "person"])  # whom a surname may mean
SINGLE = frozenset(["person", "office", "country"])  # who is not "they"
POSTS = frozenset(
    "base camp post outpost checkpoint barracks station garrison depot headquarters prison position".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase understood as somebody or something. `role` is the noun's (force, armed, office, civil, site,
    weapon,
    shipping, embassy, police) or the actor's kind (country, organisation, armed-group, person ...)."""

    actor: Actor
    role: str
    plural: bool = False
    pronoun: bool = False
    definite: bool = False
    hosted: bool = False

    @property
    def political(self) -> bool:
        """Whether it can take part in diplomacy: states, organisations, armed groups, churches, offices, persons of
        them."""
        return self.role in POLITICAL_KINDS or self.role in ("person", "office")

    @property
    def noun(self) -> str:
        """The last of its words, in lower case; empty for somebody who is only meant and has no words."""
        return self.actor.text.lower().rpartition(" ")[2]


@dataclass(slots=True)
class Cast:
    """Who has been mentioned in the article so far, for pronouns, definite descriptions and bare surnames."""

    lexicon: Lexicon
    day: datetime.date
    upper: bool = False
    countries: list[str] = field(default_factory=list)
    embattled: bool = False
    heading: frozenset[str] = frozenset()  # the words of the headline, in lower case
    filed: str = ""  # the town of the dateline, which is "here"
    _introduced: set[str] = field(default_factory=set)
    _recent: list[Mention] = field(default_factory=list)
    _unheard: deque[Callable[[], object]] = field(default_factory=deque)
    _listening: bool = False

    def later(self, hear: Callable[[], object]) -> None:
        """Leaves a sentence to be heard only when somebody asks who was spoken of: most articles never ask."""
        if self._listening:
            hear()
        else:
            self._unheard.append(hear)

    def close(self) -> None:
        """Lets go of the sentences that nobody asked for: they hold the cast as it holds them."""
        self._unheard.clear()

    def _catch_up(self) -> None:
        """Hears the sentences left so far, in their order."""
        if self._listening:
            return
        self._listening = True
        while self._unheard:
            self._unheard.popleft()()
        self._listening = False

    @property
    def recent(self) -> list[Mention]:
        """Who has been spoken of, the latest last."""
        self._catch_up()
        return self._recent

    @property
    def introduced(self) -> set[str]:
        """The ids of the persons that the article has made known."""
        self._catch_up()
        return self._introduced

    def knows(self, id_: str) -> bool:
        return id_ in self._introduced or id_ in self.introduced

    def introduce(self, id_: str) -> None:
        if id_ not in self._introduced:
            self.introduced.add(id_)

    def remember(self, mention: Mention) -> None:
        if not mention.pronoun and mention.role not in ("site", "weapon"):
            self.recent.append(mention)

    def army(self, word: str) -> Mention | None:
        """The forces of one state alone that were named by this word: "the soldiers" after "Ugandan soldiers"."""
        found = [one for one in self.recent[-12:] if one.role == "force" and one.actor.id]
        alike = [one for one in found if one.actor.text.lower().split()[-1:] == [word]]
        return alike[-1] if len({one.actor.id for one in alike}) == 1 else None

    def namesake(self, surname: str) -> Mention | None:
        """Who of those of whom it was told what they are has this surname: "Vega" after "Jorge Vega, a judge"."""
        known = (one for one in reversed(self.recent[-20:]) if one.role in BEARING and not one.plural)
        return next((one for one in known if surname in one.actor.text.lower().split()[1:]), None)

    def group(self) -> Mention | None:
        """The armed group that was named last, which "the group" means sooner than "three gunmen"."""
        return next((one for one in reversed(self.recent[-12:]) if one.role == "armed-group" and one.actor.id), None)

    def antecedent(self, *, plural: bool, roles: frozenset[str] | None = None) -> Mention | None:
        """The latest mention that a pronoun or a definite description can mean."""
        for mention in reversed(self.recent[-12:]):
            single = not mention.plural and mention.role in SINGLE
            alone = plural and roles is None and (single or mention.noun in POSTS)
            if mention.actor.id == "news-media":
                continue  # "reported the Xinhua agency. They were on patrol"
            if not alone and (roles is None or mention.role in roles) and (mention.plural == plural or plural):
                return mention
        return None
