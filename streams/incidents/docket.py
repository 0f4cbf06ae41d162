"""The corrections of a bucket at work: what each means among the reports that stand, and what follows for whom.

Kept as corrections and reports come and go: only what is linked to a change, by events that corrections have in
common, is worked out again. What comes out rests on the sets of corrections and reports alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from schemas.correction import Correction, Dismiss, Edit
from streams.incidents.marks import Meaning, marks_of, meaning
from streams.incidents.report import Report
from streams.incidents.rulings import UNRULED, Ruling, rule
from streams.incidents.undoing import Undoing

Revised = dict[str, tuple[Ruling, Ruling]]
"""The rulings that were looked at again, before and after; they may be the same."""


class Docket:
    """The corrections and their rulings; `standing` are the bucket's reports, which it keeps up to date."""

    def __init__(self, standing: Mapping[str, Report]) -> None:
        self.rulings: dict[str, Ruling] = {}
        self.meanings: dict[str, Meaning] = {}
        self.standing = standing
        self._undoing = Undoing()
        self._articles: dict[str, dict[str, Report]] = {}
        self._naming: defaultdict[str, set[str]] = defaultdict(set)
        self._at_event: defaultdict[str, set[str]] = defaultdict(set)
        self._at_article: defaultdict[str, set[str]] = defaultdict(set)

    def take(self, corrections: Iterable[Correction], told: Callable[[str], Iterable[Report]]) -> Revised:
        """More corrections; `told` gives the reports of an article. Repeated ones revise nothing."""
        turned: set[str] = set()
        for one in corrections:
            turned.update(other.id for other in self._undoing.add(one))
            for mark in marks_of(one):
                self._at_event[mark.event].add(one.id)
                if mark.article:
                    self._at_article[mark.article].add(one.id)
                    if mark.article not in self._articles:
                        self._articles[mark.article] = {report.event.id: report for report in told(mark.article)}
        return self._revise(turned)

    def refile(self, before: Report | None, after: Report | None) -> Revised:
        """A report came, went, or is another."""
        asking: set[str] = set()
        for one in (before, after):
            if one:
                asking |= self._at_event.get(one.event.id, set()) | self._at_article.get(one.event.article_id, set())
        if before and (told := self._articles.get(before.event.article_id)) is not None:
            del told[before.event.id]
        if after and (told := self._articles.get(after.event.article_id)) is not None:
            told[after.event.id] = after
        revised = self._revise(asking)
        for one in (before, after):
            if one and (ruling := self.rulings.get(one.event.id)):
                for event in (one.event.id, *ruling.apart):
                    revised.setdefault(event, (self.rulings[event], self.rulings[event]))
        return revised

    def judged(self, correction: Correction) -> tuple[str, ...]:
        """The events of an edit or a dismissal that holds; they belong to the incident that it is about."""
        meaning = self.meanings.get(correction.id)
        return meaning.events if meaning and isinstance(correction.change, Dismiss | Edit) else ()

    def _revise(self, asking: Iterable[str]) -> Revised:
        """Ask again what these corrections mean, and rule anew on all that is linked to a change."""
        events: set[str] = set()
        for name in asking:
            held, now = self.meanings.get(name), None
            if self._undoing.holds(name):
                now = meaning(self._undoing.made[name], self.standing, self._articles)
            if held != now:
                events |= self._mean(name, held, now)
        return self._rule(events)

    def _mean(self, name: str, held: Meaning | None, now: Meaning | None) -> set[str]:
        """A correction means something else from now on; the events that it named or names."""
        for event in held.named if held else ():
            self._naming[event].discard(name)
        for event in now.named if now else ():
            self._naming[event].add(name)
        if now:
            self.meanings[name] = now
        else:
            del self.meanings[name]
        return {event for one in (held, now) if one for event in one.named}

    def _rule(self, events: set[str]) -> Revised:
        """Rule anew on these events and on all that is linked to them."""
        found, corrections, waiting = set(events), set[str](), list(events)
        while waiting:
            for name in self._naming[waiting.pop()] - corrections:
                corrections.add(name)
                linked = set(self.meanings[name].named) - found
                found |= linked
                waiting += linked
        fresh = rule((self._undoing.made[name] for name in corrections), self.meanings)
        revised = {event: (self.rulings.pop(event, UNRULED), fresh.get(event, UNRULED)) for event in found}
        self.rulings |= fresh
        return revised
