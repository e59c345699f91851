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

    It looks for `admin` modules as Django does, except in django-leaflet, whose own needs GDAL: the point picker
    of the sheets is ours (docs/decisions/0002).
    """

    default_site = "territoires.admin.AdminSite"

    def ready(self) -> None:
        """Register what each application shows in the admin."""
        super().ready()
        for config in apps.get_app_configs():
            if config.name != "leaflet" and config.module and module_has_submodule(config.module, "admin"):
                import_module(f"{config.name}.admin")
