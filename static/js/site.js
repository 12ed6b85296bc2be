// Niceties only: every page works without this file. No words here; they come from data attributes.
(function () {
  "use strict";

  const language = document.documentElement.lang || "en";

  // An error summary takes the focus, also where a browser ignores autofocus on a group.
  const summary = document.querySelector("[data-error-summary]");
  if (summary && document.activeElement !== summary) summary.focus();

  // A language menu closes on Escape and on a tap elsewhere.
  document.querySelectorAll("[data-menu]").forEach(function (menu) {
    menu.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", function (event) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    // A browser that drew the page before this script ran has given up on focusing it.
    if (button.autofocus && document.activeElement === document.body) button.focus();
    button.addEventListener("click", function () { window.print(); });
  });

  // A second press within five seconds is ignored; coming back with the Back button starts afresh.
  document.querySelectorAll("form[data-once]").forEach(function (form) {
    let sent = false;
    function mark(value) {
      sent = value;
      form.querySelectorAll("button[type=submit]").forEach(function (button) {
        if (value) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      });
    }
    form.addEventListener("submit", function (event) {
      if (sent) { event.preventDefault(); return; }
      mark(true);
      setTimeout(mark, 5000, false);
    });
    window.addEventListener("pageshow", function () { mark(false); });
  });

  // Counts what a reader would call a character: an accented letter or an emoji is one.
  const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter(language, { granularity: "grapheme" }) : null;
  function count(text) {
    if (!segmenter) return Array.from(text.normalize("NFC")).length;
    let total = 0;
    for (const _ of segmenter.segment(text)) total += 1;
    return total;
  }

  document.querySelectorAll("textarea[data-counter]").forEach(function (area) {
    const limit = Number(area.dataset.limit);
    const words = area.dataset.left ? area.dataset : (area.form || area).dataset;
    if (!limit || !words.left || !words.over) return;
    const number = new Intl.NumberFormat(language, { numberingSystem: "latn" });
    const shown = document.createElement("p");
    shown.className = "counter";
    shown.setAttribute("aria-hidden", "true");
    const spoken = document.createElement("p");
    spoken.className = "hush";
    spoken.setAttribute("role", "status");
    area.after(shown, spoken);
    let pause;
    function update(speak) {
      const left = limit - count(area.value);
      const text = (left < 0 ? words.over : words.left).replace("{number}", number.format(Math.abs(left)));
      shown.textContent = text;
      shown.classList.toggle("over", left < 0);
      clearTimeout(pause);
      if (speak) pause = setTimeout(function () { spoken.textContent = text; }, 1200);
    }
    area.addEventListener("input", function () { update(true); });
    window.addEventListener("pageshow", function () { update(false); });
    update(false);
  });
})();
