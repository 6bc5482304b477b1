// A form with data-simpan="<user>:<form>" keeps what is typed on this phone until it has been sent.
// Restored where the server's words are still those that were typed over; where they are not, both
// are shown. Never passwords, files or hidden fields.
(() => {
  const PREFIX = "isian:";
  const SENT = "isian-terkirim"; // the draft this tab sent last
  const WEEK = 7 * 864e5;
  const SKIP = /^(hidden|password|file|submit|button|reset|image)$/;

  let store, tab;
  try {
    [store, tab] = [localStorage, sessionStorage];
    store.getItem(SENT);
  } catch {
    return; // storage switched off: the form works as it is
  }

  const read = (key) => {
    try {
      return JSON.parse(store.getItem(PREFIX + key));
    } catch {
      return null;
    }
  };
  const drop = (key) => store.removeItem(PREFIX + key);
  const fields = (form) => [...form.elements].filter((f) => f.name && f.type && !SKIP.test(f.type) && f.tagName != "FIELDSET");
  const ticked = (field) => field.type == "radio" || field.type == "checkbox";

  // What the server sent for a field.
  const given = (field) =>
    field.tagName == "SELECT" ? ([...field.options].find((o) => o.defaultSelected) ?? field.options[0])?.value ?? "" : field.defaultValue;

  const collect = (form) => {
    const values = {};
    const asal = {};
    for (const field of fields(form)) {
      if (ticked(field)) {
        if (field.checked) (values[field.name] ??= []).push(field.value);
      } else if (field.value != given(field)) {
        values[field.name] = field.value;
        asal[field.name] = given(field);
      }
    }
    return { values, asal };
  };

  // Gives back what was typed; [field, text] where the server's words have changed since then.
  const restore = (form, { values, asal = {} }) => {
    let changed = false;
    const overtaken = [];
    for (const field of fields(form)) {
      const kept = values[field.name];
      if (kept == null) continue;
      if (ticked(field)) {
        const untouched = !fields(form).some((f) => f.name == field.name && f.defaultChecked);
        if (untouched && kept.includes(field.value)) changed = field.checked = true;
      } else if (typeof kept == "string" && kept != given(field)) {
        if (given(field) == (asal[field.name] ?? "")) {
          field.value = kept;
          changed = changed || field.value == kept;
        } else if (kept) overtaken.push([field, kept]);
      }
    }
    return [changed, overtaken];
  };

  // Somebody else's words stand there now: both are shown, and the writer chooses.
  const offer = ([field, kept]) => {
    const notice = document.createElement("div");
    notice.className = "catatan";
    notice.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "Isian ini sudah diubah orang lain. Tulisan Anda masih tersimpan di ponsel ini: “" + kept + "” ";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tombol-teks";
    button.textContent = "Pakai tulisan saya";
    button.onclick = () => {
      field.value = kept;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      notice.remove();
      field.focus();
    };
    notice.append(words, button);
    field.after(notice);
  };

  const tell = (form, key) => {
    const notice = document.createElement("p");
    notice.className = "catatan";
    notice.setAttribute("role", "status");
    notice.textContent = "Isian dipulihkan dari ponsel ini. ";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tombol-teks";
    button.textContent = "Buang";
    button.onclick = () => {
      drop(key);
      form.reset();
      notice.remove();
    };
    notice.append(button);
    form.prepend(notice);
  };

  // What was sent and answered with success is no longer needed here.
  for (const marker of document.querySelectorAll("[data-simpan-hapus]")) {
    const key = marker.dataset.simpanHapus || tab.getItem(SENT);
    if (key) drop(key);
  }
  tab.removeItem(SENT);

  for (const name of Object.keys(store)) {
    if (name.startsWith(PREFIX) && !(read(name.slice(PREFIX.length))?.at > Date.now() - WEEK)) store.removeItem(name);
  }

  for (const form of document.querySelectorAll("form[data-simpan]")) {
    const key = form.dataset.simpan;
    const draft = read(key);
    if (draft) {
      const [changed, overtaken] = restore(form, draft);
      if (changed) tell(form, key);
      overtaken.forEach(offer);
    }
    let timer;
    const save = () => {
      clearTimeout(timer);
      const draft = collect(form);
      try {
        if (Object.keys(draft.values).length) store.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), ...draft }));
        else drop(key);
      } catch {} // full: nothing to be done about it here
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 300);
    });
    form.addEventListener("change", save);
    addEventListener("pagehide", () => timer && save());
    form.addEventListener("submit", save);
  }

  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (defaultPrevented || target.method != "post") return;
    if (target.dataset.simpan) tab.setItem(SENT, target.dataset.simpan);
    else tab.removeItem(SENT);
  });
})();
