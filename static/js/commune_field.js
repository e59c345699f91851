// Suggests communes as people type: a combobox with a list (ARIA Authoring Practices, "list autocomplete with manual
// selection"). Choosing writes the label and the code; typing again forgets the code, and the server reads the words.
// Tells the rest of the page by the event "tc-commune", whose detail is the commune, or null once it is forgotten.

const DELAY = 150; // milliseconds without a key before asking
const SHORTEST = 2; // characters

function plural(count) {
  if (count === 0) return "Aucune commune trouvée.";
  return count === 1 ? "Une commune proposée." : `${count} communes proposées, flèches haut et bas pour choisir.`;
}

const ready = new WeakSet();

function enhance(field) {
  if (ready.has(field)) return;
  ready.add(field);
  const input = field.querySelector("[data-tc-commune]");
  const code = field.querySelector("[data-tc-commune-code]");
  const list = field.querySelector("[data-tc-commune-options]");
  const status = field.querySelector("[data-tc-commune-status]");
  const candidates = field.querySelector("[data-tc-commune-candidates]");
  let communes = [];
  let active = -1;
  let timer = 0;
  let request = null;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  const announce = (commune) =>
    field.dispatchEvent(new CustomEvent("tc-commune", { bubbles: true, detail: commune }));

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    list.replaceChildren();
    communes = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, rank) => option.setAttribute("aria-selected", String(rank === active)));
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(commune) {
    input.value = commune.label;
    code.value = commune.code;
    // What was to be settled is settled: a button left on there would be sent after the code, and win.
    candidates?.remove();
    status.textContent = "";
    close();
    announce(commune);
  }

  function forget() {
    field.querySelectorAll("input[type=radio]:checked").forEach((button) => (button.checked = false));
    if (code.value) {
      code.value = "";
      announce(null);
    }
  }

  function option(commune, rank) {
    const item = document.createElement("li");
    item.id = `${list.id}_${rank}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = commune.former ? `${commune.label}, anciennement ${commune.former}` : commune.label;
    const where = document.createElement("span");
    where.setAttribute("class", "n");
    where.textContent = [commune.department, ...commune.postcodes.slice(0, 1)].join(", ");
    item.append(name, " ", where);
    // Before the field loses focus, so that the list is still there when the button is released.
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(commune));
    return item;
  }

  function show(found) {
    communes = found;
    list.replaceChildren(...communes.map(option));
    list.hidden = communes.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    activate(-1);
    status.textContent = plural(communes.length);
  }

  async function ask() {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < SHORTEST) {
      status.textContent = "";
      close();
      return;
    }
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(`${field.dataset.tcCommuneField}?q=${encodeURIComponent(text)}`, { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const { communes: found } = await answer.json();
      if (!signal.aborted && document.activeElement === input) show(found);
    } catch (error) {
      // Without suggestions the field still works: the server reads the words.
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    forget();
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(communes[active]);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
      } else {
        // One place before the first and after the last is the text itself.
        const places = communes.length + 1;
        activate(((active + 1 + (key === "ArrowDown" ? 1 : places - 1)) % places) - 1);
      }
    }
  });

  input.addEventListener("blur", close);
  candidates?.addEventListener("change", () => (code.value = ""));
}

const FIELD = "[data-tc-commune-field]";
document.querySelectorAll(FIELD).forEach(enhance);
// A field that another script adds later is made ready when it is entered.
document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.(FIELD);
  if (field) enhance(field);
});
