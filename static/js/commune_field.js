// Suggests communes as people type. Choosing writes the label and the code; typing again forgets the code, and the
// server reads the words. Tells the rest of the page by the event "tc-commune", whose detail is the commune, or null once
// it is forgotten.

import { combobox, enhanceAll, fetchFor } from "./combobox.js";

function plural(count) {
  if (count === 0) return "Aucune commune trouvée.";
  return count === 1 ? "Une commune proposée." : `${count} communes proposées, flèches haut et bas pour choisir.`;
}

function show(commune, option) {
  const name = document.createElement("span");
  name.textContent = commune.former ? `${commune.label}, anciennement ${commune.former}` : commune.label;
  const where = document.createElement("span");
  where.setAttribute("class", "n");
  where.textContent = [commune.department, ...commune.postcodes.slice(0, 1)].join(", ");
  option.append(name, " ", where);
}

function enhance(field) {
  const input = field.querySelector("[data-tc-commune]");
  const code = field.querySelector("[data-tc-commune-code]");
  const candidates = field.querySelector("[data-tc-commune-candidates]");

  const announce = (commune) =>
    field.dispatchEvent(new CustomEvent("tc-commune", { bubbles: true, detail: commune }));

  input.addEventListener("input", () => {
    field.querySelectorAll("input[type=radio]:checked").forEach((button) => (button.checked = false));
    if (code.value) {
      code.value = "";
      announce(null);
    }
  });
  candidates?.addEventListener("change", () => (code.value = ""));

  combobox({
    input,
    list: field.querySelector("[data-tc-commune-options]"),
    status: field.querySelector("[data-tc-commune-status]"),
    ask: async (text, signal) => (await fetchFor(field.dataset.tcCommuneField, text, signal)).communes,
    show,
    choose(commune) {
      input.value = commune.label;
      code.value = commune.code;
      // What was to be settled is settled: a button left on there would be sent after the code, and win.
      candidates?.remove();
      announce(commune);
    },
    count: plural,
  });
}

enhanceAll("[data-tc-commune-field]", enhance);
