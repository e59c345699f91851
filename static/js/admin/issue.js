/** Copies a letter; without a clipboard, which needs https, selects it for whoever copies by hand. */
const text = document.querySelector("[data-tc-letter]");
const button = document.querySelector("[data-tc-letter-copy]");
const status = document.querySelector("[data-tc-letter-status]");

if (text && button && status) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      status.textContent = "Copié.";
    } catch {
      status.textContent = "Le texte est sélectionné\u00a0: copiez-le au clavier.";
    }
  });
}
