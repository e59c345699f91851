"""What somebody wants a letter to tell of."""

from dataclasses import dataclass
from functools import cached_property

from initiatives.models import Theme
from places.territory import Territory


@dataclass(frozen=True)
class Selection:
    """Territories, themes and sections, the same for all who chose the same: a letter is made once for all of them."""

    territories: tuple[str, ...] = ()
    """Tokens such as `departement-29`; none for the whole country."""
    themes: tuple[int, ...] = ()
    """Numbers of themes; none for all."""
    kinds: tuple[str, ...] = ()
    """Names of sections (`newsletter.sections`); none for all, those that come later included."""

    @cached_property
    def places(self) -> list[Territory]:
        """The territories that exist, today's for a code that is gone."""
        return [place for place in map(Territory.from_token, self.territories) if place]

    @cached_property
    def subjects(self) -> list[Theme]:
        """The themes that exist."""
        known = Theme.objects.remembered() if self.themes else []
        return [theme for theme in known if theme.pk in self.themes]

    @property
    def groups(self) -> list[list[str]] | None:
        """The keys of listings of which a sheet must have one of each group; None when nothing can pass.

        Whoever chose a territory or a theme that is no more is not sent the whole country in its place.
        """
        if (self.territories and not self.places) or (self.themes and not self.subjects):
            return None
        keys = [[place.token for place in self.places], [f"theme:{theme.pk}" for theme in self.subjects]]
        return [group for group in keys if group]

    def wants(self, kind: str) -> bool:
        """Whether a section is among those chosen."""
        return not self.kinds or kind in self.kinds

    @property
    def query(self) -> list[tuple[str, str]]:
        """The filters of the lists of the site that come nearest: they know one territory at a time."""
        pairs = [("theme", theme.slug) for theme in self.subjects]
        return pairs + ([("territoire", self.places[0].token)] if len(self.places) == 1 else [])

    @property
    def label(self) -> str:
        """What is asked for, in words that follow a verb: « dans le Finistère, sur le thème … »."""
        said = _listed([place.phrase for place in self.places]) or "dans toute la France"
        subjects = _listed([f"«\u00a0{theme.name}\u00a0»" for theme in self.subjects])
        if subjects:
            said += f", sur {'les thèmes' if len(self.subjects) > 1 else 'le thème'} {subjects}"
        return said


def _listed(words: list[str]) -> str:
    """Return words as one says them: « a, b et c »."""
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
