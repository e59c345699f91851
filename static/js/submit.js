/* The form to propose an initiative: tags are proposed by the themes that are chosen, and by no other. */

const form = document.querySelector("[data-tc-submit]");
const groups = [...form.querySelectorAll("[data-tc-tags-of]")];
const themes = [...form.querySelectorAll('[name="main_theme"], [name="themes"]')];

/** Show the tags of chosen themes, open for one that was chosen just now; those that have a ticked tag stay. */
function propose(changed) {
  const chosen = new Set(themes.filter(({ checked }) => checked).map(({ value }) => value));
  for (const group of groups) {
    const theme = group.dataset.tcTagsOf;
    const ticked = group.querySelector(":checked") !== null;
    group.hidden = !chosen.has(theme) && !ticked;
    if (chosen.has(theme) && (ticked || changed?.value === theme)) group.open = true;
  }
  const fieldset = groups[0]?.closest("fieldset");
  if (fieldset) fieldset.hidden = groups.every(({ hidden }) => hidden);
}

for (const theme of themes) theme.addEventListener("change", () => propose(theme));
// A browser that comes back to the page fills the form again by itself.
window.addEventListener("pageshow", () => propose());
propose();
