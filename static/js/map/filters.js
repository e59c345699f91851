/* The form of filters over the map. It goes by itself: a choice at once, words when the visitor stops typing. */

import { formFilters } from "./address.js";

const TYPED = 400; // milliseconds without a key before a search starts
const FORM = "[data-tc-filters]";

export class FilterForm {
  #root;
  #apply; // called with what the form says, URLSearchParams
  #typing = 0;

  /** Listen on `root`, which stays, and not on the form, which is replaced now and then. */
  constructor(root, apply) {
    this.#root = root;
    this.#apply = apply;
    root.addEventListener("submit", (event) => {
      if (!event.target.matches(FORM)) return;
      event.preventDefault();
      document.activeElement?.closest("[popover]")?.hidePopover?.();
      this.#send(event.target);
    });
    root.addEventListener("change", (event) => {
      const form = event.target.closest(FORM);
      if (form && event.target.type !== "search") this.#send(form);
    });
    root.addEventListener("input", (event) => {
      const form = event.target.closest(FORM);
      if (!form || event.target.type !== "search") return;
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#send(form), TYPED);
    });
  }

  #send(form) {
    clearTimeout(this.#typing);
    this.#apply(formFilters(form));
  }

  /** Put the form of another page in place of this one: its fields then say the filters of the address. */
  restore(page) {
    const form = this.#root.querySelector(FORM);
    const fresh = page.querySelector(FORM);
    if (!form || !fresh) return;
    const { name, value, type } = form.contains(document.activeElement) ? document.activeElement : {};
    const copy = document.importNode(fresh, true);
    form.replaceWith(copy);
    const same = (field) => field.name === name && (type !== "checkbox" || field.value === value);
    if (name) [...copy.elements].find(same)?.focus();
  }
}
