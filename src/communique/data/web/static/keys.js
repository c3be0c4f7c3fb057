// Keys: j and k walk, c shows clean text, / searches; a, r and e judge the act in focus. All of it works without, too.
(() => {
  const stops = () => [...document.querySelectorAll(".card, .row .walk, .plain .walk")].filter((x) => x.offsetParent);
  const typing = (x) => x.closest("input, select, textarea");
  const card = () => document.activeElement.closest(".card, .queued");

  function walk(step) {
    const all = stops();
    if (!all.length) return;
    const at = all.findIndex((x) => x === document.activeElement || x.contains(document.activeElement));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
    next.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    if (next.classList.contains("card")) history.replaceState(null, "", "#" + next.id);
  }

  function judge(action) {
    const here = card() || document.querySelector(".queued");
    const button = here && here.querySelector(`button[value="${action}"]`);
    if (button) button.click();
  }

  function edit() {
    const here = card() || document.querySelector(".queued");
    const fold = here && here.querySelector(".judge details");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("select, input").focus();
  }

  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    c: () => document.querySelector("main.reading")?.classList.toggle("clean"),
    "/": () => document.querySelector("#q, #find").focus(),
    a: () => judge("accept"),
    r: () => judge("reject"),
    e: edit,
    u: () => (card() || document).querySelector(".decision button")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const id = event.detail.elt && event.detail.elt.id;
    const again = id && document.getElementById(id);
    if (again && again.classList.contains("card")) again.focus({ preventScroll: true });
  });
})();
