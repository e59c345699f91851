"""Applications of the project itself."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import module_has_submodule


class TerritoiresConfig(AppConfig):
    """The top floor: pages that compose every application."""

    name = "territoires"
    verbose_name = "Territoires contributifs"

    def ready(self) -> None:
        """Register the checks of `check --deploy`."""
        import_module("territoires.checks")


class AdministrationConfig(SimpleAdminConfig):
    """Django's admin with our index, the queue first.

    It looks for `admin` modules as Django does, except in some libraries: django-leaflet's own needs GDAL (our point
    picker does not), taggit's shows tags that this site does not use, procrastinate's is not for moderators
    (docs/decisions/0002), django-otp's shows keys.
    """

    without_admin = {
        "leaflet",
        "taggit",
        "procrastinate.contrib.django",
        "django_otp",
        "django_otp.plugins.otp_totp",
    }

    default_site = "territoires.admin.AdminSite"

    def ready(self) -> None:
        """Register what each application shows in the admin."""
        super().ready()
        for config in apps.get_app_configs():
            if (
                config.name not in self.without_admin
                and config.module
                and module_has_submodule(config.module, "admin")
            ):
                import_module(f"{config.name}.admin")
        import_module("territoires.page_admin")
