// Suggests what a search may look for, as people type: choosing goes there. Enter without a choice searches the words.

import { combobox, enhanceAll, fetchFor } from "./combobox.js";

const KINDS = {
  theme: { icon: "list", word: "Thème" },
  etiquette: { icon: "tag", word: "Étiquette" },
  commune: { icon: "place", word: "Commune" },
  acteur: { icon: "people", word: "Acteur" },
  titre: { icon: "flag", word: "Initiative" },
};
const SVG = "http://www.w3.org/2000/svg";

function plural(count) {
  if (count === 0) return "Aucune suggestion.";
  return count === 1 ? "Une suggestion." : `${count} suggestions, flèches haut et bas pour choisir.`;
}

function iconOf(name, sprite) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#i-${name}`);
  icon.append(use);
  return icon;
}

function textOf(text, name) {
  const span = document.createElement("span");
  span.setAttribute("class", name);
  span.textContent = text;
  return span;
}

function enhance(field) {
  combobox({
    input: field.querySelector("[data-tc-suggestions-input]"),
    list: field.querySelector("[data-tc-suggestions-options]"),
    status: field.querySelector("[data-tc-suggestions-status]"),
    ask: async (text, signal) => (await fetchFor(field.dataset.tcSuggestions, text, signal)).suggestions,
    show({ kind, label, note }, option) {
      const known = KINDS[kind];
      const words = [known.word, note].filter(Boolean).join(", ");
      const what = textOf(label, "what");
      what.append(" ", textOf(words, "n"));
      option.append(iconOf(known.icon, field.dataset.sprite), what);
    },
    choose: ({ url }) => location.assign(url),
    count: plural,
  });
}

enhanceAll("[data-tc-suggestions]", enhance);
