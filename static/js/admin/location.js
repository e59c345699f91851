/* In the admin, the map of a place opens on the commune that is chosen (static/js/point_picker.js listens). */

// The look-up of Django's admin tells of a choice by its own jQuery only.
window.django.jQuery(document).on("select2:select", "select", ({ target, params }) => {
  if (!target.name.endsWith("-commune")) return;
  const place = target.closest("[data-tc-point]");
  place?.dispatchEvent(new CustomEvent("tc-commune", { detail: params.data }));
});
