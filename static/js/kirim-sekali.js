// A form with data-kirim-sekali is sent once, however often a thumb hits the button.
(() => {
  const sent = new Map();

  const release = (form) => {
    const [button, label] = sent.get(form) ?? [];
    if (button) {
      button.disabled = false;
      button.innerHTML = label;
    }
    sent.delete(form);
  };

  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-kirim-sekali]")) return;
    if (sent.has(form)) return event.preventDefault();
    const button = event.submitter;
    sent.set(form, button ? [button, button.innerHTML] : []);
    setTimeout(() => {
      // Not before the browser has read which button it was.
      if (!button) return;
      button.disabled = true;
      button.textContent = "Mengirim…";
    });
    setTimeout(release, 60000, form); // a lost connection must not lock the form for good
  });

  addEventListener("pageshow", () => [...sent.keys()].forEach(release)); // back from the next page
})();
