// What is said in a form that sends by the outbox: sentences on top, each leading to its field, and
// what surely lacks before anything is kept.
(() => {
  const node = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, more);
  const sentences = (galat) => (typeof galat == "string" ? [galat] : Object.values(galat ?? {}).flat());

  const clear = (form) => {
    form.querySelectorAll(".luring-galat, .luring-galat-isian").forEach((e) => e.remove());
    for (const field of form.querySelectorAll("[data-galat]")) {
      field.removeAttribute("aria-invalid");
      field.classList.remove("is-invalid");
      if (field.dataset.galat) field.setAttribute("aria-describedby", field.dataset.galat);
      else field.removeAttribute("aria-describedby");
      delete field.dataset.galat;
    }
  };

  const say = (form, text, role, kind) => {
    clear(form);
    const box = node("div", "", { className: `${kind} luring-galat`, tabIndex: -1 });
    box.setAttribute("role", role);
    for (const sentence of sentences(text)) box.append(node("p", sentence));
    form.prepend(box);
    box.focus();
    return box;
  };

  const inside = (place) => (place?.matches("input, select, textarea") ? place : place?.querySelector("input, select, textarea"));

  // The sentence leads to its field, and stands there too: seen as on a page from the server, and heard.
  const tie = (form, sentence, n, field) => {
    const below = node("div", "", { className: "invalid-feedback luring-galat-isian", id: `galat-${n}` });
    below.append(node("p", sentence.textContent));
    (field.closest("fieldset, .mb-3") ?? field.parentElement).append(below);
    const link = node("a", sentence.textContent, { href: "#" + field.id });
    link.onclick = (event) => {
      event.preventDefault();
      field.closest("details")?.setAttribute("open", "");
      field.focus();
    };
    sentence.replaceChildren(link);
    for (const f of form.querySelectorAll(`[name="${field.name}"]`)) {
      f.dataset.galat ??= f.getAttribute("aria-describedby") ?? "";
      f.classList.add("is-invalid");
      f.setAttribute("aria-invalid", "true");
      f.setAttribute("aria-describedby", `${below.id} ${f.getAttribute("aria-describedby") ?? ""}`.trim());
    }
  };

  // `galat` is a sentence, several, or sentences by the name of a field; `letak` says where a sentence belongs.
  const errors = (form, galat, letak) => {
    const named = galat && typeof galat == "object" && !Array.isArray(galat);
    const pairs = named
      ? Object.entries(galat).flatMap(([name, said]) => [said].flat().map((s) => [s, form.querySelector(`[name="${name}"]`)]))
      : sentences(galat).map((s) => [s, inside(document.getElementById(letak?.[s] ?? ""))]);
    const top = say(form, pairs.map(([s]) => s), "alert", "galat");
    const lines = [...top.children];
    pairs.forEach(([, field], n) => field?.id && field.type != "hidden" && tie(form, lines[n], n, field));
    if (top.querySelector("a")) top.prepend(node("h2", "Ada isian yang perlu diperbaiki"));
  };

  const caption = (field) => {
    const group = ["radio", "checkbox"].includes(field.type) && field.closest("fieldset")?.querySelector("legend");
    const there = group || field.labels?.[0];
    const own = [...(there?.childNodes ?? [])].filter((n) => n.nodeType == Node.TEXT_NODE).map((n) => n.textContent);
    return (own.join("").trim() || there?.textContent.trim() || field.name).replace(/[?:]$/, "");
  };

  // What surely lacks is said before anything is kept: nobody should learn it in town.
  const lacking = (form) => {
    const found = {};
    for (const field of form.elements) {
      if (!field.willValidate || field.type == "hidden" || found[field.name]) continue;
      if (field.validity.valueMissing) found[field.name] = `${caption(field)}: ${field.type == "radio" || field.tagName == "SELECT" ? "pilih dulu" : "isi dulu"}.`;
      else if (field.validity.badInput) found[field.name] = `${caption(field)}: isinya belum dapat dibaca, tulis lagi.`;
    }
    return found;
  };

  self.luringGalat = { clear, errors, lacking, node, say, sentences };
})();
