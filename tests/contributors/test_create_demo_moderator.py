import io
import re
import stat

import pytest
from django.core.management import CommandError, call_command

from contributors.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


def create():
    out = io.StringIO()
    call_command("create_demo_moderator", stdout=out)
    return out.getvalue()


def password_in(said):
    return re.search(r"moderation\s+password: (\S+)\n", said)[1]


def test_the_account_opens_the_admin(client):
    password = password_in(create())
    user = User.objects.get(username="moderation")
    assert user.is_staff and user.is_superuser
    assert user.check_password(password)
    assert len(password) >= 12


def test_the_password_is_kept_for_the_owner_of_the_files_only(var):
    create()
    assert stat.S_IMODE((var / "moderator_password").stat().st_mode) == 0o600


def test_the_next_start_shows_the_same():
    assert create() == create()
    assert User.objects.count() == 1


def test_a_password_changed_in_the_admin_is_respected(var):
    create()
    user = User.objects.get(username="moderation")
    user.set_password("another one, chosen by hand")
    user.save()
    assert "password changed" in create()
    (var / "moderator_password").unlink()
    password = password_in(create())
    user.refresh_from_db()
    assert user.check_password(password)


def test_another_database_gets_the_password_of_the_file():
    password = password_in(create())
    User.objects.all().delete()
    assert password_in(create()) == password


def test_never_in_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="createsuperuser"):
        create()
    assert not User.objects.exists()
