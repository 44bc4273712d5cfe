// Asks the browser for a passkey and sends its answer with the form. Without this script codes of an app still work.
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = (options) => {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (form.dataset.passkey === "make") {
      publicKey.user = { ...options.user, id: bytes(options.user.id) };
      publicKey.excludeCredentials = named(options.excludeCredentials);
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = named(options.allowCredentials);
    return navigator.credentials.get({ publicKey });
  };

  const answer = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  };

  const problem = form.querySelector("[data-passkey-problem]");
  form.hidden = false;
  document.querySelectorAll("[data-without-passkey]").forEach((part) => { part.hidden = true; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.passkey.value = answer(await ask(JSON.parse(form.dataset.options)));
    } catch {
      // The person said no, it took too long, or there is no passkey for this site here.
      problem.hidden = false;
      problem.focus();
      return;
    }
    form.submit();
  });
})();
