/* Pins and bare rows of each theme, cloned from the <template> that the page holds for it: the server draws them. */

export class Themes {
  #rows = new Map(); // theme's slug → <li class="card">
  #sheet; // address of the sheet of an initiative whose slug would be "adresse"

  constructor(root, sheet) {
    this.#sheet = sheet;
    for (const template of root.querySelectorAll("template[data-tc-theme]")) {
      this.#rows.set(template.dataset.tcTheme, template.content.firstElementChild);
    }
  }

  #of(theme) {
    return this.#rows.get(theme) ?? this.#rows.values().next().value; // a theme added since the page was made
  }

  /** Return the pin of a theme, the first drawing of its row. */
  pin(theme) {
    return this.#of(theme).querySelector("svg").cloneNode(true);
  }

  /** Return a row for an entry of a tile {slug, title, theme}: what is known before the list says more. */
  row({ slug, title, theme }) {
    const row = this.#of(theme).cloneNode(true);
    row.dataset.tcInitiative = slug;
    const link = row.querySelector("h3 a");
    link.textContent = title;
    link.href = this.#sheet.replace("adresse", encodeURIComponent(slug));
    return row;
  }
}
