// The verdict of the board reads itself again while a run is under way. Once a proposal is there the whole page is read again, unless somebody is typing: then its own words say what is new.
(function () {
  "use strict";

  const EVERY = 2000;

  function box() {
    return document.querySelector("[data-verdict][data-under-way]");
  }

  function isTyping() {
    const open = document.querySelectorAll("main textarea, main input[type=text]");
    return Array.from(open).some(function (field) { return field.value !== field.defaultValue; });
  }

  function show(old, text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-verdict]");
    if (!fresh) return;
    const isOver = old.dataset.waitsFor !== fresh.dataset.waitsFor || !fresh.hasAttribute("data-under-way");
    if (isOver && !isTyping()) {
      location.reload();
      return;
    }
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (focused) fresh.focus();
    wait();
  }

  function look() {
    const old = box();
    if (!old) return;
    fetch(old.dataset.verdict, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer); })
      .then(function (text) { show(old, text); })
      .catch(wait); // the site is away: look again later
  }

  function wait() {
    if (box()) setTimeout(look, EVERY);
  }

  wait();
})();
