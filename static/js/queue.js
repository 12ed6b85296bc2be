// The residency queue. While a person has the focus, 1, 2 and 3 mark and move on to the next person, R goes back to the reason of the last mark, and Ctrl+Z takes it back. What is typed in a reason is text. No words here; they come from data attributes.
(function () {
  "use strict";

  const form = document.querySelector("[data-queue]");
  if (!form) return;

  const OFF = "queue-number-keys-off";
  const people = Array.from(form.querySelectorAll(".person")).filter(choices);
  const button = form.querySelector("button[type=submit]");
  const told = form.querySelector("[data-marked]");
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
    const words = marked.length ? told.dataset.some : told.dataset.none;
    told.textContent = words.replace("{number}", marked.length);
  }

  function mark(person, number) {
    const choice = choices(person)[number - 1];
    done.push([person, chosen(person)]);
    choice.checked = true;
    count();
    focus(people[people.indexOf(person) + 1]);
  }

  function giveReason() {
    const why = done.length && done[done.length - 1][0].querySelector(".person-why input");
    if (why && why.checkVisibility()) why.focus();
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
    const isText = event.target.matches("input[type=text], select");
    if (!(person || event.target === button) || isText || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "z" || event.shiftKey) return;
      event.preventDefault();
      takeBack();
    } else if (person && help.checked && ["1", "2", "3"].includes(event.key)) {
      event.preventDefault();
      mark(person, Number(event.key));
    } else if (help.checked && event.key.toLowerCase() === "r") {
      event.preventDefault();
      giveReason();
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
