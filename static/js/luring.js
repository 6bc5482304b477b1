// What a person sees of the outbox: forms that keep before they send, the line that says how much
// waits, what a page costs, the shell for days without signal. Without this script every form posts
// as it always did.
(() => {
  const box = self.kotakKeluar;
  const user = document.body.dataset.pengguna;
  if (!box || !self.indexedDB || !user) return;
  const { newKey } = box;
  const { clear, errors, lacking, node, say, sentences } = self.luringGalat;
  const RETRY = 15e3;
  const HOUR = 3600e3;
  const kb = (n) => (n ? Math.max(1, Math.round(n / 1024)).toLocaleString("id") : "0") + " KB";
  const when = (t) => new Date(t).toLocaleString("id", { dateStyle: "long", timeStyle: "short" });
  const forget = (key) => {
    try {
      localStorage.removeItem("isian:" + key);
    } catch {}
  };

  let state = "";
  let timer;
  const flush = async (force, more = {}) => {
    state = await box.flush(user, { force, ...more }).catch(() => "putus");
    clearTimeout(timer);
    if (state == "putus") timer = setTimeout(flush, RETRY);
    await paint();
    return state;
  };

  // The line on every page, the number in the menu, what this page cost

  const line = node("p", "", { className: "catatan catatan-perlu", hidden: true });
  line.setAttribute("role", "status");
  const meter = node("p", "", { className: "redup" });
  meter.dataset.meter = "";

  const spent = () => {
    const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return all.reduce((n, e) => n + (e.transferSize ?? 0), 0);
  };

  const badge = (count) => {
    for (const link of document.querySelectorAll('a[href="/kotak-keluar/"].menu-butir')) {
      link.querySelector(".jumlah")?.remove();
      if (!count) continue;
      const number = node("span", String(count), { className: "jumlah" });
      number.append(node("span", " menunggu", { className: "sr" }));
      link.append(number);
    }
    for (const form of document.querySelectorAll('form[action="/keluar/"]')) {
      form.querySelector(".keluar-sisa")?.remove();
      if (count) form.append(node("p", `${count} catatan belum terkirim. Tetap di ponsel ini sampai Anda masuk lagi.`, { className: "kecil keluar-sisa" }));
    }
  };

  const paint = async () => {
    const all = await box.of(user).catch(() => []);
    const waiting = all.filter((k) => k.keadaan == "tunggu");
    const aside = all.filter((k) => k.keadaan == "karantina");
    const weigh = (some) => some.reduce((n, k) => n + box.size(k), 0);
    const words = [];
    const copy = document.body.dataset.salinan;
    if (!navigator.onLine) words.push("Luring: tidak ada sambungan.");
    if (copy) words.push(`Halaman ini salinan di ponsel dari ${when(copy)}.`);
    if (waiting.length) words.push(`${waiting.length} catatan menunggu sinyal (${kb(weigh(waiting))}).`);
    if (state == "masuk" && waiting.length) words.push("Masuk lagi agar kiriman diteruskan.");
    if (aside.length) words.push(`${aside.length} catatan perlu diperbaiki.`);
    const reload = copy && navigator.onLine;
    if (line.dataset.kata != words.join(" ") + reload) {
      line.dataset.kata = words.join(" ") + reload;
      line.replaceChildren(words.join(" ") + " ");
      if (state == "masuk" && waiting.length) line.append(node("a", "Masuk", { href: "/masuk/?next=/kotak-keluar/" }), " ");
      if (reload) line.append(node("a", "Muat ulang", { href: location.pathname + location.search }), " ");
      if (waiting.length || aside.length) line.append(node("a", "Kotak keluar", { href: "/kotak-keluar/" }));
      line.hidden = !words.length;
    }
    badge(waiting.length + aside.length);
    meter.textContent = `Halaman ini memakai ${kb(spent())} data. Menunggu dikirim: ${kb(weigh(all.filter((k) => !box.DONE.includes(k.keadaan))))}.`;
    self.kotakKeluarHalaman?.(all);
  };
  let soon;
  const repaint = () => (soon ??= setTimeout(() => ((soon = null), paint()), 200));

  // A form that keeps first: <form data-luring="baru|ubah" data-luring-nama="Kartu ide">

  const HOUSE = ["csrfmiddlewaretoken", "semula"]; // what the page itself must say
  const toggles = (field) => field.type == "radio" || field.type == "checkbox";

  const valuesOf = (group) => group.filter((f) => !toggles(f) || f.checked).map((f) => f.value);
  const give = (group, values) => {
    if (toggles(group[0])) for (const f of group) f.checked = values.includes(f.value);
    else group.forEach((f, n) => (f.value = values[n] ?? f.value));
  };
  const label = (group, value) => {
    const field = toggles(group[0]) ? group.find((f) => f.value == value) : group[0];
    const words = toggles(field) ? field.labels?.[0] : [...(field.options ?? [])].find((o) => o.value == value);
    return ((words?.querySelector("b") ?? words)?.textContent ?? value).trim();
  };

  // Both values: what stands on the server now, under what was written here.
  const beside = (group, there) => {
    const note = node("p", "Di peladen sekarang: ", { className: "catatan catatan-perlu" });
    const use = node("button", "Pakai isi peladen", { type: "button", className: "tombol-teks" });
    const named = group[0].closest("fieldset")?.querySelector("legend") ?? group[0].labels?.[0];
    if (named) use.append(node("span", `: ${named.textContent.trim()}`, { className: "sr" }));
    use.onclick = () => {
      give(group, there);
      note.remove();
      (group.find((f) => f.checked) ?? group[0]).focus();
    };
    note.append(node("q", there.map((value) => label(group, value)).filter(Boolean).join(", ") || "kosong"), " ", use);
    if (toggles(group[0])) group[0].closest("fieldset, .mb-3")?.append(note);
    else group[0].after(note);
  };

  const fill = async (form, id) => {
    const k = await box.get(id);
    if (!k || k.pengguna != user || new URL(k.halaman, location).pathname != location.pathname) return;
    if (k.resi) return say(form, `Catatan ini sudah diterima peladen dengan resi ${k.resi}. Ubah dari halaman catatannya.`, "status", "catatan");
    form.dataset.kunci = id;
    const fields = [...form.elements].filter((f) => f.name && !["file", "submit", "fieldset"].includes(f.type) && !HOUSE.includes(f.name));
    for (const name of new Set(fields.map((f) => f.name))) {
      const group = fields.filter((f) => f.name == name);
      const there = valuesOf(group);
      const here = k.isian.filter(([n]) => n == name).map(([, v]) => v);
      give(group, here);
      const seen = group[0].type != "hidden" && name != "lepas";
      if (form.dataset.luring == "ubah" && seen && (here.length || toggles(group[0])) && there.join("\n") != here.join("\n")) beside(group, there);
    }
    for (const input of form.querySelectorAll("input[type=file]")) {
      const files = new DataTransfer();
      for (const f of k.foto) if (f.blob && f.isian == input.name) files.items.add(new File([f.blob], f.nama, { type: f.blob.type }));
      input.files = files.files;
      if (files.files.length) input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (form.elements["tahan-foto"]) form.elements["tahan-foto"].checked = Boolean(k.tahan);
    form.querySelector("details")?.setAttribute("open", "");
    if (k.ditahan) say(form, "Ini catatan dari kotak keluar. Ubah seperlunya, lalu tekan Kirim.", "status", "catatan");
    else errors(form, k.galat ?? "Periksa isiannya, lalu kirim lagi.", k.letak);
  };

  const called = (form, isian) => {
    const said = ["uraian", "judul", "nama_kegiatan", "nama", "teks", "jalannya"].map((n) => isian.find(([m]) => m == n)?.[1]).find(Boolean);
    return [form.dataset.luringNama, said?.slice(0, 80)].filter(Boolean).join(": ");
  };

  const collect = (form, button) => {
    const there = new URL(form.getAttribute("action") ?? location, location);
    const tujuan = form.dataset.luringKe ?? there.pathname + there.search;
    const id = tujuan == box.ENTRY ? form.elements.id.value : (form.dataset.kunci ??= newKey());
    const k = { id, pengguna: user, at: new Date().toISOString(), tujuan, halaman: location.pathname + location.search, isian: [], foto: [] };
    for (const [name, value] of new FormData(form)) {
      if (name == "csrfmiddlewaretoken" || name == "tahan-foto") continue;
      if (typeof value == "string") k.isian.push([name, value]);
      else if (value.size) k.foto.push({ isian: name, nama: value.name, blob: value });
    }
    if (button?.name) k.isian.push([button.name, button.value]);
    k.tahan = Boolean(form.elements["tahan-foto"]?.checked);
    k.nama = called(form, k.isian) || document.title;
    return k;
  };

  const send = async (form, button) => {
    const lacks = lacking(form);
    if (Object.keys(lacks).length) return errors(form, lacks);
    const k = collect(form, button);
    try {
      await box.keep(k);
    } catch (why) {
      if (why == "berangkat") return errors(form, "Catatan ini sudah atau sedang dikirim, jadi isian di halaman ini tidak disimpan lagi. Lihat resinya di kotak keluar, lalu ubah dari halaman catatannya.");
      form.dataset.luring = "langsung";
      return errors(form, "Penyimpanan ponsel ini penuh, jadi catatan belum masuk kotak keluar. Isiannya tetap di halaman ini. Tekan Kirim sekali lagi untuk mengirim langsung, atau kosongkan sedikit ruang.");
    }
    navigator.storage?.persist?.();
    const registration = await navigator.serviceWorker?.getRegistration();
    registration?.sync?.register("kotak-keluar").catch(() => {});
    await flush(true, { again: 0 });
    const now = (await box.get(k.id)) ?? (await box.of(user)).find((o) => o.dulu == k.id);
    if (now?.keadaan == "karantina") {
      if (now.id != k.id) {
        form.dataset.kunci = now.id;
        for (const [name, value] of now.isian) if (name == "id" || name == "kunci") form.elements[name].value = value;
      }
      if (now.semula && form.elements.semula) form.elements.semula.value = now.semula; // both were read here
      return errors(form, now.galat, now.letak);
    }
    forget(form.dataset.simpan);
    if (now?.resi && now.alamat) {
      const there = new URL(now.alamat, location);
      if (there.pathname == location.pathname && there.search == location.search) return location.reload();
      return location.assign(there);
    }
    fresh(form);
    say(form, "Tersimpan di ponsel ini. Dikirim sendiri begitu ada sinyal; nomor resinya lalu tertulis di kotak keluar.", "status", "catatan");
  };

  // Nothing in it, keys of its own, today's date: a page from the cache must repeat none of them.
  const fresh = (form) => {
    clear(form);
    form.reset();
    delete form.dataset.kunci;
    form.querySelectorAll(".foto-foto:not(:has(input))").forEach((list) => list.replaceChildren());
    renew(form);
    cost(form);
  };

  const renew = (form) => {
    for (const name of form.dataset.luring == "baru" ? ["id", "kunci"] : ["kunci"]) if (form.elements[name]?.type == "hidden") form.elements[name].value = newKey();
    const today = new Intl.DateTimeFormat("en-CA").format(new Date()); // as in 2026-11-23
    for (const field of form.querySelectorAll("[data-hari-ini]")) {
      if (field.value == field.defaultValue && today > field.defaultValue) field.value = field.defaultValue = today;
    }
  };

  // What it will cost, before it is sent

  const cost = (form) => {
    const line = form.querySelector("[data-biaya]");
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((i) => [...i.files]);
    const heavy = files.reduce((n, f) => n + f.size, 0);
    const held = form.elements["tahan-foto"]?.checked;
    line.textContent = files.length ? `Biaya kirim sekitar 2 KB teks${held ? `; ${files.length} foto (${kb(heavy)}) ditahan dulu.` : ` dan ${kb(heavy)} untuk ${files.length} foto.`}` : "";
    const choice = form.querySelector("[data-tahan]");
    if (choice) choice.hidden = !files.length;
  };

  const addCost = (form) => {
    const line = node("p", "", { className: "redup" });
    line.dataset.biaya = "";
    line.setAttribute("role", "status");
    const before = form.querySelector(".kirim");
    before?.before(line);
    if (!before || !form.querySelector("input[type=file]")) return;
    if (form.dataset.luringKe == box.ENTRY) {
      const choice = node("div", "", { className: "form-check", hidden: true });
      choice.dataset.tahan = "";
      const tick = node("input", "", { type: "checkbox", name: "tahan-foto", id: "tahan-foto", className: "form-check-input" });
      choice.append(tick, node("label", "Kirim tanpa foto dulu; foto menyusul saat saya minta", { htmlFor: "tahan-foto", className: "form-check-label" }));
      line.before(choice);
    }
    form.addEventListener("change", () => cost(form));
    form.addEventListener("foto-siap", () => cost(form));
  };

  for (const form of document.querySelectorAll("form[data-luring]")) {
    renew(form);
    addCost(form);
    if (location.hash.length > 30) fill(form, location.hash.slice(1)).then(() => form.querySelector("[data-biaya]") && cost(form));
    let busy = false;
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      const draft = button?.value == "draf";
      if (draft && !navigator.onLine) {
        event.preventDefault();
        return errors(form, "Draf disimpan di peladen dan perlu sinyal. Tekan Kirim: catatan menunggu di ponsel ini sampai ada sinyal.");
      }
      if (draft || form.dataset.luring == "langsung") return;
      event.preventDefault();
      if (busy) return;
      busy = true;
      if (button) button.disabled = true;
      send(form, button).finally(() => {
        busy = false;
        if (button) button.disabled = false;
      });
    });
  }

  // Nothing of one person stays for the next: neither pages nor what was half typed.

  const clean = async (names) => {
    for (const n of names) if (n.startsWith("pribadi-")) await caches.delete(n);
    await box.forget((whose) => whose != user);
    for (const key of Object.keys(localStorage)) if (key.startsWith("isian:") && !key.startsWith(`isian:${user}:`)) localStorage.removeItem(key);
    localStorage.setItem("luring-milik", user);
  };
  const reached = () => fetch("/csrf/", { cache: "no-store" }).then((a) => a.json()).catch(() => null);
  for (const form of document.querySelectorAll('form[action="/keluar/"]')) form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await reached())) return say(form, "Keluar perlu sinyal. Anda masih masuk, dan resi di ponsel ini tetap ada.", "alert", "galat");
    await box.forget();
    for (const key of Object.keys(localStorage)) if (key.startsWith(`isian:${user}:`)) localStorage.removeItem(key);
    form.submit();
  });
  addEventListener("pageshow", async ({ persisted }) => {
    if (!persisted) return;
    const me = await reached();
    if (me && me.pengguna != user) location.reload(); // the back button, after somebody logged out
  });

  // On the home screen, where the browser can do it
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = node("button", "Pasang di layar utama", { type: "button", className: "tombol-kedua" });
    button.onclick = async () => {
      await event.prompt();
      button.remove();
    };
    document.querySelector("[data-pasang]")?.remove();
    button.dataset.pasang = "";
    meter.before(button);
  });

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
    if (localStorage.getItem("luring-milik") != user) await clean(names);
    const name = names.find((n) => n.startsWith("umum-"))?.replace("umum", "pribadi");
    if (!name) return;
    const cache = await caches.open(name);
    const kept = await cache.match("/luring/data.json").then((a) => a?.json()).catch(() => null);
    if (kept && Date.now() - Date.parse(kept.pada) < HOUR) return;
    const answer = await fetch("/luring/data.json");
    if (!answer.ok || answer.redirected) return;
    await cache.put("/luring/data.json", answer.clone());
    for (const path of (await answer.json()).halaman) {
      if (await cache.match(path)) continue;
      const page = await fetch(path);
      if (page.ok && !page.redirected) await cache.put(path, page);
    }
  };
  if (navigator.serviceWorker && self.caches) shell().catch(() => {});

  self.luring = { flush, kb, node, sentences, user, when };
  document.getElementById("isi").prepend(line);
  document.querySelector(".kaki")?.append(meter);
  if (box.channel) box.channel.onmessage = repaint;
  addEventListener("kotak-keluar", repaint);
  addEventListener("online", () => flush(true));
  addEventListener("offline", paint);
  addEventListener("load", repaint);
  document.addEventListener("visibilitychange", () => document.visibilityState == "visible" && flush());
  flush();
})();
