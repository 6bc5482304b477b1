// The outbox: what was written goes into IndexedDB first and stays there until the server's receipt
// is stored beside it. No page needed: the service worker uses the same file.
(() => {
  const MINUTE = 60e3;
  const KEPT = 100; // sent items whose receipts stay on the phone
  const STUBBORN = 5; // failures of one item, after which the others no longer wait for it
  const channel = self.BroadcastChannel && new BroadcastChannel("kotak-keluar");
  const tell = () => {
    channel?.postMessage("berubah");
    self.dispatchEvent(new Event("kotak-keluar"));
  };

  let opening;
  const open = () => (opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open("kotak-keluar", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kiriman", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  }));

  // One transaction; done only when it is on the disk.
  const within = async (mode, work) => {
    const db = await open();
    return new Promise((done, fail) => {
      const t = db.transaction("kiriman", mode, { durability: "strict" });
      let result;
      work(t.objectStore("kiriman"), (value) => (result = value));
      t.oncomplete = () => done(result);
      t.onabort = t.onerror = () => fail(t.error);
    });
  };

  const of = async (user) => {
    const all = await within("readonly", (s, give) => (s.getAll().onsuccess = (e) => give(e.target.result)));
    return all.filter((k) => k.pengguna == user).sort((a, b) => a.urut - b.urut);
  };
  const get = (id) => within("readonly", (s, give) => (s.get(id).onsuccess = (e) => give(e.target.result)));
  const put = (k) => within("readwrite", (s) => s.put(k));
  const remove = (id) => within("readwrite", (s) => s.delete(id)).then(tell);

  const size = (k) => JSON.stringify(k.isian).length + k.foto.reduce((n, f) => n + (f.blob?.size ?? 0), 0);
  const room = async (bytes) => {
    const known = await navigator.storage?.estimate?.().catch(() => null);
    if (known?.quota && known.quota - known.usage < bytes + 65536) throw new DOMException("penuh", "QuotaExceededError");
  };

  // Order is a number of our own: a clock may be set back.
  const keep = async (k) => {
    await room(size(k));
    await within("readwrite", (s) => {
      s.getAll().onsuccess = ({ target }) => {
        const old = target.result.find((o) => o.id == k.id);
        if (old && old.pengguna != k.pengguna) return s.transaction.abort();
        const last = target.result.reduce((n, o) => Math.max(n, o.urut), 0);
        s.put({ keadaan: "tunggu", coba: 0, nanti: 0, ...k, urut: old?.urut ?? last + 1 });
      };
    });
    tell();
  };

  const ask = async (url, options) => {
    const answer = await fetch(url, { redirect: "manual", credentials: "same-origin", cache: "no-store", ...options });
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: json ? answer.status : 0, told: json ? await answer.json() : {} };
  };

  const post = (url, data, token, user) =>
    ask(url, { method: "POST", body: data, headers: { "X-CSRFToken": token, "X-Pengguna": String(user) } });

  const hex = async (blob) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))].map((b) => b.toString(16).padStart(2, "0")).join("");

  const arrived = (k, told) => Object.assign(k, { resi: told.resi, waktu: told.waktu, sidik: told.sidik, alamat: told.alamat, galat: null });

  // "terkirim", "karantina", "masuk" (log in first) or "nanti" (try again).
  const sendOne = async (k, token) => {
    const judge = async ({ status, told }) => {
      if ((status == 200 || status == 201) && told.resi) return arrived(k, told);
      if (status == 401) throw "masuk";
      if (status != 403 && status != 422) throw "nanti";
      k.keadaan = "karantina";
      k.galat = told.galat;
      await put(k);
      throw "karantina";
    };
    if (!k.resi) {
      const data = new FormData();
      for (const [name, value] of k.isian) data.append(name, value);
      const answer = await post("/kegiatan/kirim/", data, token, k.pengguna);
      await judge(answer);
      await put(k);
      k.ada = answer.told.foto;
    }
    for (const f of k.foto) {
      if (f.sampai) continue;
      if (!(self.crypto.subtle && k.ada?.includes(await hex(f.blob)))) {
        const data = new FormData();
        data.append("foto", f.blob, f.nama);
        await judge(await post(`/kegiatan/${k.id}/foto/`, data, token, k.pengguna));
      }
      f.sampai = true;
      await put(k);
    }
    k.keadaan = "terkirim";
    k.foto = k.foto.map(({ nama }) => ({ nama, sampai: true }));
    await put(k);
    return "terkirim";
  };

  const flushNow = async (user, force) => {
    const waiting = (await of(user)).filter((k) => k.keadaan == "tunggu");
    if (!waiting.length) return "kosong";
    let me;
    try {
      me = await ask("/csrf/");
    } catch {
      return "putus";
    }
    if (!me.told.token) return "putus";
    if (me.told.pengguna != user) return "masuk";
    let end = "terkirim";
    for (const one of waiting) {
      if (!force && one.nanti > Date.now()) {
        if (one.coba < STUBBORN) return "putus";
        continue;
      }
      const k = await get(one.id); // another tab may have been at it
      if (k?.keadaan != "tunggu") continue;
      try {
        await sendOne(k, me.told.token);
      } catch (why) {
        if (why == "masuk") return "masuk";
        if (why != "karantina") {
          k.coba += 1;
          k.nanti = Date.now() + Math.min(5000 * 2 ** k.coba, 10 * MINUTE);
          await put(k);
          end = "putus";
          if (why instanceof TypeError || k.coba < STUBBORN) return end;
        }
      } finally {
        tell();
      }
    }
    const sent = (await of(user)).filter((k) => k.keadaan == "terkirim");
    for (const old of sent.slice(0, Math.max(0, sent.length - KEPT))) await remove(old.id);
    return end;
  };

  // One tab at a time where the browser can see to it; elsewhere the server makes twice once.
  const flush = (user, { force = false } = {}) => {
    const run = () => flushNow(user, force);
    return navigator.locks ? navigator.locks.request("kotak-keluar", run) : run();
  };

  self.kotakKeluar = { of, get, put, keep, remove, flush, size, channel };
})();
