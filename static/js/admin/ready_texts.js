/* Ready texts go into the box as soon as they are chosen, where they can be changed before they are sent. */

const island = document.querySelector("[data-tc-ready]");
const box = document.querySelector("textarea[name=reason], textarea[name=answer]");

/* Add a text to what is written, on lines of its own. */
function add(text, gap) {
  const written = box.value.trimEnd();
  box.value = written ? `${written}${gap}${text}` : text;
}

if (island && box) {
  const texts = JSON.parse(island.querySelector("script").textContent);
  for (const button of document.querySelectorAll("[data-tc-insert]")) button.hidden = true;
  island.closest("form").addEventListener("change", ({ target }) => {
    if (target.name === "canned" && texts.canned[target.value]) {
      add(texts.canned[target.value], "\n\n");
      target.value = "";
    } else if (target.name === "points" && texts.points[target.value]) {
      const line = `- ${texts.points[target.value]}`;
      if (target.checked) add(line, /^- .*$/.test(box.value.trimEnd().split("\n").at(-1)) ? "\n" : "\n\n");
      else box.value = box.value.split("\n").filter((other) => other !== line).join("\n");
    }
  });
}
