// The verdict of the board reads itself again while a run is under way. Once a proposal is there the whole page is read again, unless somebody is typing: then its own words say what is new.
(function () {
  "use strict";

  const EVERY = 2000;

  let timer = 0;

  function box() {
    return document.querySelector("[data-verdict]");
  }

  function isTyping() {
    const open = document.querySelectorAll("main textarea, main input[type=text]");
    return Array.from(open).some(function (field) { return field.value !== field.defaultValue; });
  }

  function show(old, text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-verdict]");
    if (!fresh) { wait(); return; }
    const wasUnderWay = old.hasAttribute("data-under-way");
    const isOver = old.dataset.waitsFor !== fresh.dataset.waitsFor || !fresh.hasAttribute("data-under-way");
    if (wasUnderWay && isOver && !isTyping()) {
      location.reload();
      return;
    }
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (focused) fresh.focus();
    wait();
  }

  function look() {
    clearTimeout(timer);
    const old = box();
    if (!old) { wait(); return; }
    fetch(old.dataset.verdict, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer); })
      .then(function (text) { show(old, text); })
      .catch(wait); // the site is away: look again later
  }

  // Also while no run is under way: another coordinator may begin one, and board.js draws anew.
  function wait() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (box() && box().hasAttribute("data-under-way")) look();
      else wait();
    }, EVERY);
  }

  document.addEventListener("another-run", look); // board.js has heard of one
  wait();
})();
