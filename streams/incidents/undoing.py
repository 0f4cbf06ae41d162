"""The corrections that were made, and which of them hold, kept as undos come in any order."""

from collections import Counter

from schemas.correction import Correction, Undo


class Undoing:
    """All corrections by id; one holds unless an undo that holds itself has undone it."""

    def __init__(self) -> None:
        self.made: dict[str, Correction] = {}
        self._undos: Counter[str] = Counter()

    def holds(self, identity: str) -> bool:
        """Whether no undo that holds undoes it."""
        return not self._undos[identity]

    def add(self, correction: Correction) -> list[Correction]:
        """One more; those that hold now and did not, or no longer do. A repeated one changes nothing."""
        if correction.id in self.made:
            return []
        self.made[correction.id] = correction
        turned: list[Correction] = []
        one, held = correction, self.holds(correction.id)
        if held:
            turned.append(one)
        # An id is made from the content, so nothing can undo itself round a corner: the chain has an end.
        while one in turned and isinstance(one.change, Undo):
            undone = one.change.correction
            stood = self.holds(undone)
            self._undos[undone] += 1 if held else -1
            held = self.holds(undone)
            if stood == held or undone not in self.made:
                break
            one = self.made[undone]
            turned.append(one)
        return turned
