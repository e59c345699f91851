"""What is held about a person without an account, given to them."""

from datetime import timedelta
from typing import Any

from contributors import acts
from contributors.limits import hit
from contributors.models import Consent, Contributor, Draft, RightsRequest, SensitiveAct
from contributors.rights_requests import note_self_service
from moderation import holdings
from moderation.erasure import sheet_models
from moderation.models import CharterTick, Question, Revision, Sheet
from outbox.models import Message


def sheets_of(contributor: Contributor) -> list[Sheet]:
    """Return all sheets that a person sent."""
    return [
        sheet
        for model in sheet_models()
        for sheet in model._default_manager.filter(submitted_by=contributor).order_by("pk")
    ]


def export_of(contributor: Contributor) -> dict[str, Any]:
    """Return all that is held about a person, as JSON data with French names (RGPD, article 20)."""
    return {
        "personne": {
            "nom": contributor.name,
            "adresse électronique": contributor.email,
            "connue depuis": contributor.created_at,
            "adresse confirmée le": contributor.confirmed_at,
        },
        "consentements": [
            {
                "objet": consent.get_purpose_display(),
                "texte": consent.text_version,
                "donné le": consent.given_at,
            }
            for consent in Consent.objects.filter(contributor=contributor).order_by("pk")
        ],
        "fiches": [_exported(sheet) for sheet in sheets_of(contributor)],
        "signalements": [
            {
                "sorte": report.get_kind_display(),
                "message": report.text,
                "reçu le": report.created_at,
                "réponse": report.answer,
            }
            for report in contributor.reports.order_by("pk")
        ],
        "propositions de modification": [
            {
                "fiche": str(proposal.sheet or ""),
                "changements": proposal.after,  # what was there before is not theirs
                "message": proposal.comment,
                "reçue le": proposal.created_at,
                "état": proposal.get_state_display(),
                "réponse": proposal.answer,
            }
            for proposal in contributor.proposals.order_by("pk").prefetch_related("sheet")
        ],
        "confiances": [
            {"fiche": str(trust.sheet or ""), "donnée le": trust.given_at}
            for trust in contributor.trusts.order_by("pk").prefetch_related("sheet")
        ],
        **holdings.export(contributor),
        "demandes": [
            {
                "demande": asked.get_kind_display(),
                "de la part de": asked.person,
                "reçue le": asked.received_on,
                "ce qui a été fait": asked.done,
                "close le": asked.closed_on,
            }
            for asked in RightsRequest.objects.naming(contributor.email).order_by("pk")
        ],
        "brouillons": [
            {
                "commencé le": draft.created_at,
                "gardé jusqu’au": draft.expires_at,
                "contenu": draft.data,
            }
            for draft in Draft.objects.mailed_to(contributor.email).order_by("pk")
        ],
        "journal": [
            {"acte": act.get_kind_display(), "le": act.at}
            for act in SensitiveAct.objects.filter(about=acts.name_of(contributor)).order_by("pk")
        ],
        "courriels": [
            {"objet": message.subject, "écrit le": message.created_at, "état": message.get_state_display()}
            for message in Message.objects.filter(to__iexact=contributor.email).order_by("pk")
        ],
    }


def note_export(contributor: Contributor) -> None:
    """Write in the register that a person took a copy of their data: once a day, however often they do."""
    if hit("export_noted", str(contributor.pk), limit=1, window=timedelta(days=1)).allowed:
        note_self_service(
            kind=RightsRequest.Kind.ACCESS, done="Copie des données remise aussitôt, depuis la page de suivi."
        )


def _exported(sheet: Sheet) -> dict[str, Any]:
    joined = sheet.merged_into
    revisions = Revision.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk).order_by("pk")
    return {
        "sorte": str(sheet._meta.verbose_name),
        "titre": sheet.title_text,
        "statut": sheet.get_status_display(),
        "proposée le": sheet.created_at,
        "motif du refus": sheet.refusal_reason,
        "fusionnée dans": joined.title_text if joined else "",
        "contenu": sheet.snapshot(),
        "historique": [
            {
                "action": revision.get_action_display(),
                "par": revision.get_role_display(),
                "le": revision.created_at,
            }
            for revision in revisions
        ],
        "questions": [
            {
                "question": question.text,
                "posée le": question.asked_at,
                "réponse": question.answer,
                "répondu le": question.answered_at,
            }
            for question in Question.objects.about(sheet)
        ],
        "points de la charte vérifiés": [
            {"point": tick.point.text, "le": tick.at}
            for tick in CharterTick.objects.about(sheet).select_related("point").order_by("pk")
        ],
        **sheet.told_to_author(),
    }
