/* Ready texts go into the box as soon as they are chosen, where they can be changed before they are sent. */

const island = document.querySelector("[data-tc-ready]");
const box = document.querySelector("textarea[name=reason], textarea[name=answer]");

/* Add a text to what is written, on lines of its own. */
function add(text, gap) {
  const written = box.value.trimEnd();
  box.value = written ? `${written}${gap}${text}` : text;
}

/* Move the chosen text into the box: the list then says « Aucun », and the server has nothing to add. */
function move(list, texts) {
  if (!texts[list.value]) return;
  add(texts[list.value], "\n\n");
  list.value = "";
}

if (island && box) {
  const texts = JSON.parse(island.querySelector("script").textContent);
  const form = island.closest("form");
  for (const button of form.querySelectorAll("[data-tc-insert]")) button.hidden = true;
  form.addEventListener("change", ({ target }) => {
    if (target.name === "canned") move(target, texts.canned);
    if (target.name !== "points" || !texts.points[target.value]) return;
    const line = `- ${texts.points[target.value]}`;
    if (target.checked) add(line, box.value.trimEnd().split("\n").at(-1).startsWith("- ") ? "\n" : "\n\n");
    else box.value = box.value.split("\n").filter((other) => other !== line).join("\n").trim();
  });
  // What the box says is what is sent, as it was corrected there.
  form.addEventListener("submit", () => {
    for (const point of form.querySelectorAll("[name=points]")) point.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const point of form.querySelectorAll("[name=points]")) point.disabled = false;
  });
  // Chosen before this script was there.
  if (form.elements.canned) move(form.elements.canned, texts.canned);
}
