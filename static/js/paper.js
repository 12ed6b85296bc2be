// Typing from paper without a mouse. Everything here only saves keystrokes: Tab, Space and arrows work without it.
(function () {
  "use strict";

  const form = document.querySelector("form[data-keys]");
  if (!form) return;

  const usable = "input:not([type=hidden]), select, textarea, button";
  let typed = false;

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
      return !each.disabled && each.checkVisibility() && !(each.name === "words");
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
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-enter]"));
      return;
    }
    if (event.ctrlKey) return;
    if (event.key === "Enter" && event.shiftKey && control.matches("input, select")) {
      event.preventDefault();
      goOn(control);
    } else if (control.matches("[type=radio], [type=checkbox]") && group(control).length > 1) {
      const took = /^[1-9]$/.test(event.key) ? pickNumber(control, Number(event.key))
        : /^\p{L}$/u.test(event.key) && pickLetter(control, event.key.toLocaleLowerCase());
      if (took) event.preventDefault();
    }
  });

  form.addEventListener("input", function () { typed = true; });
  form.addEventListener("submit", function () { typed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (typed) event.preventDefault();
  });
})();
