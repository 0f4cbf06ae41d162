"""What the corpus does not cover yet: `python -m tests.corpus_gaps` lists rules and cues without a line."""

import re
from collections.abc import Iterator
from types import ModuleType

from streams.analysis.attacks import exclusions
from streams.analysis.explaining.patterns import RULES
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import readings
from streams.analysis.status import cues, retrospect
from tests.test_corpus import article_of, cases


def fired(lexicon: Lexicon) -> set[str]:
    """The rules that make something of a sentence of the corpus."""
    found = set()
    for parameters in cases():
        for reading in readings(article_of(parameters.values[1]), lexicon):
            found |= {finding.rule for finding in reading.findings}
    return found


def unused_rules(lexicon: Lexicon) -> set[str]:
    return set(RULES) - fired(lexicon)


def written() -> str:
    """All that the corpus says, in lower case."""
    told = [parameters.values[1] for parameters in cases()]
    return " ".join(f" {case.get('title', '')} {case['text']} ".lower() for case in told)


def tables(module: ModuleType) -> Iterator[tuple[str, frozenset[str]]]:
    """The tables of cues of a module."""
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, frozenset):
            yield name, value


def unused_cues() -> dict[str, list[str]]:
    """By table of cues the words that no sentence holds."""
    text = written()
    words = set(re.findall(r"[a-z'-]+", text))
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": sorted(cue for cue in cues if cue not in words)
        for module in (cues, exclusions, retrospect)
        for name, cues in tables(module)
    }


if __name__ == "__main__":
    print("rules:", ", ".join(sorted(unused_rules(load()))) or "none")
    for table, cues in unused_cues().items():
        if cues:
            print(f"{table}: {', '.join(cues)}")
