"""Cases 43 and 44 of security.md on every address of the admin, those of pages added later included."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.forms import model_to_dict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from contact.models import Complaint, Introduction, Side, Thread, Turn
from contributors import invitations
from contributors.models import Invitation
from events.models import Event, Registering
from initiatives import animating
from initiatives.models import Actor, Agreement, Call, Initiative, Membership, Participation
from moderation import actions, reports
from moderation.authors import Author
from moderation.models import Kit, KitLine, Proposal, Report, Revision, Sheet, Status
from newsletter.models import Issue, MailingList
from outbox.models import Message
from places.territory import Territory
from tests import makers, partners
from tests.hostile_input.admin_addresses import pages
from tests.registrations import booked

pytestmark = pytest.mark.django_db

SECRET = "Marseille-la-Secrète"
# What is everybody's: tags, themes, pages of the site, places. None of their pages tells of sheets.
SHARED = {
    "moderation.CharterPoint", "moderation.CannedReason",
    "contributors.RightsRequest",  # for those to whom superusers give the right: it knows persons, and no territory
    "initiatives.Tag", "initiatives.Theme", "initiatives.Synonyms",
    "places.Region", "places.Department", "places.Intercommunality", "places.Commune",
}  # fmt: skip
# Open to whoever has no rights here: one's own account, the door, the catalogue of translations.
OWN_ACCOUNT = (
    "/admin/login/", "/admin/jsi18n/", "/admin/second-facteur/", "/admin/invitation/",
    "/admin/mot-de-passe-oublie/", "/admin/nouveau-mot-de-passe/",
)  # fmt: skip
# What any page might want to hear before it acts.
ANYTHING = {
    "confirmed": "1", "post": "yes", "reason": "Parce que.", "answer": "Voilà.", "title": "Pris", "name": "Pris",
    "_release": "1", "_stop": "1", "_ban": "1", "_save": "1", "_cancel": "1", "note": "Voilà.", "text": "Voilà.",
}  # fmt: skip
KINDS = [Initiative, Actor, Call, Event, Article]


def test_the_kinds_of_sheet_are_all_here():
    assert {model for model in admin.site._registry if issubclass(model, Sheet)} == set(KINDS)


@pytest.fixture
def moderator(client):
    """Return a moderator of the Finistère with every right of Django, logged in: only the territory limits them."""
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def marseille():
    region = makers.make_region("93", "Provence-Alpes-Côte d’Azur")
    department = makers.make_department("13", "Bouches-du-Rhône", region, (43.5, 5.1))
    return makers.make_commune("13055", "Marseille", (43.2965, 5.3698), department=department)


def make_sheet(kind, commune, title, status):
    """Return a sheet that has every part: a photo, two versions."""
    if kind is Actor:
        sheet = makers.make_actor(title, commune=commune, status=status)
    elif kind is Call:
        place = makers.make_initiative(title, commune=commune, position=None)
        sheet = makers.make_call(title, initiative=place, status=status)
    elif kind is Event:
        sheet = makers.make_event(title, commune=commune, status=status)
    elif kind is Article:
        place, photos = commune.token, [makers.make_photo()]
        sheet = makers.make_article(title, territory=place, status=status, photos=photos)
    else:
        photos = [makers.make_photo()]
        sheet = makers.make_initiative(title, commune=commune, position=None, status=status, photos=photos)
    said = {"outcome": "Rien."} if kind is Call else {"summary": "Un autre résumé."}
    kind.objects.filter(pk=sheet.pk).update(**said)
    actions.amend(sheet=sheet, by=Author.system())
    return sheet


def make_report(sheet):
    published = sheet.status == Status.PUBLISHED
    return (
        reports.send(sheet=sheet, kind=Report.Kind.OTHER, text=SECRET, email="")
        if published
        else Report.objects.create(
            content_type=sheet.content_type(), object_id=sheet.pk, kind=Report.Kind.OTHER, text=SECRET
        )
    ) and Report.objects.latest("pk")


def make_invitation(sheet):
    invitation = Invitation(name=SECRET, email="secret@exemple.fr")
    group = Group.objects.create(name=SECRET)
    return invitations.invite(invitation=invitation, groups=[group], by=makers.make_administrator("patron"))


def make_proposal(sheet):
    proposal = Proposal(sheet=sheet, changes={"summary": {"before": "", "after": SECRET}}, comment=SECRET)
    proposal.state, proposal.queued_at = Proposal.State.PENDING, timezone.now()
    proposal.save()
    return proposal


def make_thread(sheet):
    now = timezone.now()
    thread = Thread(sheet=sheet, sender_name=SECRET, state=Thread.State.OPEN, confirmed_at=now)
    thread.reported_at = now
    thread.save()
    Complaint.objects.create(thread=thread, author=Turn.Author.RECEIVER, text=SECRET)
    Turn.objects.create(thread=thread, author=Turn.Author.SENDER, text=SECRET)
    return thread


def make_introduction(sheet):
    now = timezone.now()
    introduction = Introduction.objects.create(
        word=SECRET, introducer_name=SECRET, state="ended", confirmed_at=now, ended_at=now, reported_at=now
    )
    Side.objects.create(introduction=introduction, sheet=sheet, reported_at=now, report_text=SECRET)
    return introduction


def make_kit(sheet):
    kit = Kit.objects.create(territory="departement-13", territory_name=SECRET)
    KitLine.objects.create(kit=kit, number=1, sheet=sheet)
    return kit


def make_agreement(sheet):
    """Return a relation that an actor declares with a sheet, for which nobody answers."""
    near = makers.make_actor("Fournil")
    if isinstance(sheet, Actor):
        about = {"kind": "membership", "actor": near, "network": sheet}
        Membership.objects.create(actor=near, network=sheet, declared_by="subject")
    else:
        place = sheet.initiative if isinstance(sheet, Call) else sheet
        if isinstance(sheet, Event | Article):
            commune = sheet.commune if isinstance(sheet, Event) else sheet.about.place
            place = makers.make_initiative(f"Atelier de {SECRET}", commune=commune, position=None)
        about = {"kind": "participation", "role": "finance", "actor": near, "initiative": place}
        Participation.objects.create(actor=near, initiative=place, role="finance", declared_by="subject")
    return Agreement.objects.create(**about, declared_by="subject", handed_at=timezone.now())


def make_animator(sheet):
    """Return what an actor of elsewhere asks about that place."""
    actor = makers.make_actor(f"Amis de {SECRET}")
    place = Territory.from_token("departement-13" if SECRET in str(sheet) else "departement-29")
    return animating.ask(actor=actor, territory=place)


def make_registration(sheet):
    """Return one for a meeting of elsewhere, or of here, as the sheet is."""
    place = marseille() if SECRET in str(sheet) else makers.make_commune()
    event = makers.make_event(f"Rencontre de {sheet}", commune=place)
    Registering.objects.create(event=event, is_open=True)
    return booked(event, name=SECRET)


def make_partner_feed(sheet):
    """Return the feed of a site of elsewhere."""
    marseille()
    return partners.make_feed(f"Site de {SECRET}", territory="departement-13")


def make_feed_entry(sheet):
    marseille()
    feed = partners.make_feed(f"Autre site de {SECRET}", territory="departement-13")
    return partners.make_entry(f"Vu à {SECRET}", feed=feed, territory="departement-13", state="waiting")


def make_mailing_list(sheet):
    """Return a mailing list that is told of the territory of a sheet, or of the whole country."""
    token = "departement-13" if SECRET in str(sheet) else "departement-29"
    return MailingList.objects.create(
        name=f"Liste de {sheet}", address="liste@exemple.fr", territories=[token]
    )


def make_issue(sheet):
    """Return a draft to another such list, that is over and may be sent."""
    one = make_mailing_list(f"{sheet}, bis")
    return Issue.objects.create(
        mailing_list=one, rhythm="weekly", start=date(2026, 1, 5), introduction=str(sheet)
    )


# How to make one about a sheet. Every model that moderators see in the admin is a sheet, or is shared, or is here.
ABOUT = {
    "articles.PartnerFeed": make_partner_feed,
    "articles.FeedEntry": make_feed_entry,
    "initiatives.Animator": make_animator,
    "moderation.Report": make_report,
    "moderation.Proposal": make_proposal,
    "contact.Thread": make_thread,
    "contact.Introduction": make_introduction,
    "moderation.Kit": make_kit,
    "initiatives.Agreement": make_agreement,
    "contributors.Invitation": make_invitation,
    "events.Registration": make_registration,
    "newsletter.MailingList": make_mailing_list,
    "newsletter.Issue": make_issue,
}


def things_about(sheet):
    """Return what a page of each model could show of this sheet: itself, and one of each thing about it."""
    return {sheet._meta.label: sheet} | {label: make(sheet) for label, make in ABOUT.items()}


def state_of(things):
    """Return all that must stay as it is."""
    rows = {label: model_to_dict(type(row).objects.get(pk=row.pk)) for label, row in things.items()}
    return rows, Revision.objects.count(), Message.objects.count()


def parts_of(sheet):
    """Return the numbers of what belongs to a sheet: versions, photos."""
    photos = sheet.photos.all() if isinstance(sheet, Initiative | Article) else []
    return [*Revision.objects.about(sheet).values_list("pk", flat=True), *(photo.pk for photo in photos)]


def text_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_model_that_moderators_see_is_known_here(client, moderator):
    request = RequestFactory().get("/admin/")
    request.user = moderator
    seen = {
        model._meta.label
        for model, page in admin.site._registry.items()
        if page.has_view_permission(request) or page.has_add_permission(request)
    }
    assert seen == {kind._meta.label for kind in KINDS} | SHARED | set(ABOUT)


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED])
@pytest.mark.parametrize("kind", KINDS)
def test_by_number_nothing_of_elsewhere_is_shown_or_done(client, moderator, kind, status):
    far = make_sheet(kind, marseille(), f"Jardin de {SECRET}", status)
    things = things_about(far)
    before = state_of(things)
    data = ANYTHING | {"seen": Revision.objects.about(far).latest("pk").pk}
    faults = []
    for page in pages():
        label = page.model._meta.label if page.model else ""
        if not page.parameters or page.route.startswith(OWN_ACCOUNT) or (label and label not in things):
            continue
        about = things.get(label, far)
        for address in page.addresses(about.pk, *parts_of(far), far.pk):
            for response in asked(client, address, data):
                if SECRET.encode() in text_of(response):
                    faults.append(f"{address} shows it")
                if response.status_code == 200 and (label or "<int:" in page.route):
                    faults.append(f"{address} is open")
        assert state_of(things) == before, page.route
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_elsewhere_cannot_be_the_second_number_of_what_is_here(client, moderator, kind):
    far = make_sheet(kind, marseille(), f"Jardin de {SECRET}", Status.PUBLISHED)
    near = make_sheet(kind, makers.make_commune(), "Jardin de Brest", Status.PUBLISHED)
    things = things_about(far)
    before = state_of(things)[0]
    for page in pages():
        if page.model is kind and page.route.count("<int:") > 1:
            for address in page.addresses(near.pk, *parts_of(far), far.pk):
                for response in asked(client, address, ANYTHING):
                    assert SECRET.encode() not in text_of(response), address
                assert state_of(things)[0] == before, address


def asked(client, address, data):
    """Return the answers to a GET and a POST."""
    return [followed(client, client.get(address)), followed(client, client.post(address, data))]


def followed(client, response):
    """Follow a redirection to the page that changes an object: it is another address of the same."""
    to = response.headers.get("Location", "")
    return client.get(to) if response.status_code in (301, 302) and "/change/" in to else response


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_addresses_are_open_at_home(client, moderator, kind):
    """Otherwise the test above would be satisfied with pages that nobody reaches. Some take a POST only."""
    near = make_sheet(kind, makers.make_commune(), "Jardin de Brest", Status.PENDING)
    closed = [
        page.name
        for page in pages()
        if page.model is kind
        and page.parameters
        and not any(
            answer.status_code == 405 or (answer.status_code == 200 and text_of(answer))
            for address in page.addresses(near.pk, *parts_of(near), near.pk)
            for answer in [followed(client, client.get(address))]
        )
    ]
    assert closed == []


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_searches_leave_out_what_is_elsewhere(client, moderator, kind):
    things = things_about(make_sheet(kind, marseille(), f"Jardin de {SECRET}", Status.PUBLISHED))
    make_sheet(kind, marseille(), f"Jardin de {SECRET}, en attente", Status.PENDING)
    before = state_of(things)
    numbers = [row.pk for row in things.values()]
    queries = ("", "?q=Marseille", "?q=Jardin+de+Marseille", "?etat=tous", "?territoire=departement-13")
    ids = dict.fromkeys(("_selected_action", "id", "ids", "sheet", "sheets", "object_id"), numbers)
    faults = []
    for page in pages():
        label = page.model._meta.label if page.model else ""
        if (
            page.parameters
            or page.route.startswith(OWN_ACCOUNT)
            or (label and label not in {*things, *SHARED})
        ):
            continue
        responses = [client.get(page.route + query) for query in queries[: 1 if label in SHARED else None]]
        if page.name not in ("logout", "password_change"):
            responses.append(client.post(page.route, ANYTHING | ids))
        if any(SECRET.encode() in text_of(response) for response in responses):
            faults.append(f"{page.route} shows it")
        assert all(response.status_code < 500 for response in responses)
        assert state_of(things)[0] == before[0], page.route
    assert faults == []


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED])
@pytest.mark.parametrize("kind", KINDS)
def test_actions_on_several_touch_nothing_elsewhere(client, moderator, kind, status):
    things = things_about(make_sheet(kind, marseille(), f"Jardin de {SECRET}", status))
    before = state_of(things)
    request = RequestFactory().get("/admin/")
    request.user = moderator
    tried = 0
    for model, page in admin.site._registry.items():
        if model._meta.label not in things or not page.has_view_permission(request):
            continue
        chosen = [row.pk for row in things.values()]
        for name in page.get_actions(request):
            data = ANYTHING | {"action": name, "_selected_action": chosen, "index": "0"}
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            for across in ("0", "1"):
                response = client.post(address, data | {"select_across": across})
                assert SECRET.encode() not in text_of(response), f"{name} on {address}"
                assert state_of(things) == before, f"{name} on {address}"
            tried += 1
    assert tried >= 8


@pytest.mark.parametrize("kind", KINDS)
def test_no_look_up_finds_what_is_elsewhere(client, moderator, kind):
    things_about(make_sheet(kind, marseille(), f"Jardin de {SECRET}", Status.PUBLISHED))
    make_sheet(kind, makers.make_commune(), "Jardin de Brest", Status.PUBLISHED)
    answered = 0
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if not field.is_relation or not getattr(field, "attname", ""):
                continue
            for term in ("", "Jardin", SECRET):
                where = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
                where |= {"field_name": field.name, "term": term}
                response = client.get(reverse("admin:autocomplete"), where)
                assert response.status_code in (200, 403, 404), where
                assert SECRET not in response.content.decode(), where
                answered += response.status_code == 200
    assert answered >= 3


def everything(sheet):
    """Return every address of the admin that is not one's own account, about this sheet."""
    return [
        address
        for page in pages()
        if not page.route.startswith(OWN_ACCOUNT)
        for address in page.addresses(sheet.pk)[:2]
    ]


def all_lead_to_the_door(client, sheet):
    addresses = everything(sheet)
    assert len(addresses) > 100
    for address in addresses:
        for response in (client.get(address), client.post(address, ANYTHING)):
            assert response.status_code == 302, address
            door = "/admin/" if address == "/admin/logout/" else "/admin/login/?next="
            assert response.headers["Location"].startswith(door), address


def test_visitors_are_sent_to_the_door(client):
    all_lead_to_the_door(client, makers.make_initiative(status=Status.PENDING))


def test_staff_without_a_second_factor_have_the_page_of_enrolment_only(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    makers.make_administrator("camille")
    client.post("/admin/login/", {"username": "camille", "password": makers.PASSWORD})
    sheet = makers.make_initiative(status=Status.PENDING)
    all_lead_to_the_door(client, sheet)
    landed = client.get(f"/admin/initiatives/initiative/{sheet.pk}/change/", follow=True).request["PATH_INFO"]
    assert landed == "/admin/second-facteur/activer/"
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING
