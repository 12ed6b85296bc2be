// The board: opens what stands beside the candidates without loading the page anew, keeps up with other coordinators, and takes keys. No words here; they come from data attributes.
(function () {
  "use strict";

  const OFF = "board-keys-off";
  const EVERY = 5000; // milliseconds between looks at what others did
  const parser = new DOMParser();
  let latest = 0; // of several pages that were asked for, the last one counts

  function board() {
    return document.querySelector("[data-board]");
  }
  if (!board()) return;

  function reason() {
    return board().querySelector(".move [name=reason]");
  }

  // What is named by a fragment: a heading takes the focus itself, a row gives it to its reference.
  function focus(name) {
    const place = name && document.getElementById(name);
    if (!place) return;
    const target = place.matches("tr") ? place.querySelector("a.ref") : place;
    target.focus();
    const move = target.closest(".move");
    if (move && move.getBoundingClientRect().bottom > window.innerHeight) move.scrollIntoView();
  }

  async function show(address, isNew) {
    const number = ++latest;
    const url = new URL(address, location.href);
    let found = null;
    try {
      const answer = await fetch(url.pathname + url.search, { headers: { Accept: "text/html" } });
      found = answer.ok && !answer.redirected && parser.parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
    } catch (error) {
      found = null;
    }
    if (number !== latest) return;
    if (!found) { location.assign(url); return; }
    const typed = reason() && reason().value;
    board().replaceWith(document.adoptNode(found));
    if (isNew) {
      history.pushState({ board: true }, "", url);
      document.querySelectorAll("main > .message").forEach(function (message) { message.remove(); });
    }
    if (typed && reason() && !reason().value) reason().value = typed;
    begin();
    focus(url.hash.slice(1));
  }

  // What was just done stays in sight until it is closed.
  function addClose() {
    document.querySelectorAll("main > .message").forEach(function (message) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button close";
      button.textContent = board().dataset.close;
      button.addEventListener("click", function () { message.remove(); });
      message.append(button);
    });
  }

  function isOurs(link) {
    const href = link.getAttribute("href") || "";
    return href.startsWith("?") && board().contains(link);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href]");
    if (!link || !isOurs(link) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, true);
  });
  document.addEventListener("submit", function (event) {
    if (event.target.method !== "get" || !board().contains(event.target)) return;
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target)).toString();
    show("?" + query + "#candidates", true);
  });
  // A second press within five seconds is ignored, also in what was drawn since.
  document.addEventListener("submit", function (event) {
    if (event.target.method !== "post" || !board().contains(event.target)) return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
    setTimeout(function () { delete event.target.dataset.sent; }, 5000);
  });
  // Arrow keys go through the choices first; the page follows once they rest on one.
  let rest = 0;
  document.addEventListener("change", function (event) {
    const options = event.target.closest("[data-show]");
    if (!options) return;
    clearTimeout(rest);
    rest = setTimeout(function () {
      const chosen = options.querySelector("input:checked").value;
      show(options.dataset.show + "&other=" + encodeURIComponent(chosen), true).then(function () {
        const again = board().querySelector("[data-show] input[value='" + chosen + "']");
        if (again) again.focus();
      });
    }, 250);
  });
  window.addEventListener("popstate", function () { show(location.href, false); });

  // ---- other coordinators ----
  let timer = 0;
  function state(within) {
    return within.querySelector("[data-version]").dataset;
  }
  async function look() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch(board().dataset.state);
        const found = answer.ok && !answer.redirected && parser.parseFromString(await answer.text(), "text/html");
        if (found && found.querySelector("[data-version]")) keepUp(found);
      } catch (error) { /* away for the moment: the next look tells */ }
    }
    timer = setTimeout(look, EVERY);
  }
  function keepUp(found) {
    const place = board().querySelector("[data-here]");
    const before = state(place).version, now = state(found);
    const isChanged = now.version !== before, isAnotherRun = now.run !== state(place).run;
    if ((isChanged || isAnotherRun) && !board().querySelector(".move")) {
      const within = document.activeElement && document.activeElement.closest("tr[id]");
      show(location.pathname + location.search, false).then(function () { focus(within && within.id); });
      return;
    }
    if (isAnotherRun) document.dispatchEvent(new Event("another-run"));
    state(place).run = now.run;
    if (place.textContent.trim() !== found.body.textContent.trim()) {
      place.replaceChildren(...found.body.childNodes);
      state(place).version = before; // what this page shows
    }
    board().querySelectorAll("[data-newer]").forEach(function (note) { note.hidden = !isChanged; });
  }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") look();
  });

  // ---- keys ----
  function rows() {
    return Array.from(board().querySelectorAll(".candidates tbody tr[id]"));
  }
  function here() {
    return document.activeElement && document.activeElement.closest(".candidates tbody tr[id]");
  }
  function walk(step) {
    const all = rows();
    const at = all.indexOf(here());
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    const row = all[Math.min(Math.max(next, 0), all.length - 1)];
    if (row) row.querySelector("a.ref").focus();
  }
  // In a row a key is the link that opens this of its candidate; elsewhere what carries the key.
  const OF_ROW = { t: "move", l: "lock", o: "open" };
  function press(key) {
    const within = OF_ROW[key] && here();
    const place = (within && within.querySelector("a[href*='&" + OF_ROW[key] + "=']")) || board().querySelector("[data-key='" + key + "']");
    if (place) place.click();
  }
  const KEYS = { j: function () { walk(1); }, k: function () { walk(-1); } };
  function help() {
    const line = board().querySelector("[data-keys]");
    line.querySelector("[data-keys-off]").focus();
  }
  function areOff() {
    return localStorage.getItem(OFF) !== null;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      const leave = board().querySelector(".move [data-key=escape]");
      if (leave) { event.preventDefault(); leave.click(); }
      return;
    }
    if (areOff() || event.target.closest("select, textarea, input:not([type=radio], [type=checkbox])")) return;
    const key = event.key.toLowerCase();
    if (key === "?") help();
    else if (KEYS[key]) KEYS[key]();
    else if (["t", "l", "o", "u", "p"].includes(key)) press(key);
    else return;
    event.preventDefault();
  });

  // What is drawn anew gets what only a script can give it.
  function begin() {
    const line = board().querySelector("[data-keys]");
    const button = line.querySelector("[data-keys-off]");
    function draw() {
      line.toggleAttribute("data-off", areOff());
      button.textContent = areOff() ? button.dataset.off : button.dataset.on;
    }
    button.addEventListener("click", function () {
      if (areOff()) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
      draw();
    });
    line.hidden = false;
    draw();
  }

  // A browser that follows a fragment to what takes no focus, such as a row, clears it once all is loaded.
  window.addEventListener("load", function () {
    setTimeout(function () {
      if (location.hash && document.activeElement === document.body) focus(location.hash.slice(1));
    });
  });

  begin();
  addClose();
  timer = setTimeout(look, EVERY);
})();
