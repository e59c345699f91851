"""What a moderator may decide about a sheet: the transitions of `moderation.actions`, with their words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from moderation import actions, freshness, questions, trusting
from moderation.actions import MOVES, TransitionRefused, lock
from moderation.admin.reasons import ConfirmationForm, OptionalReasonForm, QuestionForm, ReasonForm
from moderation.admin.seen import changed_since
from moderation.authors import Author
from moderation.models import Revision, Sheet, Status, Trust


def _always(_sheet: Sheet) -> bool:
    return True


def _needs_no_mail(sheet: Sheet) -> bool:
    """Tell whether no mailed link still waits for its author."""
    return sheet.status != Status.UNCONFIRMED or sheet.submitted_by_id is None


def _lasts(sheet: Sheet) -> bool:
    return sheet.lasts


def _has_an_author(sheet: Sheet) -> bool:
    return sheet.submitted_by_id is not None


def _author_to_trust(sheet: Sheet) -> bool:
    return _has_an_author(sheet) and not Trust.objects.covers(sheet, sheet.submitted_by)


def _trusts_somebody(sheet: Sheet) -> bool:
    return Trust.objects.about(sheet).exists()


def _trust(*, sheet: Sheet, by: Author) -> Sheet:
    if sheet.submitted_by:
        trusting.trust(sheet=sheet, contributor=sheet.submitted_by, by=by)
    return sheet


def _distrust(*, sheet: Sheet, by: Author) -> Sheet:
    trusting.distrust(sheet=sheet)
    return sheet


def _ask(*, sheet: Sheet, by: Author, reason: str) -> Sheet:
    return questions.ask(sheet=sheet, by=by, text=reason)


@dataclass(frozen=True)
class Outcome:
    """What became of a decision about several sheets."""

    done: list[Sheet] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    """Why the others stayed as they were, in French."""


@dataclass(frozen=True)
class Decision:
    """One transition, as a button, as an action on several sheets, and as a page that asks once more."""

    name: str
    """In addresses and in the names of buttons."""
    label: str
    """On the button: a verb."""
    done: str
    """What the sheet then is, in the feminine singular: « publiée »."""
    effect: str
    """What happens next, for the page that asks once more."""
    act: Callable[..., Sheet]
    origins: frozenset[str]
    form: type[ConfirmationForm] = ConfirmationForm
    condition: Callable[[Sheet], bool] = _always
    done_many: str = ""
    """The same of several sheets, where it is more than an « s »."""
    key: str = ""
    """The key that stands for it on the page of a sheet, where shortcuts are on."""
    saves: bool = False
    """Whether one button saves the sheet and decides; the others go through the page that asks once more."""

    def applies_to(self, sheet: Sheet) -> bool:
        """Tell whether this may be decided about this sheet now."""
        return sheet.status in self.origins and self.condition(sheet)

    def take(
        self,
        sheets: Iterable[Sheet],
        *,
        by: Author,
        reason: str = "",
        seen: Mapping[int, int | None] | None = None,
    ) -> Outcome:
        """Decide about each sheet in turn, each in its own transaction: one that is refused leaves the others done.

        `seen` has, by number, the version in which each was shown: one that changed since is left as it is.
        """
        words = {"reason": reason} if "reason" in self.form.base_fields else {}
        outcome = Outcome()
        for sheet in sheets:
            try:
                with transaction.atomic():
                    if seen and changed_since(lock(sheet), seen.get(sheet.pk)):
                        raise TransitionRefused(
                            f"«\u00a0{sheet.title_text}\u00a0» vient de changer\u00a0: relisez-la avant de décider."
                        )
                    outcome.done.append(self.act(sheet=sheet, by=by, **words))
            except TransitionRefused as refusal:
                outcome.refusals.append(str(refusal))
            except ObjectDoesNotExist:
                outcome.refusals.append(f"«\u00a0{sheet.title_text}\u00a0» n’existe plus.")
        return outcome


def _has_page(sheet: Sheet) -> bool:
    """Leave alone what was taken down already; what came to its end may still have its page."""
    return sheet.has_page


def _origins(*actions_of_history: str) -> frozenset[str]:
    """Return where these transitions start."""
    return frozenset(str(origin) for action in actions_of_history for origin in MOVES[action][0])


_ALL = (
    Decision(
        name="publish",
        key="p",
        label="Publier",
        done="publiée",
        effect="La fiche devient visible de tout le monde, avec les acteurs qu’elle nomme et qui attendent avec elle. "
        "La personne qui l’a proposée reçoit un courriel.",
        act=actions.publish,
        origins=_origins(Revision.Action.PUBLISH),
        saves=True,
    ),
    Decision(
        name="refuse",
        key="r",
        label="Refuser",
        done="refusée",
        effect="La fiche quitte la file d’attente. La personne qui l’a proposée reçoit le motif par courriel.",
        act=actions.refuse,
        origins=_origins(Revision.Action.REFUSE),
        form=ReasonForm,
    ),
    Decision(
        name="ask",
        key="q",
        label="Poser une question",
        done="en attente d’une réponse",
        done_many="en attente d’une réponse",
        effect="La fiche reste dans la file d’attente. La personne qui l’a proposée reçoit la question par courriel, "
        "et vous, sa réponse.",
        act=_ask,
        origins=frozenset({str(Status.PENDING)}),
        form=QuestionForm,
        condition=_has_an_author,
    ),
    Decision(
        name="enqueue",
        label="Mettre en attente",
        done="mise en attente",
        effect="La fiche rejoint la file d’attente, d’où elle peut être publiée ou refusée.",
        act=actions.enqueue,
        origins=_origins(Revision.Action.CONFIRM, Revision.Action.RESUBMIT),
        condition=_needs_no_mail,
    ),
    Decision(
        name="verify",
        label="Marquer comme vérifiée",
        done="vérifiée",
        effect="La fiche dit qu’elle a été vérifiée ce mois-ci. À faire quand vous savez que tout y est juste.",
        act=freshness.verify,
        origins=frozenset({str(Status.PUBLISHED)}),
        condition=_lasts,
    ),
    Decision(
        name="trust",
        label="Faire confiance à la personne",
        done="confiée à la personne qui l’a proposée",
        done_many="confiées aux personnes qui les ont proposées",
        effect="Les prochaines corrections de la personne qui a proposé la fiche paraîtront sans relecture. "
        "L’historique les montre, et vous pouvez revenir en arrière.",
        act=_trust,
        origins=frozenset({str(Status.PUBLISHED)}),
        condition=_author_to_trust,
    ),
    Decision(
        name="distrust",
        label="Relire de nouveau les corrections",
        done="de nouveau relue à chaque correction",
        done_many="de nouveau relues à chaque correction",
        effect="Plus personne ne modifie cette fiche sans relecture.",
        act=_distrust,
        origins=frozenset(str(status) for status in Status.values),
        condition=_trusts_somebody,
    ),
    Decision(
        name="archive",
        label="Archiver",
        done="archivée",
        effect="La fiche n’est plus visible\u202f; son adresse ne répond plus. Elle peut être remise en ligne. "
        "La personne qui l’a proposée reçoit un courriel.",
        act=actions.archive,
        origins=_origins(Revision.Action.ARCHIVE) | {str(Status.ARCHIVED)},
        condition=_has_page,
        form=OptionalReasonForm,
    ),
    Decision(
        name="restore",
        label="Remettre en ligne",
        done="remise en ligne",
        effect="La fiche redevient visible de tout le monde. Si la personne qui l’avait proposée l’a retirée, "
        "ne la remettez en ligne qu’à sa demande.",
        act=actions.restore,
        origins=_origins(Revision.Action.RESTORE),
    ),
)
DECISIONS: dict[str, Decision] = {decision.name: decision for decision in _ALL}
