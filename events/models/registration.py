"""Who comes to a meeting: private, for whoever organises it alone, and deleted six months later."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils import timezone

if TYPE_CHECKING:
    from contributors.models import User
    from events.models import Event, Occurrence

NAME_LENGTH = 80  # characters
WORDS_LENGTH = 280  # characters
MOST_PEOPLE = 5  # with one registration
SAME_DAY = timedelta(hours=18)  # from the end that was told to the beginning that is right, at most
LIVE = ["to_confirm", "confirmed", "waiting"]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Sets of registrations."""

    def live(self) -> Self:
        """Return those that count, or may: neither cancelled nor called off."""
        return self.filter(state__in=LIVE)

    def coming(self) -> Self:
        """Return those who have a seat, by their names."""
        return self.filter(state=Registration.State.CONFIRMED).order_by("name", "pk")

    def waiting(self) -> Self:
        """Return those who wait for a seat, in the order in which they get one."""
        return self.filter(state=Registration.State.WAITING).order_by("confirmed_at", "pk")

    def at(self, occurrence: "Occurrence") -> Self:
        """Return those for a date: once it was put off after it was over, not those of who came then."""
        found = self.filter(occurrence=occurrence)
        now = timezone.now()
        return found.filter(ends_at__gt=now) if occurrence.ends_at > now else found

    def people(self) -> int:
        """Return how many people they are."""
        return self.order_by().aggregate(total=Sum("people"))["total"] or 0

    def ahead(self, event: "Event", now: datetime) -> Self:
        """Return the live ones of a meeting whose date, as they were told it, is not over.

        Nor is it over for who came this morning, as they thought, when what was meant turns out to be this evening.
        """
        later = Q(occurrence__ends_at__gt=now, occurrence__starts_at__lt=F("ends_at") + SAME_DAY)
        return self.live().filter(Q(ends_at__gt=now) | later, event=event).order_by("pk")

    def moderated_by(self, user: "User") -> Self:
        """Return those for meetings that this moderator may see."""
        from events.models import Event

        # Asked row by row: a page shows few, and the meetings of a country are many.
        return self.filter(Exists(Event.objects.moderated_by(user).order_by().filter(pk=OuterRef("event"))))


class Registration(models.Model):
    """One to five people who come together at one date of a meeting. A seat is theirs once they confirmed it."""

    class State(models.TextChoices):
        TO_CONFIRM = "to_confirm", "à confirmer"
        CONFIRMED = "confirmed", "inscription confirmée"
        WAITING = "waiting", "en liste d’attente"
        CANCELLED = "cancelled", "annulée"

    class Canceller(models.TextChoices):
        PERSON = "person", "la personne inscrite"
        ORGANISER = "organiser", "l’organisation"
        MODERATOR = "moderator", "une personne qui modère"
        MEETING = "meeting", "l’annulation de la rencontre"

    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="registrations", db_index=False, verbose_name="rencontre"
    )
    # None between the moment when its day leaves the rule of the meeting and that when this is followed, and for who
    # came before the date was put off.
    occurrence = models.ForeignKey(
        "events.Occurrence",
        models.SET_NULL,
        null=True,
        related_name="registrations",
        db_index=False,
        verbose_name="date",
    )
    # When and where it is, as the person was last told.
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    told_where = models.CharField(max_length=64, blank=True)  # a digest
    person = models.ForeignKey(
        "contributors.Contributor", models.SET_NULL, null=True, related_name="registrations"
    )
    name = models.CharField("nom", max_length=NAME_LENGTH, blank=True)
    people = models.PositiveSmallIntegerField("nombre de personnes", default=1)
    brings = models.CharField("ce que la personne apporte", max_length=WORDS_LENGTH, blank=True)
    seeks = models.CharField("ce que la personne cherche", max_length=WORDS_LENGTH, blank=True)
    shares = models.BooleanField("montré aux autres, sans le nom", default=False)
    may_be_written = models.BooleanField("l’organisation peut lui écrire", default=False)
    by_hand = models.BooleanField("ajoutée par l’organisation", default=False)
    state = models.CharField("état", max_length=10, choices=State, default=State.TO_CONFIRM)
    consent_version = models.CharField("version du texte accepté", max_length=30, blank=True)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    cancelled_by = models.CharField("annulée par", max_length=9, choices=Canceller, blank=True)
    reminded_at = models.DateTimeField("rappelée le", null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["to_confirm", "confirmed", "waiting", "cancelled"]),
                name="registration_state_known",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="registration_people_bound"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "waiting"]) | Q(confirmed_at__isnull=False),
                name="registration_confirmed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                & Q(cancelled_by__in=["person", "organiser", "moderator", "meeting"])
                | ~Q(state="cancelled") & Q(cancelled_at=None, cancelled_by=""),
                name="registration_cancelled_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "person"],
                condition=Q(state__in=LIVE),
                name="registration_once",
            ),
        ]
        indexes = [
            # Who sits, and who waits in which order, at one date.
            models.Index(fields=["occurrence", "state", "confirmed_at"], name="registration_of_date"),
            models.Index(fields=["event", "ends_at"], name="registration_of_event"),
            # Whom the reminders of every hour are for.
            models.Index(
                fields=["starts_at"],
                condition=Q(state="confirmed", reminded_at=None),
                name="registration_to_remind",
            ),
            models.Index(fields=["ends_at"], name="registration_to_purge"),
            models.Index(
                fields=["created_at"], condition=Q(state="to_confirm"), name="registration_unconfirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"inscription {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it counts, or may."""
        return self.state in LIVE

    @property
    def says_something(self) -> bool:
        """Whether the person said what they bring or seek."""
        return bool(self.brings or self.seeks)

    def date(self) -> "Occurrence":
        """Return the date; called only for what is live and followed. Raises ValueError when it has none."""
        if self.occurrence is None:
            raise ValueError("A registration without a date.")
        return self.occurrence


class Announcement(models.Model):
    """What whoever organises a meeting wrote to those who come: blank after twelve months."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="announcements", db_index=False)
    occurrence = models.ForeignKey("events.Occurrence", models.SET_NULL, null=True, related_name="+")
    text = models.TextField("texte", max_length=3000, blank=True)
    sent_at = models.DateTimeField("envoyé le", auto_now_add=True)
    receivers = models.PositiveIntegerField("destinataires", default=0)

    class Meta:
        verbose_name = "message aux personnes inscrites"
        verbose_name_plural = "messages aux personnes inscrites"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["event", "sent_at"], name="announcement_of_event"),
            models.Index(fields=["sent_at"], condition=~Q(text=""), name="announcement_to_blank"),
        ]

    def __str__(self) -> str:
        return f"message du {timezone.localtime(self.sent_at):%d/%m/%Y}"


class ReportRequest(models.Model):
    """That whoever organised a meeting was asked, once, to tell how it was."""

    event = models.OneToOneField("events.Event", models.CASCADE, related_name="report_request")
    asked_at = models.DateTimeField("demandé le", auto_now_add=True)

    class Meta:
        verbose_name = "demande de compte rendu"
        verbose_name_plural = "demandes de compte rendu"

    def __str__(self) -> str:
        return f"demande du {self.asked_at:%d/%m/%Y}"
