// The page where one makes a frame: what is chosen shows at once. The server renders the whole page; the code and the
// preview are swapped in, and what there is to choose where another kind of frame is asked for.

const form = document.querySelector("[data-tc-form]");
const made = document.querySelector("[data-tc-made]");
const choices = document.querySelector("[data-tc-choices]");
const status = document.querySelector("[data-tc-status]");
let asked = null;

function address() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  return `${form.action}?${query}`;
}

async function show({ anew }) {
  asked?.abort();
  asked = new AbortController();
  const url = address();
  try {
    const response = await fetch(url, { signal: asked.signal });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    made.replaceChildren(...page.querySelector("[data-tc-made]").childNodes);
    if (anew) choices.replaceChildren(...page.querySelector("[data-tc-choices]").childNodes);
    history.replaceState(null, "", url);
    status.textContent = "Le code et l’aperçu sont à jour.";
    prepare();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

function prepare() {
  const button = made.querySelector("[data-tc-copy-code]");
  const code = made.querySelector("textarea");
  if (!button) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.value);
    } catch {
      code.select(); // no clipboard without https: the visitor copies by hand
      return;
    }
    button.textContent = "Copié";
    status.textContent = "Le code est copié.";
    setTimeout(() => (button.textContent = words), 2500);
  });
}

form.addEventListener("change", ({ target }) => show({ anew: target.name === "forme" }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show({ anew: true });
});

// The preview follows what it shows where the code will.
window.addEventListener("message", ({ origin, source, data }) => {
  const preview = made.querySelector("[data-tc-preview]");
  const follows = form.querySelector("[name=suivre]").checked;
  if (!follows || origin !== location.origin || source !== preview?.contentWindow) return;
  if (data?.type === "territoires-contributifs:height" && data.height > 0) {
    preview.style.height = `${Math.min(data.height, 20000) + 2}px`; // its border
  }
});

prepare();
