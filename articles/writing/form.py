"""What a person types to write an analysis: the text, what it is about, a photo, who wrote it, who they are."""

from typing import Any

from articles.forms import AboutPart, LicencePart, OpenPart, SigningPart, TextPart
from articles.models import Article
from contributors import consent_texts
from contributors.parts import Part
from initiatives.submission.forms import LongForm
from initiatives.submission.forms.photo import PhotoForm
from photos.models import Photo

COLUMNS = ("kind", "title", "summary", "text", "territory", "signed_by", "licence", "is_open")


class ArticleForm(LongForm):
    """An analysis as a form in parts."""

    kind = "article"
    consent = consent_texts.ARTICLE
    photo: PhotoForm
    has_photo = True

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> None:
        """Make the parts but the last."""
        self.text, self.opening, self.about = TextPart(**given), OpenPart(**given), AboutPart(**given)
        self.photo = PhotoForm(**given, kept=kept)
        self.signing, self.licence = SigningPart(**given), LicencePart(**given)

    @property
    def parts(self) -> list[Part]:
        """All parts, in the order of the page."""
        return [
            self.text, self.opening, self.about, self.photo, self.signing, self.licence, self.contributor,
        ]  # fmt: skip

    def as_article(self) -> Article:
        """Return the analysis, not saved; call it once the form is valid."""
        told = self.told
        article = Article(**{name: told[name] for name in COLUMNS})
        article.is_open = article.is_open and article.kind == Article.Kind.METHOD
        return article

    def named(self) -> dict[str, list[Any]]:
        """Return the sheets and the themes that it names; call it once the form is valid."""
        told = self.told
        return {name: told[name] for name in ("initiatives", "events", "themes", "authors")}
