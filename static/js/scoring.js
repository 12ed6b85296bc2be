// The scoring page: saves drafts by itself, counts along, and takes digits. No words here; they come from data attributes.
(function () {
  "use strict";

  const form = document.querySelector("[data-score]");
  if (!form) return;

  const OFF = "score-keys-off";
  const WAIT = 600; // milliseconds after the last change
  const AGAIN = 10000; // until another try, when the site could not be reached
  const said = form.querySelector("[data-said]");
  const seen = form.querySelector("[name=seen]");
  const page = form.querySelector("[name=page]");
  const byHand = form.querySelector("[data-by-hand]");
  const help = document.querySelector("[data-score-keys]");
  const criteria = Array.from(form.querySelectorAll("[data-criterion]"));
  const words = form.dataset;
  const LEFT = "score " + words.save; // what was not saved yet when this page was left
  let timer = 0;
  let saving = null; // the save that is under way
  let isDirty = false;
  let isRefused = false; // saved elsewhere: nothing more is sent by itself
  let current = 0; // the criterion that the next digit scores, where none has the focus

  function chosen(criterion) {
    return criterion.querySelector("input[type=radio]:checked:not([value=''])");
  }

  function count() {
    const scored = criteria.filter(chosen);
    const given = scored.reduce(function (sum, criterion) {
      return sum + Number(criterion.dataset.weight) * Number(chosen(criterion).value);
    }, 0);
    form.querySelector("[data-given]").textContent = given;
    const isWhole = scored.length === criteria.length;
    document.querySelectorAll("[data-count]").forEach(function (place) {
      place.textContent = (isWhole ? words.done : words.scored)
        .replace("{scored}", scored.length).replace("{all}", criteria.length);
      place.toggleAttribute("data-whole", isWhole);
      place.hidden = false;
    });
  }

  function say(text, state) {
    said.textContent = text;
    said.dataset.state = state;
  }

  // Sent by hand, what stands here is shown beside what is saved.
  function offerByHand() {
    byHand.textContent = words.see;
    byHand.hidden = false;
  }

  async function send() {
    isDirty = false;
    say(words.saving, "saving");
    try {
      const answer = await fetch(words.save + location.search, { method: "POST", body: new FormData(form), redirect: "error" });
      const told = await answer.json();
      if (answer.ok) {
        seen.value = told.seen;
        say(words.saved.replace("{at}", told.at), "saved");
      } else {
        isRefused = isDirty = answer.status === 409;
        if (isRefused) offerByHand();
        say(told.why, "failed");
      }
    } catch (error) {
      isDirty = true;
      say(words.failed, "failed");
      timer = setTimeout(save, AGAIN);
    }
    saving = null;
  }

  async function save() {
    clearTimeout(timer);
    if (saving) await saving;
    if (!isDirty || isRefused) return;
    saving = send();
    await saving;
  }

  function later() {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  function mark(place) {
    current = place;
    criteria.forEach(function (criterion, each) {
      if (each === place && help.checked) criterion.setAttribute("aria-current", "step");
      else criterion.removeAttribute("aria-current");
    });
  }

  // The focus follows the mark only where the reader has put it into the criteria, and never lands on a score:
  // what is meant to scroll changes none.
  function goTo(place, isInside) {
    const criterion = criteria[place];
    mark(place);
    if (!criterion) return;
    form.scrollTop = criterion.offsetTop - form.querySelector(".rubric-head").offsetHeight;
    if (isInside) criterion.focus({ preventScroll: true });
  }

  function choose(criterion, value) {
    const choice = criterion && criterion.querySelector("input[type=radio][value='" + value + "']");
    if (!choice) return false;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  function give(place, digit, isInside) {
    if (!choose(criteria[place], digit)) return;
    goTo(place + 1, isInside);
    const comment = form.querySelector("[name=comment]");
    if (!criteria[current] && comment) comment.focus();
  }

  function clear(place, isInside) {
    if (choose(criteria[place], "")) goTo(place, isInside);
  }

  criteria.forEach(function (criterion, place) {
    criterion.addEventListener("focusin", function () { mark(place); });
  });

  form.addEventListener("change", function () { count(); later(); });
  form.addEventListener("input", later);

  // The version that goes with the form is that of the last save: wait for one that is under way.
  form.addEventListener("submit", function (event) {
    clearTimeout(timer);
    isDirty = false;
    if (!saving) return;
    event.preventDefault();
    saving.then(function () { form.requestSubmit(event.submitter); });
  });

  document.addEventListener("keydown", function (event) {
    const around = event.target.closest("form");
    if (event.repeat || around && around !== form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=submit]"));
      return;
    }
    const isText = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (isText || event.ctrlKey || event.metaKey || event.altKey || !help.checked) return;
    const inside = event.target.closest("[data-criterion]");
    const place = inside ? criteria.indexOf(inside) : current;
    const isBack = event.key === "Backspace" && !event.target.matches("input");
    if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      give(place, event.key, inside);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      clear(isBack ? Math.max(place - 1, 0) : place, inside);
    } else if (event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=skip]"));
    }
  });

  // A reload asks for the page before this one has sent its last words: the next page takes them up,
  // and goes on as the same page, so that it follows what this one still sends.
  function leave() {
    if (isRefused || !(isDirty || saving)) return;
    const given = new FormData(form);
    navigator.sendBeacon(words.save, given);
    given.delete("csrfmiddlewaretoken");
    sessionStorage.setItem(LEFT, JSON.stringify(Object.fromEntries(given)));
  }

  function takeUp() {
    const left = JSON.parse(sessionStorage.getItem(LEFT));
    sessionStorage.removeItem(LEFT);
    if (!left || left.seen !== seen.value && left.page !== words.savedIn) return; // saved elsewhere since
    page.value = left.page;
    form.querySelectorAll("textarea, select, input[type=radio]").forEach(function (field) {
      if (field.type === "radio") field.checked = field.value === (left[field.name] || "");
      else field.value = left[field.name] || "";
    });
    isDirty = true;
    save();
  }

  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", function () { takeUp(); count(); });
  window.addEventListener("beforeunload", function (event) {
    if (isRefused && isDirty) event.preventDefault();
  });

  help.checked = localStorage.getItem(OFF) === null;
  help.addEventListener("change", function () {
    if (help.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    mark(current);
  });
  help.closest("p").hidden = false;
  byHand.hidden = true;
  form.querySelector("[data-as-saved]").hidden = true;
  mark(0);
})();
