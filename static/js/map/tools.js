/* The buttons over the map: zoom, around me, share. They are `hidden` in the page until this module runs. */

/** Wire the zoom buttons; at the last zoom a button says so and keeps the focus. */
export function wireZoom(map, root) {
  const [nearer, farther] = ["in", "out"].map((way) => root.querySelector(`[data-tc-zoom="${way}"]`));
  nearer.addEventListener("click", () => map.zoomIn());
  farther.addEventListener("click", () => map.zoomOut());
  const update = () => {
    nearer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    farther.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  map.on("zoomend", update);
  update();
}

/** Wire "around me": the position is asked for on a click only, and never leaves the browser by itself. */
export function wireLocate(map, root, say) {
  const button = root.querySelector("[data-tc-locate]");
  if (!button) return;
  if (!("geolocation" in navigator)) {
    button.hidden = true;
    return;
  }
  let here = null;
  const found = ({ coords }) => {
    button.removeAttribute("aria-busy");
    const place = [coords.latitude, coords.longitude];
    here ??= L.marker(place, {
      icon: L.divIcon({ className: "here", iconSize: null }),
      interactive: false,
      keyboard: false,
    }).addTo(map);
    here.setLatLng(place);
    map.setView(place, Math.max(map.getZoom(), 12));
    say("La carte est centrée sur votre position.");
  };
  const failed = ({ code }) => {
    button.removeAttribute("aria-busy");
    say(
      code === 1
        ? "Votre navigateur ne donne pas votre position à ce site. Vous pouvez l’autoriser dans ses réglages, ou choisir un territoire dans les filtres."
        : "Votre position n’a pas été trouvée. Réessayez, ou choisissez un territoire dans les filtres.",
      true,
    );
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(found, failed, { timeout: 15_000, maximumAge: 60_000 });
  });
}

/** Wire the share box: its field always holds the address of what is seen; the button copies it. */
export function wireShare(root, say) {
  const field = root.querySelector("[data-tc-share]");
  const button = root.querySelector("[data-tc-copy]");
  if (!field || !button) return;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select(); // no clipboard without https: the visitor copies by hand
      return;
    }
    const label = button.textContent;
    button.textContent = "Copié";
    say("Le lien est copié.");
    setTimeout(() => (button.textContent = label), 2500);
  });
  field.addEventListener("focus", () => field.select());
}
