// Typing from paper without a mouse. Everything here only saves keystrokes: Tab, Space and arrows work without it.
(function () {
  "use strict";

  const form = document.querySelector("form[data-keys]");
  if (!form) return;

  const usable = "input:not([type=hidden]), select, textarea, button";
  const words = form.querySelector("[name=words]");
  let byKey = false, last = null;

  document.querySelectorAll("[data-script]").forEach(function (line) { line.hidden = false; });
  // Nobody else's name is offered to type, and this one is not remembered for others.
  form.autocomplete = "off";
  form.querySelectorAll("[autocomplete]").forEach(function (control) { control.autocomplete = "off"; });

  function group(control) {
    const boxes = control.closest(".choices:not(.paper-mark)");
    return boxes ? Array.from(boxes.querySelectorAll("input[type=radio], input[type=checkbox]")) : [];
  }

  function pick(choice) {
    choice.focus();
    choice.checked = choice.type === "radio" ? true : !choice.checked;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A digit counts the boxes as they stand on the paper.
  function pickNumber(control, digit) {
    const choice = group(control)[digit - 1];
    if (choice) pick(choice);
    return Boolean(choice);
  }

  // A letter goes round the choices that begin with it; in a list of ticks it only moves there.
  function pickLetter(control, letter) {
    const all = group(control);
    const at = all.indexOf(control);
    const turned = all.slice(at + 1).concat(all.slice(0, at + 1));
    const found = turned.find(function (choice) {
      return choice.closest("label").textContent.trim().toLocaleLowerCase().startsWith(letter);
    });
    if (!found || all.length < 2) return false;
    if (found.type === "radio") pick(found);
    else found.focus();
    return true;
  }

  // The next question: in a group of choices, the one after the whole group.
  function goOn(control) {
    const all = Array.from(form.querySelectorAll(usable)).filter(function (each) {
      return !each.disabled && each.checkVisibility() && each !== words;
    });
    const own = group(control);
    let at = all.indexOf(control) + 1;
    while (own.includes(all[at])) at += 1;
    let next = all[at];
    if (!next) return;
    if (next.type === "radio") next = group(next).find(function (choice) { return choice.checked; }) || next;
    next.focus();
  }

  form.addEventListener("keydown", function (event) {
    const control = event.target;
    byKey = true;
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-enter]"));
      return;
    }
    if (event.ctrlKey) return;
    if (event.key === "Enter" && event.shiftKey && control.matches("input, select, textarea")) {
      event.preventDefault();
      goOn(control);
    } else if (control.matches("[type=radio], [type=checkbox]") && group(control).length > 1) {
      const took = /^[1-9]$/.test(event.key) ? pickNumber(control, Number(event.key))
        : /^\p{L}$/u.test(event.key) && pickLetter(control, event.key.toLocaleLowerCase());
      if (took) event.preventDefault();
    }
  });

  // Whoever tabs into the next screen sees all of it; a click moves nothing under the pointer.
  form.addEventListener("pointerdown", function () { byKey = false; });
  form.addEventListener("focusin", function (event) {
    const screen = event.target.closest(".screen");
    const before = last && last.closest(".screen");
    if (event.target !== words) last = event.target;
    if (!byKey || !screen || screen === before || screen.offsetHeight > window.innerHeight) return;
    screen.scrollIntoView({ block: "start" });
  });

  // The paper's words come into the page as it stands: nothing typed moves, and the cursor stays.
  function worded(root) {
    const found = new Map();
    root.querySelectorAll("label[for], legend, option").forEach(function (each) {
      const list = each.closest("select");
      const control = each.closest("fieldset") && each.closest("fieldset").querySelector("input, select, textarea");
      const key = list ? list.id + " " + each.value : each.htmlFor || "legend " + (control && control.name);
      found.set(key, each);
    });
    return found;
  }

  function show(fresh) {
    const here = worded(form);
    worded(fresh).forEach(function (shown, key) {
      const old = here.get(key);
      if (!old || old.textContent === shown.textContent) return;
      const box = old.querySelector("input");
      Array.from(old.childNodes).forEach(function (node) { if (node !== box) node.remove(); });
      Array.from(shown.childNodes).forEach(function (node) { if (node.nodeName !== "INPUT") old.append(node); });
    });
  }

  async function post() {
    const body = new URLSearchParams(new FormData(form));
    body.set("words", "1");
    return fetch(form.action, { method: "POST", body: body });
  }

  words.addEventListener("click", async function (event) {
    event.preventDefault();
    const back = last;
    try {
      const answer = await post();
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.querySelector("form[data-keys]"));
    } catch (trouble) {
      return;
    }
    if (back && document.activeElement === words) back.focus();
  });
})();
