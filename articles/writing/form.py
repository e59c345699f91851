"""What a person types to write an analysis: the text, what it is about, a photo, who wrote it, who they are."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from articles.forms import AboutPart, LicencePart, OpenPart, SigningPart, TextPart
from articles.models import Article
from contributors import consent_texts
from contributors.parts import Part
from initiatives.submission.forms.contributor import ContributorForm
from initiatives.submission.forms.photo import PhotoForm
from photos.models import Photo

COLUMNS = ("kind", "title", "summary", "text", "territory", "signed_by", "licence", "is_open")


class WriterPart(ContributorForm):
    """Who writes, and their consent to publish the analysis."""

    publication_consent = forms.BooleanField(
        label=consent_texts.ARTICLE.label,
        help_text=consent_texts.ARTICLE.details,
        error_messages={"required": consent_texts.ARTICLE.missing},
    )


class ArticleForm:
    """An analysis as a form in parts."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        kept: Photo | None = None,
        checked: bool = True,
    ) -> None:
        """Read `data` and `files`; `kept` is the photo sent before."""
        given: dict[str, Any] = {"data": data, "files": files, "checked": checked}
        self.text, self.opening, self.about = TextPart(**given), OpenPart(**given), AboutPart(**given)
        self.photo = PhotoForm(**given, kept=kept)
        self.signing, self.licence = SigningPart(**given), LicencePart(**given)
        self.contributor = WriterPart(**given)

    @classmethod
    def again(cls, typed: dict[str, list[str]], *, kept: Photo | None = None, checked: bool) -> "ArticleForm":
        """Return the form filled with what `typed()` gave."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return cls(data, kept=kept, checked=checked)

    @property
    def parts(self) -> list[Part]:
        """All parts, in the order of the page."""
        return [
            self.text, self.opening, self.about, self.photo, self.signing, self.licence, self.contributor,
        ]  # fmt: skip

    def typed(self) -> dict[str, list[str]]:
        """Return what must not be lost, as JSON data; the photo apart."""
        return {name: values for part in self.parts for name, values in part.typed().items()}

    def is_valid(self) -> bool:
        """Check all parts, so that all faults are told at once."""
        return all([part.is_valid() for part in self.parts])  # noqa: C419 every part is checked, not only as far as one fails

    def error_lines(self) -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html."""
        return [line for part in self.parts for line in part.error_lines()]

    def as_article(self) -> Article:
        """Return the analysis, not saved; call it once the form is valid."""
        told = {name: value for part in self.parts for name, value in part.cleaned_data.items()}
        article = Article(**{name: told[name] for name in COLUMNS})
        article.is_open = article.is_open and article.kind == Article.Kind.METHOD
        return article

    def named(self) -> dict[str, list[Any]]:
        """Return the sheets and the themes that it names; call it once the form is valid."""
        about = self.about.cleaned_data
        named = {name: about[name] for name in ("initiatives", "events", "themes")}
        return named | {"authors": self.signing.cleaned_data["authors"]}
