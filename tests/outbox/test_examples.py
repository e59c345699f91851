"""Each mail of the site has an example, which gives its template all that it asks for."""

import pytest
from django.contrib.auth.models import Permission
from django.template import Context, Engine, engines

from contributors.models import Contributor
from outbox import examples
from outbox.models import Message
from tests import makers

PAGE = "/admin/outbox/message/exemples/"
MISSING = "⟦absent⟧"


def test_every_template_has_an_example_and_every_example_a_template():
    """A new template without an example is a mail that nobody looked at."""
    assert sorted(examples.registered()) == examples.templates()


@pytest.mark.parametrize("template", examples.templates())
def test_an_example_gives_its_template_all_that_it_prints(template):
    engine = engines["django"].engine
    strict = Engine(
        dirs=engine.dirs,
        builtins=engine.builtins,
        libraries=engine.libraries,
        string_if_invalid=MISSING,
    )
    context = {
        **examples.registered()[template](),
        "site_url": "https://exemple.org",
        "contact": "a@exemple.org",
    }
    text = strict.get_template(template).render(Context(context, autoescape=False))
    assert MISSING not in text


@pytest.mark.parametrize("template", examples.templates())
def test_an_example_names_nobody(template):
    (preview,) = [preview for preview in examples.previews() if preview.template == template]
    assert preview.letter.subject
    assert len(preview.letter.body) > 100


def test_what_others_include_is_no_mail():
    assert "moderation/mail/greeting.txt" not in examples.templates()


def test_a_template_without_an_example_is_shown_as_such(monkeypatch):
    monkeypatch.setattr(examples, "_examples", {})
    assert all(preview.letter is None for preview in examples.previews())


@pytest.mark.django_db
def test_the_page_shows_each_mail_and_writes_nothing(client):
    client.force_login(makers.make_administrator())
    assert PAGE in client.get("/admin/outbox/message/").content.decode()
    page = client.get(PAGE).content.decode()
    for preview in examples.previews():
        assert preview.template in page
    assert page.count("<iframe sandbox srcdoc=") == len(examples.templates())
    assert 'srcdoc="\n&lt;!doctype' in page or 'srcdoc="&lt;!doctype' in page.replace("\n", "")
    assert not Message.objects.exists()
    assert not Contributor.objects.exists()
    assert client.post(PAGE).status_code == 200
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_the_page_is_for_superusers_and_those_to_whom_they_give_the_right(client):
    assert client.get(PAGE).headers["Location"].startswith("/admin/login/")
    user = makers.make_moderator()
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    user.user_permissions.add(
        Permission.objects.get(codename="view_message", content_type__app_label="outbox")
    )
    assert client.get(PAGE).status_code == 200
    assert client.get("/admin/outbox/message/").status_code == 403
