// Joins our passkey buttons to allauth's functions, and says when a passkey was not read.
(function () {
  "use strict";

  document.querySelectorAll("[data-passkey]").forEach(function (button) {
    window.allauth.webauthn.forms[button.dataset.passkey]({
      ids: {
        add: button.id,
        authenticate: button.id,
        credential: button.dataset.credential,
        data: "passkey-options",
      },
    });
    // Enter in such a form does what its button does; allauth itself then sends the form.
    button.form.addEventListener("submit", function (event) {
      event.preventDefault();
      button.click();
    });
    button.hidden = false; // not before: a press would do nothing
  });

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.getElementById("passkey-trouble").hidden = false;
  });
})();
