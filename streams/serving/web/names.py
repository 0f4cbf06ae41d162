"""The names that may be asked for: actors and countries of the lexicon, and whatever the data holds."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from streams.serving.model.question import Filter, Role, slug
from streams.serving.problems import Problem, shown, suggestion

F = TypeVar("F", bound=Filter)


@dataclass(frozen=True, slots=True)
class Names:
    """Ids with their names for a person and the ids above them; what is `seen` in a role is in the data, `towns` gives
    the slugs of the world's towns of a name, the largest first.
    """

    actors: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    seen: Callable[[Role], Collection[str]] = lambda role: ()
    towns: Callable[[str], Sequence[str]] = lambda name: ()

    def checked(self, asked: F) -> F:
        """The same with every name as it is written here. Raises a problem where there is no such name."""
        return replace(
            asked,
            actor=self.actor(asked.actor),
            target=self.actor(asked.target, "target"),
            country=self.country(asked.country),
            patron=self.country(asked.patron),
            place=self.place(asked.place),
            mode=self.mode(asked.mode),
        )

    def actor(self, value: str | None, role: str = "actor") -> str | None:
        """The id, if it is one. Without a list of names every id is."""
        if value is None or not self.actors or value in self.actors or self._acts(value):
            return value
        close = self._of_country(value) or suggestion(value, self.actors) or self._by_name(value, self.actors)
        raise Problem(422, "unknown-name", f"no {role} {shown(value)}{close or '; see /v1/lexicon/actors'}")

    def _acts(self, value: str) -> bool:
        return value in self.seen("actor") or value in self.seen("target")

    def country(self, value: str | None) -> str | None:
        """The alpha-3 code, in capitals."""
        if value is None or not self.countries or value.upper() in self.countries:
            return value and value.upper()
        close = suggestion(value.upper(), self.countries) if len(value) == 3 else ""
        known = self._by_name(value, self.countries) or close or "; countries are ISO 3166-1 alpha-3, such as IRQ"
        raise Problem(422, "unknown-name", f"no country {shown(value)}{known}")

    def place(self, value: str | None) -> str | None:
        """The slug of a site or town that is listed, in the data or on the map; its name will do."""
        if value is None:
            return None
        wanted, seen = slug(value), self.seen("place")
        if wanted in self.places or wanted in seen or not (self.places or seen):
            return wanted
        if towns := self.towns(value):
            return next((one for one in towns if one in seen), towns[0])
        known = {*self.places, *seen}
        close = suggestion(wanted, known) or self._by_part(wanted, known)
        raise Problem(422, "unknown-name", f"no place {shown(value)}{close or '; see /v1/lexicon/places'}")

    def mode(self, value: str | None) -> str | None:
        """A means that is in the data. Where there is none yet, any will do."""
        seen = self.seen("mode")
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

    def _listed(self, role: str) -> Mapping[str, str]:
        if role == "actors":
            return {**dict.fromkeys([*self.seen("actor"), *self.seen("target")], ""), **self.actors}
        return self.countries if role == "countries" else {**dict.fromkeys(self.seen("place"), ""), **self.places}

    def entries(self, role: str, text: str) -> list[dict[str, Any]]:
        """The names of a list that hold this text, and the ids seen in the data that are in no list."""
        listed = self._listed(role)
        wanted = text.casefold()
        return [
            {"id": key, "name": name or key, "parents": list(self.parents.get(key, ()))}
            for key, name in sorted(listed.items())
            if wanted in key.casefold() or wanted in name.casefold()
        ]
