"""Staff accounts."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A moderator or an administrator. Contributors have no account: see `Contributor`."""

    class Meta(AbstractUser.Meta):
        verbose_name = "compte de l’équipe"
        verbose_name_plural = "comptes de l’équipe"
