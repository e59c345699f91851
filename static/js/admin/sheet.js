/* The page of a sheet that waits: points of the charter kept as they are ticked, and keys for whoever turns them on. */

const charter = document.querySelector("[data-tc-charter]");

/* Send one tick, or one tick less; the button stays for when that fails. */
async function keep(box) {
  const status = charter.querySelector("[data-tc-charter-status]");
  const button = charter.querySelector("[data-tc-charter-save]");
  const data = new FormData();
  data.set("csrfmiddlewaretoken", charter.elements.csrfmiddlewaretoken.value);
  data.set(box.checked ? "points" : "were", box.value);
  try {
    const response = await fetch(charter.action, {
      method: "POST", body: data, redirect: "error", headers: { "X-Requested-With": "fetch" },
    });
    if (!response.ok) throw new Error(response.status);
    // The button, pressed later, must not undo or redo it.
    for (const were of charter.querySelectorAll(`[name="were"][value="${box.value}"]`)) were.remove();
    if (box.checked) {
      const were = Object.assign(document.createElement("input"), { type: "hidden", name: "were", value: box.value });
      charter.append(were);
    }
    button.hidden = true;
    status.textContent = box.checked ? "Point noté." : "Point retiré.";
  } catch {
    button.hidden = false;
    status.textContent = "Ce point n’a pas pu être noté\u00a0: utilisez le bouton.";
  }
}

if (charter) {
  charter.querySelector("[data-tc-charter-save]").hidden = true;
  charter.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox") keep(target);
  });
}

const help = document.querySelector("[data-tc-shortcuts]");
const toggle = document.querySelector("[data-tc-shortcuts-on]");
const KEPT = "raccourcis"; // off until somebody turns them on in this browser (WCAG 2.1.4)
const FIELDS = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])";

function press(event) {
  if (!toggle.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest(FIELDS) || event.target.closest("[role=combobox], [role=searchbox]")) return;
  if (event.key === "?") {
    help.open = !help.open;
    if (help.open) help.scrollIntoView({ block: "nearest" });
  } else if (/^[a-z]$/.test(event.key)) {
    const button = document.querySelector(`[data-tc-key="${event.key}"]`);
    if (!button) return;
    button.click();
  } else return;
  event.preventDefault();
}

if (help && toggle) {
  help.hidden = false;
  try { toggle.checked = localStorage.getItem(KEPT) === "oui"; } catch { /* kept for this page only */ }
  toggle.addEventListener("change", () => {
    try { localStorage.setItem(KEPT, toggle.checked ? "oui" : "non"); } catch { /* kept for this page only */ }
  });
  document.addEventListener("keydown", press);
}
