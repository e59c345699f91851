"""What is kept here about sheets and persons, told to the floors below."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from contact.forgetting import forget_person
from contact.introductions import drop
from contact.jobs import purge
from contact.models import Block, Complaint, Introduction, Side, Silence, Thread
from contributors.models import Contributor, SignedLink
from moderation.holdings import Holding


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Delete all messages and introductions about these sheets; what waited for an answer ends, and that is told."""
    about = {"content_type": content_type, "object_id__in": list(numbers)}
    threads = list(Thread.objects.filter(**about).values_list("pk", flat=True))
    introductions = Introduction.objects.filter(sides__in=Side.objects.filter(**about)).distinct()
    met = list(introductions.values_list("pk", flat=True))
    for introduction in Introduction.objects.select_for_update(of=("self",)).filter(pk__in=met):
        if introduction.state == Introduction.State.ASKED:
            drop(introduction, named=False)
    _forget_links(Thread, threads)
    _forget_links(Introduction, met)
    _forget_links(Side, list(Side.objects.filter(introduction__in=met).values_list("pk", flat=True)))
    Thread.objects.filter(pk__in=threads).delete()
    Introduction.objects.filter(pk__in=met).delete()
    Block.objects.filter(**about).delete()
    Silence.objects.filter(**about).delete()


def _forget_links(model: type[models.Model], numbers: list[int]) -> None:
    if numbers:
        content_type = ContentType.objects.get_for_model(model)
        SignedLink.objects.filter(content_type=content_type, object_id__in=numbers).delete()


def export(contributor: Contributor) -> dict[str, Any]:
    """Return the messages and introductions of a person: their own words, and those that reached them."""
    threads = [*contributor.threads_sent.order_by("pk"), *contributor.threads_received.order_by("pk")]
    reached = [
        thread for thread in threads if thread.receiver_id != contributor.pk or thread.state not in NOT_YET
    ]
    return {
        "conversations": [_thread(thread, thread.role_of(contributor)) for thread in reached],
        "mises en relation proposées": [
            {
                "fiches": [str(side.sheet or "") for side in introduction.sides.all()],
                "de la part de": introduction.introducer_name,
                "pourquoi": introduction.word,
                "proposée le": introduction.created_at,
                "état": introduction.get_state_display(),
            }
            for introduction in contributor.introductions.order_by("pk").prefetch_related("sides")
        ],
        "mises en relation reçues": [
            {
                "fiche": str(side.sheet or ""),
                "de la part de": side.introduction.introducer_name,
                "pourquoi": side.introduction.word,
                "nom donné": side.name,
                "votre réponse": side.get_answer_display(),
                "répondu le": side.answered_at,
                "ce que vous avez signalé": side.report_text,
            }
            for side in contributor.introduction_sides.order_by("pk").select_related("introduction")
        ],
        "conversations signalées": [
            {
                "fiche": str(complaint.thread.sheet or ""),
                "ce que vous avez signalé": complaint.text,
                "signalée le": complaint.at,
                "traitée le": complaint.settled_at,
            }
            for complaint in Complaint.objects.by(contributor).select_related("thread").order_by("pk")
        ],
        "bloquée ou bloqué partout depuis le": [
            block.at for block in Block.objects.everywhere().filter(sender=contributor)
        ],
        "personnes bloquées": [
            {"fiche": str(block.sheet or "toutes"), "depuis le": block.at}
            for block in contributor.blocks_set.order_by("pk")
        ],
    }


# What did not reach its receiver, and may never.
NOT_YET = (
    Thread.State.UNCONFIRMED, Thread.State.HELD, Thread.State.REFUSED, Thread.State.UNDELIVERED,
)  # fmt: skip


def _thread(thread: Thread, role: str) -> dict[str, Any]:
    return {
        "fiche": str(thread.sheet or ""),
        "de la part de": thread.sender_name,
        "commencée le": thread.created_at,
        "état": thread.get_state_display(),
        "messages": [
            {
                "de": "vous" if turn.author == role else "l’autre personne",
                "texte": turn.text,
                "le": turn.sent_at,
                "adresse montrée": turn.shows_address,
            }
            for turn in thread.turns.all()
        ],
    }


HOLDING = Holding(forget=forget, export=export, purge=purge, forget_person=forget_person)
