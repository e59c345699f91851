import pytest

from initiatives.models import Initiative, KeyCount, Listing, Tag
from moderation.models import FormerSlug
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
LIST = "/admin/initiatives/tag/"


@pytest.fixture(autouse=True)
def moderator(client):
    user = makers.make_moderator()
    client.force_login(user)
    return user


def change(client, tag, **changes):
    url = f"{LIST}{tag.pk}/change/"
    return client.post(url, filled(client, url) | changes)


def merge(client, tags, **more):
    data = {"action": "merge", "_selected_action": [tag.pk for tag in tags]} | more
    return client.post(LIST, data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_list_counts_published_sheets(client):
    makers.make_initiative("A", tags=["jardin"])
    makers.make_initiative("B", tags=["jardin", "verger"], status="pending")
    shown = {tag.name: tag.published for tag in client.get(LIST).context["cl"].result_list}
    assert shown == {"jardin": 1, "verger": 0}


def test_tags_are_found_whatever_accents_and_case(client):
    makers.make_tag("École maternelle")
    makers.make_tag("jardin")
    found = client.get(f"{LIST}?q=MATER+ecole").context["cl"].result_list
    assert [tag.name for tag in found] == ["École maternelle"]


def test_merging_asks_which_one_stays_then_merges(client):
    makers.make_initiative("A", tags=["jardin"])
    makers.make_initiative("B", tags=["potager"])
    jardin, potager = Tag.objects.get(name="jardin"), Tag.objects.get(name="potager")
    asked = merge(client, [jardin, potager])
    assert "Étiquette à garder" in asked.content.decode()
    assert Tag.objects.count() == 2
    without_choice = merge(client, [jardin, potager], confirmed="1")
    assert "Choisissez l’étiquette à garder." in without_choice.content.decode()
    done = merge(client, [jardin, potager], confirmed="1", into=jardin.pk)
    assert said(done) == ["Étiquettes fusionnées dans «\u00a0jardin\u00a0». C’est fait."]
    assert list(Tag.objects.all()) == [jardin]
    assert KeyCount.objects.get(key=f"tag:{jardin.pk}").count == 2
    assert FormerSlug.objects.owner_of(Tag, "potager") == jardin


def test_the_one_that_stays_is_one_of_those_chosen(client):
    tags = [makers.make_tag(name) for name in ("a1", "b1", "c1")]
    merge(client, tags[:2], confirmed="1", into=tags[2].pk)
    assert Tag.objects.count() == 3


def test_one_tag_alone_is_not_merged(client):
    response = merge(client, [makers.make_tag("jardin")])
    assert said(response) == ["Choisissez de deux à 50 étiquettes à fusionner."]


def test_whoever_may_only_read_merges_nothing(client, moderator):
    rights = moderator.groups.get().permissions
    rights.set(rights.filter(codename__startswith="view_"))
    tags = [makers.make_tag(name) for name in ("a1", "b1")]
    merge(client, tags, confirmed="1", into=tags[0].pk)
    assert Tag.objects.count() == 2


def test_a_new_name_is_found_at_once(client):
    makers.make_initiative("A", tags=["potager"])
    tag = Tag.objects.get()
    change(client, tag, name="Verger", slug="verger")
    assert "'verg':" in Listing.objects.get().search
    assert FormerSlug.objects.owner_of(Tag, "potager") == tag


def test_an_address_is_made_when_none_is_typed(client):
    client.post(f"{LIST}add/", {"name": " Été  indien ", "slug": "", "theme": ""})
    tag = Tag.objects.get()
    assert (tag.name, tag.slug) == ("Été indien", "ete-indien")
    change(client, tag, slug="")
    tag.refresh_from_db()
    assert tag.slug == "ete-indien"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ÉCOLE", "existe déjà"),
        ("---", "un mot ou quelques mots"),
        ("a, b", "un mot ou quelques mots"),
        ("", "vide"),
        ("a" * 61, "trop long"),
    ],
)
def test_names_that_would_confuse_are_refused(client, name, words):
    makers.make_tag("école")
    response = client.post(f"{LIST}add/", {"name": name, "slug": "", "theme": ""})
    assert words in " ".join(response.context["adminform"].form.errors["name"])


def test_a_reserved_address_is_refused(client):
    response = client.post(f"{LIST}add/", {"name": "Proposer", "slug": "proposer", "theme": ""})
    assert "réservée" in " ".join(response.context["adminform"].form.errors["slug"])


def test_a_deleted_tag_leaves_the_counts(client):
    client.force_login(makers.make_administrator())
    makers.make_initiative("A", tags=["jardin", "verger"])
    tag = Tag.objects.get(name="jardin")
    number = tag.pk
    client.post(f"{LIST}{number}/delete/", {"post": "yes"})
    assert not KeyCount.objects.filter(key=f"tag:{number}").exists()
    remaining = Tag.objects.get()
    data = {"action": "delete_selected", "_selected_action": [remaining.pk], "post": "yes"}
    client.post(LIST, data)
    assert not KeyCount.objects.filter(key__startswith="tag:").exists()
    assert Initiative.objects.count() == 1
