"""Calls in the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from initiatives.calling import endings
from initiatives.models import Call
from moderation.authors import Author
from moderation.models import Proposal, Revision, Status
from moderation.wishes import newest_version
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
ADD = "admin:initiatives_call_add"


@pytest.fixture(autouse=True)
def moderator(client):
    user = makers.make_moderator(territories=["departement-29"])
    client.force_login(user)
    return user


def change(call):
    return reverse("admin:initiatives_call_change", args=[call.pk])


def typed(client, initiative, **changes):
    return filled(client, reverse(ADD)) | {
        "initiative": initiative.pk,
        "kind": "lieu",
        "title": "Une grange",
        "text": "Une grange, ou tout ce qui a un toit et deux prises de courant.",
        "until": (timezone.localdate() + timedelta(days=30)).isoformat(),
        **changes,
    }


def test_a_call_made_here_joins_the_queue(client):
    client.post(reverse(ADD), typed(client, makers.make_initiative()))
    call = Call.objects.get()
    assert (call.status, call.slug) == (Status.PENDING, "une-grange")
    assert Revision.objects.about(call).get().role == "moderator"


def test_none_for_an_initiative_elsewhere(client):
    far = makers.make_initiative(commune=makers.make_paris(), position=None)
    page = client.post(reverse(ADD), typed(client, far))
    assert page.status_code == 200 and "initiative" in page.context["adminform"].form.errors
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("until", "2020-01-01"),
        ("until", "9999-12-31"),
        ("title", "a@exemple.fr"),
        ("text", "https://exemple.fr/"),
    ],
)
def test_the_same_is_asked_of_moderators(client, name, value):
    page = client.post(reverse(ADD), typed(client, makers.make_initiative(), **{name: value}))
    assert list(page.context["adminform"].form.errors) == [name]


def test_a_call_stays_with_its_initiative(client):
    call, other = makers.make_call(), makers.make_initiative("Autre")
    data = filled(client, change(call)) | {"initiative": other.pk, "title": "Trois personnes"}
    assert client.post(change(call), data).status_code == 302
    call.refresh_from_db()
    assert call.title == "Trois personnes" and call.initiative_id != other.pk


def test_what_came_too_late_is_not_published(client, time_machine):
    call = makers.make_call(status=Status.PENDING, days=2)
    time_machine.move_to(timezone.now() + timedelta(days=5), tick=False)
    page = client.post(change(call), filled(client, change(call)) | {"_publish": "1"}, follow=True)
    assert "n’est plus d’actualité" in page.content.decode()
    call.refresh_from_db()
    assert call.status == Status.PENDING


def test_the_preview_and_the_queue(client):
    call = makers.make_call(status=Status.PENDING)
    preview = client.get(reverse("admin:initiatives_call_preview", args=[call.pk])).content.decode()
    assert call.title in preview and "Cet appel est terminé" not in preview
    assert call.title in client.get("/admin/").content.decode()
    page = client.get(change(call)).content.decode()
    assert 'name="_publish"' in page
    assert call.title in client.get(reverse("admin:initiatives_call_changelist")).content.decode()


def test_a_moderator_of_a_theme_reads_the_calls_of_that_theme(client, moderator):
    from moderation.models import ThemeScope

    here, other = makers.make_theme(), makers.make_theme("culture", "Culture")
    ThemeScope.objects.create(group=moderator.groups.get(), theme=here.slug)
    mine = makers.make_call(status=Status.PENDING, initiative=makers.make_initiative(theme=here))
    makers.make_call("Autre", status=Status.PENDING, initiative=makers.make_initiative("Radio", theme=other))
    assert list(Call.objects.moderated_by(moderator)) == [mine]


def test_the_group_of_moderators_may_read_calls():
    rights = Group.objects.get(name="Modération").permissions.filter(content_type__model="call")
    assert {right.codename for right in rights} == {"view_call", "add_call", "change_call"}


def test_a_call_is_nothing_to_verify_together(client):
    makers.make_call()
    page = client.get(reverse("admin:moderation_kit_add")).content.decode()
    assert "initiatives.initiative" in page and "initiatives.call" not in page


def test_an_ended_call_is_archived_once_more(client):
    call = makers.make_call()
    endings.find(sheet=call, by=Author.system())
    page = client.get(change(call))
    assert "archive" in [decision.name for decision, _ in page.context["other_decisions"]]
    assert call.get_absolute_url() in page.content.decode()
    archive = reverse("admin:initiatives_call_decide", args=[call.pk, "archive"])
    client.post(archive, {"confirmed": "1", "reason": "Elle nomme quelqu’un."})
    assert client.get(call.get_absolute_url()).status_code == 404
    assert Revision.objects.about(call).first().note == "Elle nomme quelqu’un."
    names = [decision.name for decision, _ in client.get(change(call)).context["other_decisions"]]
    assert "archive" not in names and "restore" in names


def test_what_was_found_is_read_on_its_page(client):
    author = makers.make_contributor("camille@exemple.fr")
    call = makers.make_call(contributor=author)
    endings.find(sheet=call, by=Author.contributing(author), outcome="Léa et Omar arrosent.")
    address = reverse("admin:moderation_proposal_change", args=[Proposal.objects.get().pk])
    page = client.get(address).content.decode()
    assert "Léa et Omar arrosent." in page and "Ce qui a été trouvé" in page
    assert address in client.get(reverse("admin:moderation_proposal_changelist")).content.decode()
    call.refresh_from_db()
    client.post(address, {"names": ["outcome"], "seen": newest_version(call), "decision": "accept"})
    call.refresh_from_db()
    assert call.outcome == "Léa et Omar arrosent." and call.is_found
