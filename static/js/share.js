// The buttons that pass a page on. Without scripts the address is there to be copied by hand, and the mail is a link.

const wired = new WeakSet();

function wire(block) {
  if (wired.has(block)) return;
  wired.add(block);
  const field = block.querySelector("[data-tc-address]");
  const copy = block.querySelector("[data-tc-copy-address]");
  const send = block.querySelector("[data-tc-send]");
  const said = block.querySelector("[data-tc-said]");
  const label = copy.querySelector("span");
  const words = label.textContent;

  field.addEventListener("focus", () => field.select());
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus(); // no clipboard without https: the address is selected, to be copied by hand
      said.textContent = "L’adresse est sélectionnée : copiez-la.";
      return;
    }
    label.textContent = "Copié";
    said.textContent = "Le lien est copié.";
    setTimeout(() => (label.textContent = words), 2500);
  });

  // What telephones offer: messages, notes, other applications. No script of anybody else.
  if (!navigator.share) return;
  send.hidden = false;
  send.addEventListener("click", async () => {
    try {
      await navigator.share({ title: send.dataset.title, url: field.value });
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = "Le partage n’a pas marché : copiez le lien.";
    }
  });
}

function wireAll() {
  document.querySelectorAll("[data-tc-share-page]").forEach(wire);
}

wireAll();
// Lists swap their results, this block with them.
const results = document.querySelector("[data-tc-results]");
if (results) new MutationObserver(wireAll).observe(results, { childList: true });
