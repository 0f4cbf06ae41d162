"""The words in a sentence that made an event of it: read again, for a person who asks why."""

from dataclasses import replace
from functools import lru_cache

from schemas.article import Article
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.lexicon.towns import Nowhere
from streams.analysis.reader import readings

Span = tuple[int, int]
NOWHERE = {"url": "https://sentence.invalid/", "title": "", "source": "-", "published": "2000-01-01T00:00:00Z"}
LONGEST = 4000


class Fired:
    """Finds the trigger of a rule in a sentence, or those of its kind; remembers what it found. Where the sentence
    needs the rest of its article, or today's rules read it otherwise, there is none.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        # Where it happened is known; the towns of the world take a second to read.
        lexicon = replace(lexicon, towns=Nowhere())
        self._found = lru_cache(maxsize=5000)(lambda sentence: tuple(_triggers(sentence, lexicon)))

    def __call__(self, sentence: str, rule: str) -> list[Span]:
        if len(sentence) > LONGEST:
            return []
        found = self._found(sentence)
        # An event that several sentences tell has the rule of one of them, and the evidence of another.
        kind = rule.partition(".")[0]
        alike = [span for name, span in found if name.partition(".")[0] == kind]
        return [span for name, span in found if name == rule] or alike


def _triggers(sentence: str, lexicon: Lexicon) -> list[tuple[str, Span]]:
    """Each rule that fires in the sentence by itself, and the characters of its trigger."""
    article = Article.model_validate({**NOWHERE, "text": sentence})
    return [
        (draft.finding.rule, (reading.sentence.start + item.start, reading.sentence.start + item.end))
        for reading in readings(article, lexicon)
        for draft in reading.drafts
        for item in [reading.clause.items[draft.finding.at]]
    ]
