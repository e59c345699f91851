"""Who organises it, and which initiatives are presented there."""

from contributors.fields import CleanCharField, refuse_hidden_email
from contributors.parts import Part
from events.models.event import SHORT_LENGTH
from events.sheet_lines import SheetLinesField
from initiatives.models import Actor, Initiative


class WhoPart(Part):
    """Actors and initiatives of the directory, and organisers in words."""

    organised_by = CleanCharField(
        label="Organisée par",
        max_length=SHORT_LENGTH,
        required=False,
        help_text="Pour qui n’a pas de page dans l’annuaire. Ne nommez personne sans son accord.",
        validators=[refuse_hidden_email],
    )
    organisers = SheetLinesField(
        model=Actor,
        word="acteurs",
        named="Aucun acteur",
        column="name",
        label="Acteurs de l’annuaire qui organisent",
        help_text="Un par ligne\u00a0: son nom, ou l’adresse de sa page.",
    )
    initiatives = SheetLinesField(
        model=Initiative,
        word="initiatives",
        named="Aucune initiative",
        column="title",
        label="Initiatives présentées",
        help_text="Une par ligne\u00a0: son nom, ou l’adresse de sa page.",
    )
