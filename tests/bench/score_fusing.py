"""How well reports are fused, on labelled articles and reports: `python tests/bench/score_fusing.py FOLDER`.

FOLDER holds `articles/articles.jsonl` (every event annotated, with an `incident_key` that articles share),
`actor_ids.json` (our names of its actors) and `documents/muc4.jsonl` (the number of incidents in each report). Printed
are, for the articles, precision, recall and F1 over pairs of events: two are a pair when they are one incident; for the
reports, incidents per gold incident, each report fused by itself. Events that were not read are no matter of fusing
and are only counted.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from schemas.article import Article
from schemas.event import Event
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.backtest import Outcome, run

Row = dict[str, Any]
SAME_SENTENCE = 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled event that was read: which incident it is, and which one we hold it for."""

    key: str
    incident: str
    sentence: str


def rows(path: Path) -> list[Row]:
    """The labelled texts of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def article(row: Row) -> Article:
    """A labelled text as an article."""
    given = {"id": row["id"], "url": row.get("url") or f"urn:eval:{row['id']}", "title": row.get("title") or ""}
    published = row.get("published") or f"{row.get('doc_date') or '1990-01-01'}T12:00:00+00:00"
    source = row["source"] if isinstance(row["source"], str) and row["source"] else "eval"
    return Article.model_validate({**given, "text": row["text"], "published": published, "source": source})


def words(text: str) -> frozenset[str]:
    """The words of a sentence."""
    return frozenset(re.findall(r"\w+", text.casefold()))


def told(found: Sequence[Row], outcome: Outcome, ids: Mapping[str, str]) -> Iterator[Told]:
    """The labelled events that were read, each with the event that stands in its sentence."""
    home = {event: one.id for one in outcome.incidents for event in one.events}
    for row in found:
        ours = [event for event in outcome.events if event.article_id == row["id"] and event.id in home]
        for gold, event in matched(list(labelled(row)), ours, ids):
            yield Told(gold["incident_key"], home[event.id], event.evidence.text)


def labelled(row: Row) -> Iterator[Row]:
    """The events of a text that are one incident each and are said to have happened."""
    for gold in row["gold"].get("events", []):
        if gold["incident_key"] and gold["status"] == "occurred" and not gold["borderline"]:
            yield gold


def matched(golds: list[Row], ours: list[Event], ids: Mapping[str, str]) -> Iterator[tuple[Row, Event]]:
    """Labelled events with ours of the same sentence, each once, those of one day first."""
    fits = [
        (str(event.day.date) != gold["date"], -share, event.id, number)
        for event in ours
        for number, gold in enumerate(golds)
        if agrees(gold, event, ids) and (share := likeness(gold, event)) >= SAME_SENTENCE
    ]
    events, taken = {event.id: event for event in ours}, set[int]()
    for _, _, name, number in sorted(fits):
        if name in events and number not in taken:
            taken.add(number)
            yield golds[number], events.pop(name)


def agrees(gold: Row, event: Event, ids: Mapping[str, str]) -> bool:
    """Whether kind and attacker are not others; `ids` has our name for each code."""
    wanted = {ids[code] for code in (gold["actor_code"] or "").split("+") if code in ids}
    said = {name for one in event.actors for name in one.ids}
    return event.kind == gold["type"] and (event.kind != "attack" or not wanted or not said or bool(wanted & said))


def likeness(gold: Row, event: Event) -> float:
    """How much of a sentence of the labelled event ours has."""
    return max(alike(sentence, event.evidence.text) for sentence in gold["evidence_all"])


def alike(one: str, other: str) -> float:
    """The share of the shorter sentence's words that both have."""
    return len(words(one) & words(other)) / max(1, min(len(words(one)), len(words(other))))


def pairs(found: Sequence[Told]) -> tuple[int, int, int]:
    """Pairs of events: rightly one, wrongly one, wrongly apart."""
    right = wrong = apart = 0
    for one, other in combinations(found, 2):
        same, held = one.key == other.key, one.incident == other.incident
        right, wrong, apart = right + (same and held), wrong + (held and not same), apart + (same and not held)
    return right, wrong, apart


@dataclass(frozen=True, slots=True)
class Score:
    """The labelled events that were read, of how many, and the pairs of them."""

    found: Sequence[Told]
    gold: int
    right: int
    wrong: int
    apart: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.apart)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.right + self.wrong), self.right / max(1, self.right + self.apart)
        read = f"{len(self.found)} of {self.gold} labelled events read, {self.right + self.apart} pairs of one incident"
        return f"{read}; pairs fused P={precision:.3f} R={recall:.3f} F1={self.f1:.3f}"


def of_articles(folder: Path, lexicon: Lexicon) -> Score:
    """The pairwise figures."""
    texts = rows(folder / "articles" / "articles.jsonl")
    ids = json.loads((folder / "actor_ids.json").read_text(encoding="utf-8"))
    found = list(told(texts, run((article(row) for row in texts), lexicon), ids))
    return Score(found, sum(1 for row in texts for _ in labelled(row)), *pairs(found))


def print_errors(found: Sequence[Told], errors: int) -> None:
    """So many pairs that are wrong."""
    for one, other in combinations(found, 2):
        if errors and (one.key == other.key) != (one.incident == other.incident):
            errors -= 1
            print(f"    {'apart' if one.key == other.key else 'fused'}  {one.key}: {one.sentence[:100]}")
            print(f"           {other.key}: {other.sentence[:100]}")


@dataclass(slots=True)
class Reports:
    """Labelled reports: gold incidents; events that are told, what they are fused to, and what of it counts."""

    gold: int = 0
    told: int = 0
    held: int = 0
    counted: int = 0

    def __str__(self) -> str:
        shares = [number / max(1, self.gold) for number in (self.told, self.held, self.counted)]
        return "per gold incident ({}): {:.2f} events, {:.2f} fused, {:.2f} that count".format(self.gold, *shares)


def of_reports(folder: Path, lexicon: Lexicon) -> Reports:
    """Incidents per gold incident: all, and those that count; the rest are only mentioned in passing."""
    sums = Reports()
    for row in rows(folder / "documents" / "muc4.jsonl"):
        if row["n_incidents"]:
            outcome = run([article(row)], lexicon)
            found = [one for one in outcome.incidents if one.kind == "attack"]
            sums.gold += row["n_incidents"]
            sums.counted += sum(one.best > 0 for one in found)
            sums.held += len(found)
            sums.told += sum(event.kind == "attack" and event.modality == "occurred" for event in outcome.events)
    return sums


def main() -> None:
    options = argparse.ArgumentParser(description="Scores fusing.")
    options.add_argument("folder", type=Path)
    options.add_argument("--errors", type=int, default=0, help="print so many pairs that are wrong")
    chosen = options.parse_args()
    lexicon = load()
    score = of_articles(chosen.folder, lexicon)
    print(f"articles  {score}")
    print_errors(score.found, chosen.errors)
    print(f"reports   {of_reports(chosen.folder, lexicon)}")


if __name__ == "__main__":
    main()
