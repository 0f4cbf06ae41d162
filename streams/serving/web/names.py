"""The names that may be asked for: actors and countries of the lexicon, and whatever the data holds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from streams.serving.model.question import slug
from streams.serving.problems import Problem, shown, suggestion


@dataclass(frozen=True, slots=True)
class Names:
    """Ids with their names for a person and the ids above them. What is `seen` is in the data, listed or not."""

    actors: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    seen: Callable[[], frozenset[str]] = frozenset
    seen_places: Callable[[], Collection[str]] = tuple
    seen_modes: Callable[[], Collection[str]] = tuple

    def actor(self, value: str | None, role: str = "actor") -> str | None:
        """The id, if it is one. Without a list of names every id is."""
        if value is None or not self.actors or value in self.actors or value in self.seen():
            return value
        close = self._of_country(value) or suggestion(value, self.actors) or self._by_name(value, self.actors)
        raise Problem(422, "unknown-name", f"no {role} {shown(value)}{close or '; see /v1/lexicon/actors'}")

    def country(self, value: str | None) -> str | None:
        """The alpha-3 code, in capitals."""
        if value is None or not self.countries or value.upper() in self.countries:
            return value and value.upper()
        close = suggestion(value.upper(), self.countries) if len(value) == 3 else ""
        known = self._by_name(value, self.countries) or close or "; countries are ISO 3166-1 alpha-3, such as IRQ"
        raise Problem(422, "unknown-name", f"no country {shown(value)}{known}")

    def place(self, value: str | None) -> str | None:
        """The slug of a site or town that is listed or in the data; its name will do."""
        if value is None:
            return None
        wanted, known = slug(value), {*self.places, *self.seen_places()}
        if not known or wanted in known:
            return wanted
        close = suggestion(wanted, known) or self._by_part(wanted, known)
        raise Problem(422, "unknown-name", f"no place {shown(value)}{close or ' in the data'}")

    def mode(self, value: str | None) -> str | None:
        """A means that is in the data. Where there is none yet, any will do."""
        seen = self.seen_modes()
        if value is None or not seen or value in seen:
            return value
        choices = f" (choose {', '.join(sorted(seen))})"
        raise Problem(422, "unknown-name", f"no mode {shown(value)}{suggestion(value, seen)}{choices}")

    def _of_country(self, value: str) -> str:
        """Whoever bears the name of the country whose code this is: USA is `united-states`."""
        name = self.countries.get(value.upper(), "").casefold()
        found = [key for key, actor in self.actors.items() if name and actor.casefold() == name]
        return f"; did you mean {found[0]}?" if found else ""

    @staticmethod
    def _by_part(wanted: str, known: Collection[str]) -> str:
        found = sorted(name for name in known if wanted and wanted in name)[:3]
        return f"; did you mean {' or '.join(found)}?" if found else ""

    @staticmethod
    def _by_name(value: str, names: Mapping[str, str]) -> str:
        wanted = value.casefold()
        found = [key for key, name in names.items() if wanted and wanted in name.casefold()][:3]
        return f"; did you mean {' or '.join(found)}?" if found else ""

    def entries(self, role: str, text: str) -> list[dict[str, Any]]:
        """The names of a list that hold this text, and the ids seen in the data that are in no list."""
        listed = {**dict.fromkeys(sorted(self.seen()), ""), **self.actors} if role == "actors" else self.countries
        wanted = text.casefold()
        return [
            {"id": key, "name": name or key, "parents": list(self.parents.get(key, ()))}
            for key, name in sorted(listed.items())
            if wanted in key.casefold() or wanted in name.casefold()
        ]
