// The residency queue. While a person has the focus, 1, 2 and 3 mark and move on to the next person, or first to the reason where one is needed, which Enter ends; Ctrl+Z takes the last mark back. As long as a reason stands open, whatever is typed at that person is text and marks nobody. No words here; they come from data attributes.
(function () {
  "use strict";

  const form = document.querySelector("[data-queue]");
  if (!form) return;

  const OFF = "queue-number-keys-off";
  const people = Array.from(form.querySelectorAll(".person")).filter(choices);
  const button = form.querySelector("button[type=submit]");
  const summary = form.querySelector("[data-marked]");
  const help = document.querySelector("[data-number-keys]");
  const done = []; // what was marked by key, and which choice it had before

  function choices(person) {
    const all = Array.from(person.querySelectorAll("input[type=radio]"));
    return all.length ? all : null;
  }

  function chosen(person) {
    return choices(person).find(function (choice) { return choice.checked; });
  }

  function focus(person) {
    if (person) (chosen(person) || choices(person)[0]).focus();
    else button.focus();
  }

  function count() {
    const marked = people.map(chosen).filter(function (choice) { return choice && choice.value !== "later"; });
    const words = marked.length ? summary.dataset.some : summary.dataset.none;
    summary.textContent = words.replace("{number}", marked.length);
  }

  function mark(person, number) {
    const choice = choices(person)[number - 1];
    done.push([person, chosen(person)]);
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    const why = reason(person);
    if (why) why.focus();
    else goOn(person);
  }

  // The box for the reason, where the mark needs one.
  function reason(person) {
    const why = person.querySelector(".person-why input");
    return why.checkVisibility() ? why : null;
  }

  function goOn(person) {
    focus(people[people.indexOf(person) + 1]);
  }

  function takeBack() {
    const last = done.pop();
    if (!last) return;
    const before = last[1];
    choices(last[0]).forEach(function (choice) { choice.checked = choice === before; });
    count();
    focus(last[0]);
  }

  form.addEventListener("change", count);
  form.addEventListener("keydown", function (event) {
    const person = event.target.closest(".person");
    if (!(person || event.target === button) || event.altKey || event.isComposing) return;
    const why = person && reason(person);
    const isText = event.target === why;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "z" || event.shiftKey || isText && why.value) return;
      event.preventDefault();
      takeBack();
    } else if (isText && event.key === "Enter") {
      event.preventDefault();
      goOn(person);
    } else if (why && /^[\p{L}\p{N}]$/u.test(event.key)) {
      why.focus(); // the letter goes where the focus is
    } else if (person && help.checked && ["1", "2", "3"].includes(event.key)) {
      event.preventDefault();
      mark(person, Number(event.key));
    }
  });

  function show() {
    form.toggleAttribute("data-numbered", help.checked);
  }
  help.checked = localStorage.getItem(OFF) === null;
  help.addEventListener("change", function () {
    if (help.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    show();
  });
  help.closest("p").hidden = false;
  show();
  window.addEventListener("pageshow", count);
})();
