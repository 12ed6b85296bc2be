// While a clerk types who somebody is: asks whether they may be here already, and says so quietly. Never moves the focus, never holds up saving.
(function () {
  "use strict";

  const place = document.getElementById("duplicate-hints");
  const form = place && place.closest("form");
  if (!form) return;

  const asked = ["contact-full_name", "contact-chosen_name", "contact-email", "contact-phone"];
  const along = ["csrfmiddlewaretoken", "envelope-submission_key"];
  const nothing = asked.map(function () { return ""; }).join("\n");
  let pause, under, last = nothing;

  function typed() {
    const held = new FormData(form);
    const body = new URLSearchParams({ call: place.dataset.call });
    asked.concat(along).forEach(function (name) { body.set(name, (held.get(name) || "").trim()); });
    return body;
  }

  function show(words) {
    place.innerHTML = words;
    const field = document.activeElement; // the bar grows upward: never over what is being typed
    if (words && form.contains(field)) field.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const body = typed();
    const now = asked.map(function (name) { return body.get(name); }).join("\n");
    if (now === last) return;
    last = now;
    if (under) under.abort();
    under = new AbortController();
    try {
      const answer = await fetch(place.dataset.address, { method: "POST", body: body, signal: under.signal });
      const words = answer.ok ? await answer.text() : "";
      // Said aloud only when it says something else than before.
      if (words.trim() !== place.innerHTML.trim()) show(words.trim());
    } catch (trouble) {
      if (trouble.name !== "AbortError") last = nothing; // no answer, no hint; the next key asks again
    }
  }

  form.addEventListener("input", function (event) {
    if (!asked.includes(event.target.name)) return;
    clearTimeout(pause);
    pause = setTimeout(ask, 400);
  });
  ask();
})();
