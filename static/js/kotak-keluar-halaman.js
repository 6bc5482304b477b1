// The page of the outbox: what waits, what must be looked at, what has its receipt.
(() => {
  const page = document.querySelector("[data-kotak-keluar]");
  if (!page || !self.luring) return;
  const box = self.kotakKeluar;
  const { flush, kb, node, sentences, user, when } = self.luring;
  const MINUTE = 60e3;
  const WEEK = 7 * 864e5;
  const WORDS = { tunggu: "Menunggu sinyal", karantina: "Disisihkan, perlu diperbaiki", tahan: "Teks terkirim, foto ditahan", terkirim: "Terkirim", dibuang: "Dibuang" };
  const word = (k) => (k.ditahan ? "Ditahan untuk diubah" : k.keadaan == "tunggu" && k.berangkat ? "Dalam perjalanan, menunggu jawaban peladen" : WORDS[k.keadaan]);
  const title = (k) => k.nama || k.isian.find(([n]) => n == "uraian")?.[1].slice(0, 80) || "Tanpa uraian";

  const press = (k, label, work, className = "tombol-kedua") => {
    const button = node("button", label, { type: "button", className });
    button.append(node("span", ": " + title(k), { className: "sr" }));
    button.onclick = async () => {
      await work();
      say.focus();
    };
    return button;
  };

  const again = (k, label, more = {}) =>
    press(k, label, async () => {
      await box.change(k.id, (now) => now.keadaan == k.keadaan, { keadaan: "tunggu", ditahan: false, coba: 0, nanti: 0, ...more });
      flush(true);
    });

  // What is on its way may have arrived already: it is left alone until the server has answered.
  const may = async (k, more, done) => (say.textContent = (await box.set(k.id, more)) ? done : "Catatan itu sedang dikirim. Tunggu nomor resinya.");

  const mend = (k) =>
    press(k, "Ubah", async () => {
      await may(k, { keadaan: "karantina", ditahan: true, galat: null }, "Membuka catatan…");
      if ((await box.get(k.id))?.ditahan) location.assign(`${k.halaman}#${k.id}`);
    });

  const drop = (k) => press(k, "Buang", () => may(k, { keadaan: "dibuang", semula: k.ditahan ? "tunggu" : k.keadaan, ditahan: false, dibuang: Date.now() }, `“${title(k)}” dibuang. Selama seminggu masih dapat dipulihkan di bawah ini, selama Anda belum keluar dari akun.`), "tombol-teks");
  const back = (k) => press(k, "Urungkan", () => may(k, { keadaan: k.semula ?? "tunggu", nanti: 0 }, `“${title(k)}” kembali ke kotak keluar.`).then(() => flush()));

  const link = (k, label) => {
    const a = node("a", label, { href: `${k.halaman}#${k.id}`, className: "tombol tombol-kedua" });
    a.append(node("span", ": " + title(k), { className: "sr" }));
    return a;
  };

  const item = (k) => {
    const li = node("li");
    // The link of a row covers it all: only where nothing else is to be pressed.
    li.append(k.keadaan == "terkirim" && k.alamat ? node("a", title(k), { href: k.alamat }) : node("strong", title(k)), node("br"));
    li.append(node("span", `${word(k)} · ditulis ${when(k.at)}${k.keadaan == "terkirim" ? "" : " · " + kb(box.size(k))}`, { className: "redup" }));
    if (k.resi) {
      li.append(node("p", `Resi ${k.resi}, diterima peladen ${when(k.waktu)}.`), node("p", `Sidik ${k.sidik}`, { className: "redup sidik" }));
      if (k.catatan) li.append(node("p", k.catatan, { className: "catatan" }));
      if (k.keadaan != "terkirim") li.append(node("p", `${k.foto.filter((f) => f.sampai).length} dari ${k.foto.length} foto sampai.`));
    }
    const row = node("div", "", { className: "tombol-baris" });
    if (k.keadaan == "tahan") row.append(again(k, `Kirim ${k.foto.filter((f) => !f.sampai).length} foto (${kb(box.weight(k.foto))})`, { tahan: false }));
    if (k.keadaan == "karantina") {
      for (const sentence of sentences(k.galat)) li.append(node("p", sentence, { className: "catatan catatan-perlu" }));
      if (!k.resi) row.append(link(k, k.ditahan ? "Lanjut mengubah" : "Perbaiki"));
      row.append(again(k, k.ditahan ? "Kirim tanpa diubah" : "Coba lagi"));
    }
    if (k.keadaan == "tunggu" && box.free(k)) row.append(mend(k));
    if (k.keadaan == "dibuang") row.append(back(k));
    else if (box.free(k)) row.append(drop(k));
    if (row.children.length) li.append(row);
    return li;
  };

  const part = (name, items) => {
    const section = node("section", "", { className: "panel" });
    const list = node("ul", "", { className: "daftar" });
    list.append(...items.map(item));
    section.append(node("h2", `${name} (${items.length})`), items.length ? list : node("p", "Tidak ada.", { className: "redup" }));
    return section;
  };

  const asText = (blob) => new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });

  const save = async () => {
    const open = (await box.of(user)).filter((k) => !box.DONE.includes(k.keadaan));
    for (const k of open) for (const f of k.foto) if (f.blob) [f.isi, f.blob] = [await asText(f.blob), undefined];
    const file = new Blob([JSON.stringify({ jenis: "kotak-keluar", versi: 2, kiriman: open })], { type: "application/json" });
    const link = node("a", "", { href: URL.createObjectURL(file), download: `kotak-keluar-${new Date().toISOString().slice(0, 10)}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), MINUTE);
  };

  const toBlob = (text) => {
    const [, type, data] = text.match(/^data:([^;,]*);base64,(.*)$/s);
    return new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], { type });
  };

  const OURS = /^\/(?![/\\])/; // a file that somebody made up sends and leads nowhere else

  // What a file brings back may have been sent since it was made.
  const load = async (file) => {
    const read = JSON.parse(await file.text());
    if (read.jenis != "kotak-keluar") throw Error();
    let taken = 0;
    for (const k of read.kiriman) {
      if (k.pengguna != user || (await box.get(k.id))) continue;
      if ([k.tujuan, k.halaman, k.alamat].some((at) => at && !OURS.test(at))) continue;
      await box.keep({ ...k, berangkat: k.keadaan == "tunggu", foto: k.foto.map(({ isi, ...f }) => (isi ? { ...f, blob: toBlob(isi) } : f)) });
      taken += 1;
    }
    const left = read.kiriman.length - taken;
    return `${taken} catatan dipulihkan.` + (left ? ` ${left} dilewati: sudah ada di sini, milik orang lain, atau bukan dari aplikasi ini.` : "");
  };

  const say = node("p", "", { tabIndex: -1 });
  say.setAttribute("role", "status");
  const lists = node("div");
  const FULL = "Penyimpanan ponsel ini penuh, jadi cadangan belum dipulihkan semuanya. Kosongkan sedikit ruang, lalu pilih berkasnya lagi.";
  const ENDS = { masuk: "Masuk dulu dengan akun Anda, lalu kiriman diteruskan.", putus: "Belum terkirim: sambungan putus. Dicoba lagi dengan sendirinya.", kosong: "Tidak ada yang menunggu." };

  const tools = () => {
    const now = node("button", "Kirim sekarang", { type: "button" });
    now.onclick = async () => {
      say.textContent = "Mengirim…";
      const end = await flush(true);
      say.textContent = ENDS[end] ?? "Selesai.";
    };
    const out = node("button", "Unduh cadangan", { type: "button", className: "tombol-kedua", onclick: save });
    const into = node("input", "", { type: "file", accept: "application/json", id: "cadangan", className: "form-control" });
    into.onchange = () => load(into.files[0]).then((said) => (say.textContent = said), (why) => (say.textContent = why?.name == "QuotaExceededError" ? FULL : "Berkas itu bukan cadangan kotak keluar."));
    const word = node("input", "", { id: "hapus", className: "form-control", autocomplete: "off" });
    const clear = node("button", "Kosongkan kotak keluar", { type: "button", className: "tombol-bahaya" });
    clear.onclick = async () => {
      if (word.value.trim().toUpperCase() != "HAPUS") return (say.textContent = "Ketik kata HAPUS dulu. Yang belum terkirim akan hilang.");
      await box.remove(...(await box.of(user)).map((k) => k.id));
      word.value = "";
      say.textContent = "Kotak keluar kosong.";
    };
    const fold = node("details", "", { className: "lipat" });
    fold.append(node("summary", "Cadangan dan mengosongkan"), node("p").appendChild(out).parentNode);
    const row = (label, ...fields) => {
      const div = node("div", "", { className: "mb-3" });
      div.append(node("label", label, { htmlFor: fields[0].id, className: "form-label" }), ...fields);
      return div;
    };
    fold.append(row("Pulihkan dari berkas cadangan", into), row("Untuk mengosongkan, ketik HAPUS", word), clear);
    page.append(node("p").appendChild(now).parentNode, say, lists, fold);
  };

  // The lists are drawn anew when something moves; whoever stands in them stays where they were.
  self.kotakKeluarHalaman = (all) => {
    const by = (keadaan) => all.filter((k) => k.keadaan == keadaan);
    const inside = lists.contains(document.activeElement);
    const parts = [part("Menunggu", by("tunggu"))];
    if (by("karantina").length) parts.push(part("Disisihkan", by("karantina")));
    if (by("tahan").length) parts.push(part("Foto ditahan", by("tahan")));
    parts.push(part("Terkirim", by("terkirim").reverse()));
    if (by("dibuang").length) parts.push(part("Dibuang", by("dibuang")));
    lists.replaceChildren(...parts);
    if (inside) say.focus();
  };
  tools();
  box.of(user).then(async (all) => {
    const old = all.filter((k) => k.keadaan == "dibuang" && k.dibuang < Date.now() - WEEK);
    if (old.length) await box.remove(...old.map((k) => k.id));
    self.kotakKeluarHalaman(all.filter((k) => !old.includes(k)));
  });
})();
