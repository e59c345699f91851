// Tells the chosen file in French: the browser's own words follow its language, not the page's.
for (const field of document.querySelectorAll("[data-tc-file-field]")) {
  const input = field.querySelector("input[type=file]");
  const name = field.querySelector("[data-tc-file-name]");
  const show = () => {
    const [file] = input.files;
    name.textContent = file ? file.name : "Aucun fichier choisi";
  };
  field.classList.add("ready");
  name.hidden = false;
  input.addEventListener("change", show);
  input.form?.addEventListener("reset", () => setTimeout(show));
  show();
}
