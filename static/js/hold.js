// What is typed is not lost by leaving its page: the browser asks first. Meanwhile a form with data-hold posts it as "hold", so that it is there again for whoever comes back.
(function () {
  "use strict";

  const typed = new Set(), kept = new Set(); // forms: not saved; and of these, posted as they are

  function watched(control) {
    const form = control.form;
    if (!form || form.getAttribute("method") !== "post" || "score" in form.dataset) return null;
    return "hold" in form.dataset || control.matches("textarea") ? form : null;
  }

  function changed(event) {
    const form = watched(event.target);
    if (!form) return;
    typed.add(form);
    kept.delete(form);
  }

  async function post(form) {
    const body = new URLSearchParams(new FormData(form));
    body.set("hold", "1");
    const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: body, keepalive: true });
    return answer.status === 204;
  }

  function toHold() {
    return Array.from(typed).filter(function (form) { return "hold" in form.dataset && !kept.has(form); });
  }

  function hold() {
    toHold().forEach(function (form) {
      kept.add(form);
      post(form).catch(function () {});
    });
  }

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", function (event) { typed.delete(event.target); });
  window.addEventListener("beforeunload", function (event) {
    hold();
    if (typed.size) event.preventDefault();
  });
  window.addEventListener("pagehide", hold);

  // Signing out asks about what is begun; so it must be kept before, and the browser need not ask.
  const out = document.getElementById("logout-form");
  if (out) out.addEventListener("submit", async function (event) {
    const forms = toHold();
    if (!forms.length) return;
    event.preventDefault();
    await Promise.all(forms.map(async function (form) {
      if (await post(form).catch(function () { return false; })) typed.delete(form);
    }));
    out.submit();
  });
})();
