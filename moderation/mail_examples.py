"""The mails about sheets, with made-up names: what each function of `moderation.mails` gives to its template.

Nothing here is a row of the database. A new template takes one line of `EXAMPLES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone

from moderation.models import Proposal, Question, Report, Status
from moderation.models.naming import FEMININE
from outbox.examples import Example

SECRET = "exemple-sans-effet"  # noqa: S105 no token: the links of examples lead nowhere


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


@dataclass
class ExampleSheet:
    """Stands for a sheet of any kind: what templates of mails ask of one."""

    title_text: str = "Jardin partagé des Exemples"
    place_label: str = "Exempleville (00)"
    main_theme: str = "Alimentation et agriculture"
    summary: str = "Un jardin inventé, où l’on cultive à plusieurs des légumes imaginaires."
    refusal_reason: str = "Merci pour cette proposition. Il manque le jour où l’on peut venir."
    status: str = Status.PUBLISHED
    reminders: int = 1
    may_end: bool = True
    is_published: bool = True
    has_page: bool = True
    words: Mapping[str, str] = field(default_factory=lambda: FEMININE)
    created_at: datetime = field(default_factory=lambda: _ago(9))
    queued_at: datetime = field(default_factory=lambda: _ago(8))
    published_at: datetime = field(default_factory=lambda: _ago(365))

    def __str__(self) -> str:
        return self.title_text

    def get_absolute_url(self) -> str:
        """Return an address of the form that sheets have."""
        return "/initiatives/jardin-partage-des-exemples/"

    def get_status_display(self) -> str:
        """Return the status in words."""
        return str(Status(self.status).label)


def _page() -> str:
    """Return the whole address of the sheet."""
    return settings.SITE_URL + ExampleSheet().get_absolute_url()


def _link(path: str) -> str:
    return f"{settings.SITE_URL}/{path}/{SECRET}/"


def _for_author(**more: object) -> Mapping[str, object]:
    """Return what a mail to the author of a sheet is given."""
    person = SimpleNamespace(name="Camille Exemple", email="camille@exemple.fr")
    return {"sheet": ExampleSheet(), "contributor": person, "follow": _link("suivi")} | more


def _for_moderators(**more: object) -> Mapping[str, object]:
    """Return what a mail to those who moderate is given."""
    return {"sheet": ExampleSheet(), "link": _link("admin")} | more


def _question() -> Question:
    return Question(
        text="Quel jour peut-on venir\u202f?", answer="Le samedi, de dix heures à midi.", asked_at=_ago(3)
    )


def _proposal() -> Proposal:
    change = {"before": "Le samedi", "after": "Le dimanche"}
    return Proposal(
        state=Proposal.State.ACCEPTED,
        changes={"opening_hours": change, "phone": {"before": "", "after": "00 00 00 00 00"}},
        accepted=["opening_hours"],
        comment="Nous avons changé de jour au printemps.",
        answer="Merci\u202f! Le numéro ne répond pas\u00a0: nous ne l’ajoutons pas.",
    )


def _report() -> Report:
    return Report(
        kind=Report.Kind.OUTDATED,
        text="Le jardin a changé de rue au printemps.",
        answer="Merci, l’adresse est corrigée.",
        created_at=_ago(2),
    )


def _digest() -> Mapping[str, object]:
    """Return what the mail that sums up is given."""
    sheet = SimpleNamespace(sheet=ExampleSheet(), claim=None)
    queue = SimpleNamespace(name="initiatives", count=3, since=_ago(8), taken=1)
    line = SimpleNamespace(name="signalements", count=1, is_cut=False, since=_ago(2))
    return {
        "queues": [queue],
        "lines": [line],
        "total": 4,
        "sheets": [(sheet, _link("admin"))],
        "desk": _link("admin"),
        "choice": _link("admin"),
    }


EXAMPLES: dict[str, Example] = {
    "answer": lambda: _for_moderators(question=_question()),
    "changed": lambda: _for_author(history=f"{_page()}historique/"),
    "archived": lambda: _for_author(reason="L’initiative s’est arrêtée l’an dernier."),
    "confirmation": lambda: _for_author(link=_link("confirmer"), expires=_ago(-7)),
    "digest": _digest,
    "erased": _for_author,
    "joined": lambda: _for_author(link=_page()),
    "merged": lambda: _for_author(link=_page()),
    "parted": lambda: _for_author(link=_page()),
    "proposal_confirmation": lambda: _for_author(link=_link("confirmer/modification")),
    "proposal_decided": lambda: _for_author(proposal=_proposal(), link=_page(), is_whole=False),
    "proposed": lambda: _for_moderators(proposal=_proposal()),
    "published": lambda: _for_author(link=_page()),
    "question": lambda: _for_author(question=_question()),
    "queue": lambda: _for_moderators(count=3, oldest=ExampleSheet()),
    "refused": _for_author,
    "report": lambda: _for_moderators(report=_report()),
    "report_answer": lambda: _for_author(report=_report()),
    "sheets": lambda: _for_author(links=[(ExampleSheet(), _link("suivi"))]),
    "still_true": _for_author,
    "unmerged": lambda: _for_author(link=_page()),
    "withdrawn": _for_author,
}
