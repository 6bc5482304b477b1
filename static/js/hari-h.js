// Event day: a form with data-hari-h types a hundred cards by keyboard alone. Enter goes to the next
// field; at the end of a row the row is sent by itself, answered with a receipt, and emptied for the
// next card. A row that could not be sent stays as it is and says so.
(() => {
  const form = document.querySelector("form[data-hari-h]");
  if (!form) return;
  form.classList.add("satu-kartu"); // on a phone one card at a time
  const news = document.querySelector("[data-hari-h-kabar]");
  const saved = document.querySelector("[data-hari-h-tersimpan]");
  const totals = document.querySelector("[data-hari-h-hitungan]");
  const STICKY = ["sumber", "tahun_anggaran"]; // the same on most cards of a day

  const LATEST = 10;

  const say = (text) => { news.textContent = text; };
  const fields = (row) => [...row.querySelectorAll("input:not([type=hidden]), select")];
  const named = (row, name) => row.querySelector(`[name="${row.dataset.baris}-${name}"]`);
  const isEmpty = (row) => !["desa", "menu", "nama_kegiatan", "perkiraan_biaya", "kades_nama", "bpd_nama"].some((n) => named(row, n).value.trim());

  // A key of its own for every card: the same card sent twice is one card (UUIDv7).
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let i = 5; i >= 0; i--, time = Math.floor(time / 256)) bytes[i] = time % 256;
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

  const clearErrors = (row) => {
    row.querySelectorAll(".text-danger").forEach((p) => p.remove());
    row.querySelectorAll("[aria-invalid]").forEach((f) => f.removeAttribute("aria-invalid"));
  };

  const showErrors = (row, errors) => {
    let first = null;
    for (const [name, sentences] of Object.entries(errors)) {
      const field = named(row, name);
      for (const sentence of sentences) {
        const p = document.createElement("p");
        p.className = "text-danger";
        p.textContent = sentence;
        (field ? field.parentElement : row).append(p);
      }
      field?.setAttribute("aria-invalid", "true");
      first ??= field;
    }
    first?.focus();
  };

  const empty = (row) => {
    for (const field of fields(row)) {
      const name = field.name.slice(row.dataset.baris.length + 1);
      if (STICKY.includes(name)) continue;
      field.value = "";
      field.closest("div")?.querySelector(".foto-foto")?.replaceChildren();
    }
    named(row, "id").value = newKey();
  };

  const content = (row) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("prefix", row.dataset.baris);
    data.append(`${row.dataset.baris}-id`, named(row, "id").value);
    for (const field of fields(row)) {
      if (field.type === "file") [...field.files].forEach((f) => data.append(field.name, f));
      else data.append(field.name, field.value);
    }
    return data;
  };

  const send = async (row) => {
    if (isEmpty(row) || row.dataset.kirim) return true;
    row.dataset.kirim = "ya";
    clearErrors(row);
    try {
      const answer = await fetch(form.dataset.hariH, { method: "POST", body: content(row), headers: { Accept: "application/json" } });
      if (!(answer.headers.get("Content-Type") ?? "").includes("json")) {
        say("Belum tersimpan: peladen menolak. Muat ulang halaman ini, isian baris ini jangan dihapus.");
        return false;
      }
      const told = await answer.json();
      if (told.galat) {
        say("Belum tersimpan: perbaiki isian yang ditandai.");
        showErrors(row, told.galat);
        if (told.kunci) named(row, "id").value = told.kunci; // the old one is another card's
        return false;
      }
      say(`Tersimpan, resi ${told.resi}. ${told.perhatian ?? ""}`);
      saved.insertAdjacentHTML("afterbegin", told.baris);
      while (saved.children.length > LATEST) saved.lastElementChild.remove();
      totals.innerHTML = told.hitungan;
      empty(row);
      return true;
    } catch {
      say("Belum tersimpan: sambungan putus. Tekan Enter di isian terakhir untuk mencoba lagi.");
      return false;
    } finally {
      delete row.dataset.kirim;
    }
  };

  form.addEventListener("keydown", async (event) => {
    const row = event.target.closest("[data-baris]");
    if (event.key !== "Enter" || !row || event.target.type === "file") return;
    event.preventDefault();
    const all = fields(row).filter((f) => f.type !== "file");
    const next = all[all.indexOf(event.target) + 1];
    if (next) {
      next.focus();
      next.select?.();
    } else if (await send(row)) {
      fields(row)[0].focus();
    }
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const row of form.querySelectorAll("[data-baris]")) {
      if (!(await send(row))) return;
    }
  });
})();
