// What a person sees of the outbox: forms that keep before they send, the page of the outbox, the
// line that says how much waits. Without this script every form posts as it always did.
(() => {
  const box = self.kotakKeluar;
  const user = document.body.dataset.pengguna;
  if (!box || !self.indexedDB || !user) return;
  const RETRY = 15e3;
  const kb = (n) => Math.max(1, Math.round(n / 1024)).toLocaleString("id") + " KB";
  const node = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, more);
  const when = (t) => new Date(t).toLocaleString("id", { dateStyle: "long", timeStyle: "short" });
  const value = (k, name) => k.isian.find(([n]) => n == name)?.[1] ?? "";
  const sentences = (galat) => (typeof galat == "string" ? [galat] : Object.values(galat ?? {}).flat());

  let state = "";
  let timer;
  const flush = async (force) => {
    state = await box.flush(user, { force }).catch(() => "putus");
    clearTimeout(timer);
    if (state == "putus") timer = setTimeout(flush, RETRY);
    await paint();
    return state;
  };

  // The line on every page

  const line = node("p", "", { className: "catatan catatan-perlu", hidden: true });
  line.setAttribute("role", "status");
  const paint = async () => {
    const all = await box.of(user).catch(() => []);
    const waiting = all.filter((k) => k.keadaan == "tunggu");
    const aside = all.filter((k) => k.keadaan == "karantina");
    const words = [];
    if (!navigator.onLine) words.push("Luring: tidak ada sambungan.");
    if (waiting.length) words.push(`${waiting.length} catatan menunggu sinyal (${kb(waiting.reduce((n, k) => n + box.size(k), 0))}).`);
    if (state == "masuk" && waiting.length) words.push("Masuk lagi agar kiriman diteruskan.");
    if (aside.length) words.push(`${aside.length} catatan perlu diperbaiki.`);
    line.replaceChildren(words.join(" ") + " ");
    if (state == "masuk" && waiting.length) line.append(node("a", "Masuk", { href: "/masuk/?next=/kotak-keluar/" }), " ");
    if (waiting.length || aside.length) line.append(node("a", "Kotak keluar", { href: "/kotak-keluar/" }));
    line.hidden = !words.length;
    if (page) show(all);
  };

  // A form that keeps first

  const errors = (form, galat) => {
    form.querySelectorAll(".luring-galat").forEach((e) => e.remove());
    const list = node("div", "", { className: "alert alert-danger luring-galat", tabIndex: -1 });
    list.setAttribute("role", "alert");
    for (const sentence of sentences(galat)) list.append(node("p", sentence));
    form.prepend(list);
    for (const name of Object.keys(typeof galat == "object" ? galat : {})) form.querySelector(`[name="${name}"]`)?.setAttribute("aria-invalid", "true");
    list.focus();
  };

  const fill = async (form, id) => {
    const k = await box.get(id);
    if (!k || k.pengguna != user || k.keadaan == "terkirim") return false;
    for (const field of form.elements) {
      if (!field.name || field.type == "file" || field.name == "csrfmiddlewaretoken") continue;
      const kept = k.isian.filter(([n]) => n == field.name).map(([, v]) => v);
      if (field.type == "radio" || field.type == "checkbox") field.checked = kept.includes(field.value);
      else if (kept.length) field.value = kept[0];
    }
    const files = new DataTransfer();
    for (const f of k.foto) if (f.blob) files.items.add(new File([f.blob], f.nama, { type: f.blob.type }));
    form.elements.foto.files = files.files;
    form.querySelector("details")?.setAttribute("open", "");
    errors(form, k.galat ?? "Periksa isiannya, lalu kirim lagi.");
    return true;
  };

  const collect = (form) => {
    const k = { id: form.elements.id.value, pengguna: user, at: new Date().toISOString(), isian: [], foto: [] };
    for (const [name, value] of new FormData(form)) {
      if (name == "csrfmiddlewaretoken" || name == "simpan") continue;
      if (typeof value == "string") k.isian.push([name, value]);
      else if (value.size) k.foto.push({ nama: value.name, blob: value });
    }
    k.isian.push(["simpan", "kirim"]);
    return k;
  };

  const send = async (form, key) => {
    const k = collect(form);
    try {
      await box.keep(k);
    } catch {
      form.dataset.luring = "langsung";
      return errors(form, "Penyimpanan ponsel ini penuh, jadi catatan belum masuk kotak keluar. Isiannya tetap di halaman ini. Tekan Kirim sekali lagi untuk mengirim langsung, atau kosongkan sedikit ruang.");
    }
    navigator.storage?.persist?.();
    const registration = await navigator.serviceWorker?.getRegistration();
    registration?.sync?.register("kotak-keluar").catch(() => {});
    await flush(true);
    const now = await box.get(k.id);
    if (now?.keadaan == "karantina") return errors(form, now.galat);
    try {
      localStorage.removeItem("isian:" + key);
    } catch {}
    if (now?.keadaan == "terkirim") return location.assign(now.alamat);
    fresh(form);
    const said = node("p", "Tersimpan di ponsel ini. Dikirim sendiri begitu ada sinyal; nomor resinya lalu tertulis di kotak keluar.", { className: "catatan luring-galat", tabIndex: -1 });
    said.setAttribute("role", "status");
    form.prepend(said);
    said.focus();
  };

  // Empty, and with an id of its own: a page from the cache must not repeat one.
  const fresh = (form) => {
    form.querySelectorAll(".luring-galat").forEach((e) => e.remove());
    form.reset();
    form.querySelector(".foto-foto:not(:has(input))")?.replaceChildren();
    form.elements.id.value = self.crypto.randomUUID?.() ?? form.elements.id.value;
  };

  for (const form of document.querySelectorAll("form[data-luring=baru]")) {
    form.elements.id.value = self.crypto.randomUUID?.() ?? form.elements.id.value;
    const mend = new URLSearchParams(location.search).get("perbaiki") ?? location.hash.slice(1);
    if (mend) fill(form, mend);
    let busy = false;
    form.addEventListener("submit", (event) => {
      const draft = event.submitter?.value == "draf";
      if (draft && !navigator.onLine) {
        event.preventDefault();
        return errors(form, "Draf disimpan di peladen dan perlu sinyal. Tekan Kirim: catatan menunggu di ponsel ini sampai ada sinyal.");
      }
      if (draft || form.dataset.luring == "langsung") return;
      event.preventDefault();
      if (busy) return;
      busy = true;
      const button = event.submitter;
      if (button) button.disabled = true;
      send(form, form.dataset.simpan).finally(() => {
        busy = false;
        if (button) button.disabled = false;
      });
    });
  }

  // The page of the outbox

  const page = document.querySelector("[data-kotak-keluar]");
  const WORDS = { tunggu: "Menunggu sinyal", karantina: "Disisihkan, perlu diperbaiki", terkirim: "Terkirim" };

  const item = (k) => {
    const li = node("li");
    li.append(node("strong", value(k, "uraian").slice(0, 80) || "Tanpa uraian"), node("br"));
    li.append(node("span", `${WORDS[k.keadaan]} · ditulis ${when(k.at)}${k.keadaan == "terkirim" ? "" : " · " + kb(box.size(k))}`, { className: "redup" }));
    if (k.resi) {
      li.append(node("p", `Resi ${k.resi}, diterima peladen ${when(k.waktu)}.`), node("p", `Sidik ${k.sidik}`, { className: "redup sidik" }));
      if (k.keadaan != "terkirim") li.append(node("p", `${k.foto.filter((f) => f.sampai).length} dari ${k.foto.length} foto sampai.`));
    }
    if (k.keadaan == "karantina") {
      for (const sentence of sentences(k.galat)) li.append(node("p", sentence, { className: "catatan catatan-perlu" }));
      if (!k.resi) li.append(node("a", "Perbaiki", { href: "/kegiatan/catat/#" + k.id, className: "tombol tombol-kedua" }), " ");
      const again = node("button", "Coba lagi", { type: "button", className: "tombol-kedua" });
      again.onclick = async () => {
        await box.put({ ...k, keadaan: "tunggu", coba: 0, nanti: 0 });
        flush(true);
      };
      li.append(again);
    }
    return li;
  };

  const part = (title, items) => {
    const section = node("section", "", { className: "panel" });
    const list = node("ul", "", { className: "daftar" });
    list.append(...items.map(item));
    section.append(node("h2", `${title} (${items.length})`), items.length ? list : node("p", "Tidak ada.", { className: "redup" }));
    return section;
  };

  const weight = () => {
    const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return all.reduce((n, e) => n + (e.transferSize ?? 0), 0);
  };

  const asText = (blob) => new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });

  const save = async () => {
    const open = (await box.of(user)).filter((k) => k.keadaan != "terkirim");
    for (const k of open) for (const f of k.foto) if (f.blob) [f.isi, f.blob] = [await asText(f.blob), undefined];
    const file = new Blob([JSON.stringify({ jenis: "kotak-keluar", versi: 1, kiriman: open })], { type: "application/json" });
    const link = node("a", "", { href: URL.createObjectURL(file), download: "kotak-keluar.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), MINUTE);
  };
  const MINUTE = 60e3;

  const toBlob = (text) => {
    const [, type, data] = text.match(/^data:([^;,]*);base64,(.*)$/s);
    return new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], { type });
  };

  const load = async (file) => {
    const read = JSON.parse(await file.text());
    if (read.jenis != "kotak-keluar") throw Error();
    let taken = 0;
    for (const k of read.kiriman) {
      if (k.pengguna != user || (await box.get(k.id))) continue;
      await box.keep({ ...k, foto: k.foto.map(({ isi, ...f }) => (isi ? { ...f, blob: toBlob(isi) } : f)) });
      taken += 1;
    }
    return taken;
  };

  const say = node("p", "");
  say.setAttribute("role", "status");
  const lists = node("div");
  const tools = () => {
    const now = node("button", "Kirim sekarang", { type: "button" });
    now.onclick = async () => {
      say.textContent = "Mengirim…";
      const end = await flush(true);
      say.textContent = { masuk: "Masuk dulu dengan akun Anda, lalu kiriman diteruskan.", putus: "Belum terkirim: sambungan putus. Dicoba lagi dengan sendirinya.", kosong: "Tidak ada yang menunggu." }[end] ?? "Selesai.";
    };
    const out = node("button", "Unduh cadangan", { type: "button", className: "tombol-kedua", onclick: save });
    const into = node("input", "", { type: "file", accept: "application/json", id: "cadangan", className: "form-control" });
    into.onchange = () => load(into.files[0]).then((n) => (say.textContent = `${n} catatan dipulihkan.`), () => (say.textContent = "Berkas itu bukan cadangan kotak keluar."));
    const word = node("input", "", { id: "hapus", className: "form-control", autocomplete: "off" });
    const clear = node("button", "Kosongkan kotak keluar", { type: "button", className: "tombol-bahaya" });
    clear.onclick = async () => {
      if (word.value.trim().toUpperCase() != "HAPUS") return (say.textContent = "Ketik kata HAPUS dulu. Yang belum terkirim akan hilang.");
      for (const k of await box.of(user)) await box.remove(k.id);
      word.value = "";
      say.textContent = "Kotak keluar kosong.";
    };
    const fold = node("details", "", { className: "lipat" });
    fold.append(node("summary", "Cadangan dan mengosongkan"), node("p").appendChild(out).parentNode);
    fold.append(node("label", "Pulihkan dari berkas cadangan", { htmlFor: "cadangan" }), into);
    fold.append(node("label", "Untuk mengosongkan, ketik HAPUS", { htmlFor: "hapus" }), word, clear);
    page.append(node("p").appendChild(now).parentNode, say, lists, fold);
  };

  const show = (all) => {
    const open = all.filter((k) => k.keadaan != "terkirim");
    const meter = node("p", `Menunggu: ${open.length ? kb(open.reduce((n, k) => n + box.size(k), 0)) : "0 KB"}. Halaman ini memakai ${kb(weight())} data.`, { className: "redup" });
    meter.dataset.meter = "";
    const by = (keadaan) => all.filter((k) => k.keadaan == keadaan);
    lists.replaceChildren(meter, part("Menunggu", by("tunggu")), part("Disisihkan", by("karantina")), part("Terkirim", by("terkirim").reverse()));
  };

  // The shell for days without signal, and a word when a newer one is there

  const offer = (worker) => {
    const note = node("p", "Ada versi baru. ", { className: "catatan" });
    const button = node("button", "Pakai sekarang", { type: "button", className: "tombol-teks" });
    button.onclick = () => worker.postMessage("perbarui");
    note.setAttribute("role", "status");
    note.append(button);
    line.after(note);
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  };
  const shell = async () => {
    const registration = await navigator.serviceWorker.register("/sw.js");
    const ready = (worker) => worker?.state == "installed" && navigator.serviceWorker.controller && offer(worker);
    ready(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker.addEventListener("statechange", () => ready(worker));
    });
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const name = names.find((n) => n.startsWith("umum-"))?.replace("umum", "pribadi");
    if (!name) return;
    if (localStorage.getItem("luring-milik") != user) {
      for (const n of names) if (n.startsWith("pribadi-")) await caches.delete(n); // somebody else's
      localStorage.setItem("luring-milik", user);
    }
    const cache = await caches.open(name);
    for (const path of ["/kegiatan/catat/", "/kotak-keluar/"]) {
      if (await cache.match(path)) continue;
      const answer = await fetch(path);
      if (answer.ok && !answer.redirected) await cache.put(path, answer);
    }
  };
  if (navigator.serviceWorker && self.caches) shell().catch(() => {});

  document.getElementById("isi").prepend(line);
  if (page) tools();
  if (box.channel) box.channel.onmessage = paint;
  addEventListener("kotak-keluar", paint);
  addEventListener("online", () => flush(true));
  addEventListener("offline", paint);
  document.addEventListener("visibilitychange", () => document.visibilityState == "visible" && flush());
  flush();
})();
