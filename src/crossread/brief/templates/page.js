"use strict";
// Lights the passages of a row on both sides, filters the rows, copies cited sentences.
// Without it the page shows everything: passages are links to their rows.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const sides = byId("sides");
  const reader = byId("reader");
  const panes = all(".pane");
  const rows = all(".row");
  const passages = all(".pane [data-row]");
  const see = all(".row .see");
  const numbers = (element) => element.dataset.row.split(" ");
  const rowOf = (number) => byId("row-" + number);
  const narrow = matchMedia("(max-width: 760px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let kept = []; // the rows kept lit by a click or a key
  let cameFrom = null; // where the reader was before the page took them to the texts

  // Lighting

  function light(wanted) {
    sides.classList.toggle("lit", wanted.length > 0);
    for (const element of [...passages, ...rows]) {
      element.classList.toggle("on", numbers(element).some((n) => wanted.includes(n)));
    }
  }

  // Brings the first lit passage of every pane but `except` into that pane's window.
  function reveal(except) {
    for (const pane of panes) {
      if (pane === except) continue;
      const mark = pane.querySelector(".p.on");
      if (!mark) continue;
      const top = pane.getBoundingClientRect().top + pane.querySelector(".pane-head").offsetHeight;
      const bottom = pane.getBoundingClientRect().bottom;
      const place = mark.getBoundingClientRect();
      if (place.top >= top && place.bottom <= bottom) continue;
      pane.scrollTo({ top: pane.scrollTop + place.top - top - 48, behavior: motion() });
    }
  }

  const motion = () => (calm.matches ? "auto" : "smooth");

  function keep(wanted, except) {
    kept = wanted;
    light(kept);
    reveal(except);
    for (const element of [...passages, ...see]) {
      const of = element.dataset.row || element.dataset.rows;
      const pressed = of.split(" ").some((n) => kept.includes(n));
      element.setAttribute("aria-pressed", String(pressed));
    }
    showReader();
  }

  function letGo() {
    const back = cameFrom;
    cameFrom = null;
    const strip = reader.contains(document.activeElement);
    const first = kept[0];
    keep([]);
    if (back) {
      scrollTo({ top: back.top, behavior: motion() });
      back.element.focus({ preventScroll: true });
    } else if (strip && first) {
      rowOf(first).focus({ preventScroll: true });
    }
  }

  // The strip that says what is lit

  function showReader() {
    reader.hidden = kept.length === 0;
    if (reader.hidden) return;
    const row = rowOf(kept[0]);
    const many = kept.length > 1 ? "Rows " + kept.join(", ") : "Row " + kept[0];
    const what = kept.length > 1 ? "" : ": " + row.querySelector("h3 .tag").textContent;
    const matter = kept.length > 1 ? "" : ", " + row.querySelector(".matter").textContent;
    byId("reader-text").textContent = many + " of " + rows.length + what + matter;
    const cells = all(".cell", row).map((cell) => cell.cloneNode(true));
    byId("reader-cell").replaceChildren(...cells);
  }

  // Going from row to row

  function goTo(number, from) {
    keep([number], null);
    if (sides.contains(from)) {
      const near = from.closest(".pane").querySelector(".p.on") || sides.querySelector(".p.on");
      if (near) near.focus({ preventScroll: false });
    } else if (!reader.contains(from)) {
      cameFrom = null;
      rowOf(number).focus({ preventScroll: true });
      rowOf(number).scrollIntoView({ block: "nearest", behavior: motion() });
    }
  }

  function step(by, from) {
    const shown = rows.filter((row) => !row.hidden).map((row) => row.dataset.row);
    if (!shown.length) return;
    const near = from.closest("[data-row]");
    const at = shown.indexOf(kept[0] || (near && numbers(near)[0]));
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (next >= 0 && next < shown.length) goTo(shown[next], from);
  }

  function toTheTexts(from) {
    cameFrom = { top: scrollY, element: from };
    const mark = sides.querySelector(".p.on");
    if (narrow.matches && mark) return mark.scrollIntoView({ block: "start", behavior: motion() });
    const place = sides.getBoundingClientRect();
    const seen = place.top >= 0 && place.top < innerHeight * 0.4;
    if (!seen) sides.scrollIntoView({ block: "start", behavior: motion() });
  }

  // What the reader does

  document.addEventListener("pointerover", (event) => {
    if (kept.length || event.pointerType === "touch") return;
    const over = event.target.closest(".pane [data-row], .row");
    light(over ? numbers(over) : []);
    if (over) reveal(over.closest(".pane"));
  });

  document.addEventListener("focusin", (event) => {
    if (kept.length) return;
    const over = event.target.closest(".pane [data-row], .row");
    light(over ? numbers(over) : []);
    if (over) reveal(over.closest(".pane"));
  });

  const same = (wanted) => wanted.join(" ") === kept.join(" ");

  function choose(wanted, from) {
    if (same(wanted)) return letGo();
    keep(wanted, from.closest(".pane"));
    if (!sides.contains(from)) toTheTexts(from);
    else cameFrom = null;
  }

  sides.addEventListener("click", (event) => {
    const passage = event.target.closest("[data-row]");
    if (!passage) return;
    event.preventDefault();
    if (String(getSelection())) return;
    choose(numbers(passage), passage);
  });

  for (const button of all(".see")) {
    button.addEventListener("click", () => choose(button.dataset.rows.split(" "), button));
  }

  for (const row of rows) {
    row.addEventListener("click", (event) => {
      if (event.target.closest("a, button, summary, details") || String(getSelection())) return;
      if (narrow.matches) same(numbers(row)) ? letGo() : keep(numbers(row), null);
      else choose(numbers(row), row);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement || document.body;
    const among = here.closest("[data-row], .reader");
    if (event.key === "Escape" && kept.length) letGo();
    else if (event.key === "j" || (event.key === "ArrowDown" && among)) step(1, here);
    else if (event.key === "k" || (event.key === "ArrowUp" && among)) step(-1, here);
    else if (event.key === " " && here.closest(".pane [data-row]")) here.click();
    else return;
    event.preventDefault();
  });

  byId("previous").addEventListener("click", (event) => step(-1, event.target));
  byId("next").addEventListener("click", (event) => step(1, event.target));
  byId("let-go").addEventListener("click", letGo);
  byId("to-row").addEventListener("click", () => {
    const row = rowOf(kept[0]);
    cameFrom = null;
    if (row.hidden) show("all");
    keep([]);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center", behavior: motion() });
  });

  // Filter

  const filters = all(".filters button");

  function show(relation) {
    for (const button of filters) {
      button.setAttribute("aria-pressed", String(button.dataset.show === relation));
    }
    for (const row of rows) row.hidden = relation !== "all" && row.dataset.relation !== relation;
    if (kept.some((number) => rowOf(number).hidden)) keep([]);
  }

  for (const button of filters) {
    button.addEventListener("click", () => {
      show(button.dataset.show);
      const shown = rows.filter((row) => !row.hidden).length;
      say(shown === 1 ? "1 row shown" : shown + " rows shown");
    });
  }

  // A link to a row leads to it even where the filter had hidden it.
  function arrive() {
    const row = /^#row-\d+$/.test(location.hash) && byId(location.hash.slice(1));
    if (!row) return;
    if (row.hidden) show("all");
    row.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", arrive);
  addEventListener("load", arrive);

  // Quotes

  const details = all("main details:not(.score)");
  const opener = byId("open-all");
  if (opener) {
    opener.addEventListener("click", () => {
      const open = opener.getAttribute("aria-pressed") !== "true";
      opener.setAttribute("aria-pressed", String(open));
      for (const detail of details) {
        if (detail.closest(".finding") && !detail.closest(".plain")) detail.open = open;
      }
    });
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = details.filter((detail) => !detail.open);
    for (const detail of closed) detail.open = true;
  });
  addEventListener("afterprint", () => {
    for (const detail of closed) detail.open = false;
  });

  // Copying

  function say(words) {
    byId("said").textContent = "";
    setTimeout(() => { byId("said").textContent = words; }, 30);
  }

  // For pages opened from a disk in browsers that keep the clipboard for the web.
  function copyByCommand(words) {
    const field = document.createElement("textarea");
    field.value = words;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return copyByCommand(words);
    }
  }

  function offer(button, words) {
    const place = button.parentElement;
    if (place.querySelector(".cite")) return;
    const output = document.createElement("output");
    output.className = "cite";
    output.textContent = words;
    place.append(output);
  }

  for (const button of all(".copy")) {
    const name = button.textContent;
    button.addEventListener("click", async () => {
      const done = await copy(button.dataset.cite);
      button.focus({ preventScroll: true });
      if (!done) offer(button, button.dataset.cite);
      button.textContent = done ? "Copied" : "Copy it from below";
      say(done ? "copied" : "The browser did not allow copying. The sentence is shown below.");
      setTimeout(() => { button.textContent = name; }, 2500);
    });
  }

  // Only now do passages act as buttons, and only a pane that scrolls is a stop of its own.

  for (const passage of passages) {
    passage.setAttribute("role", "button");
    passage.setAttribute("aria-pressed", "false");
  }
  for (const pane of panes) {
    if (pane.scrollHeight > pane.clientHeight + 1) pane.tabIndex = 0;
  }
  document.documentElement.classList.add("js");
})();
