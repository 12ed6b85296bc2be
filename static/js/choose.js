// A list in which rows are chosen: says how many, and chooses all of the page. No words here; they come from data attributes.
(function () {
  "use strict";

  const form = document.querySelector("[data-choosing]");
  const told = form && form.querySelector("[data-chosen]");
  if (!told) return;

  const boxes = Array.from(form.querySelectorAll(".tick-box input"));

  function dollars(cents) {
    const digits = cents % 100 ? 2 : 0;
    const shown = { style: "currency", currency: "USD", minimumFractionDigits: digits, maximumFractionDigits: digits };
    return (cents / 100).toLocaleString("en-US", shown);
  }

  function count() {
    const chosen = boxes.filter(function (box) { return box.checked; });
    const cents = chosen.reduce(function (sum, box) { return sum + Number(box.dataset.cents || 0); }, 0);
    const words = chosen.length ? told.dataset.some : told.dataset.none;
    told.textContent = words.replace("{number}", chosen.length).replace("{sum}", dollars(cents));
  }

  const all = form.querySelector("[data-choose-all]");
  all.hidden = false;
  all.addEventListener("click", function () {
    const isEach = boxes.every(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.checked = !isEach; });
    count();
  });
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count);
})();
