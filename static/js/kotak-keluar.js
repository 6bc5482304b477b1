// The outbox: what was written goes into IndexedDB first and stays there until the server's receipt
// is stored beside it. No page needed: the service worker uses the same file.
//
// An item: { id, pengguna, at, nama, tujuan, halaman, isian: [[name, value]], foto: [{ isian, nama,
// blob, sampai }], tahan, urut, keadaan, berangkat, coba, nanti, resi, waktu, sidik, alamat, catatan,
// galat }. `keadaan` is tunggu, karantina (a person must look), tahan (text arrived, photos held),
// terkirim or dibuang (thrown away, for a week). `berangkat` says that it may have arrived: until the
// server has answered it is neither changed nor thrown away.
(() => {
  const ENTRY = "/kegiatan/kirim/"; // takes the text alone; its photos follow one by one
  const MANY = ENTRY + "banyak/"; // takes the texts of several
  const AT_ONCE = 20; // entries in one trip, and no more than so many bytes of them
  const TRIP = 24 * 1024;
  const MINUTE = 60e3;
  const DONE = ["terkirim", "dibuang"];
  const KEPT = 100; // sent items whose receipts stay on the phone
  const STUBBORN = 5; // failures of one item, after which the others no longer wait for it
  const AGAIN = 3; // times in a row that a broken line is tried at once
  const PIECE = 32 * 1024; // of a photo: a cut costs no more than this
  const SMALL = 48 * 1024; // photos up to here go in one
  const channel = self.BroadcastChannel && new BroadcastChannel("kotak-keluar");
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
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

  const newKey = () => {
    if (self.crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("").replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

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

  // What an older version of this page kept lacks some names.
  const whole = (k) => k && { tujuan: ENTRY, halaman: "/kegiatan/catat/", ...k, foto: (k.foto ?? []).map((f) => ({ isian: "foto", ...f })) };
  const of = async (user) => {
    const all = await within("readonly", (s, give) => (s.getAll().onsuccess = (e) => give(e.target.result)));
    return all.filter((k) => k.pengguna == user).map(whole).sort((a, b) => a.urut - b.urut);
  };
  const get = (id) => within("readonly", (s, give) => (s.get(id).onsuccess = (e) => give(whole(e.target.result))));
  const put = (k) => within("readwrite", (s) => s.put(k));

  // Changes an item as it stands now, if it may be changed; what it then is.
  const change = (id, may, more) => within("readwrite", (s, give) => {
    s.get(id).onsuccess = ({ target: { result: k } }) => {
      if (!k || !may(k)) return;
      s.put({ ...k, ...more });
      give(whole({ ...k, ...more }));
    };
  });
  const free = (k) => !k.resi && (k.keadaan == "tunggu" ? k.berangkat === false : ["karantina", "dibuang"].includes(k.keadaan));
  const set = async (id, more) => (await change(id, free, more)) && (tell(), true);

  // What the server has, and what was thrown away, does not stay for the next person on this phone.
  const forget = (whose = () => true) => within("readwrite", (s) => {
    s.openCursor().onsuccess = ({ target: { result: at } }) => {
      if (!at) return;
      if (DONE.includes(at.value.keadaan) && whose(at.value.pengguna)) at.delete();
      at.continue();
    };
  });
  const remove = (...ids) => within("readwrite", (s) => ids.forEach((id) => s.delete(id))).then(tell);

  const weight = (foto) => foto.reduce((n, f) => n + (f.blob && !f.sampai ? f.blob.size : 0), 0);
  const size = (k) => (k.resi ? 0 : JSON.stringify(k.isian).length) + weight(k.foto);
  const room = async (bytes) => {
    const known = await navigator.storage?.estimate?.().catch(() => null);
    if (known?.quota && known.quota - known.usage < bytes + 65536) throw new DOMException("penuh", "QuotaExceededError");
  };

  // Order is a number of our own: a clock may be set back. Nothing takes the place of an item that may
  // have arrived: of two texts under one key the server has the first. Throws "berangkat" then.
  const keep = async (k) => {
    await room(size(whole(k)));
    const kept = await within("readwrite", (s, give) => {
      s.getAll().onsuccess = ({ target }) => {
        const old = target.result.find((o) => o.id == k.id);
        if (old && (old.pengguna != k.pengguna || !free(old))) return;
        const last = target.result.reduce((n, o) => Math.max(n, o.urut), 0);
        s.put({ keadaan: "tunggu", berangkat: false, coba: 0, nanti: 0, ...k, urut: old?.urut ?? last + 1 });
        give(true);
      };
    });
    if (!kept) throw "berangkat";
    tell();
  };

  // A line that hangs is as good as cut: half a minute, and a second for every 2 KB.
  const ask = async (url, options = {}, bytes = 0) => {
    const signal = self.AbortSignal?.timeout?.(MINUTE / 2 + bytes / 2);
    const answer = await fetch(url, { redirect: "manual", credentials: "same-origin", cache: "no-store", signal, ...options });
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: json ? answer.status : 0, told: json ? await answer.json() : {} };
  };

  const head = (k, me) => ({ "X-CSRFToken": me.token, "X-Pengguna": String(k.pengguna), "X-Ditulis": k.at, "X-Jam": new Date().toISOString() });
  const post = (k, me, url, body, { key, bytes } = {}) => {
    const headers = head(k, me);
    if (key) headers["X-Kiriman"] = key;
    if (me.langsung) headers["X-Langsung"] = "ya"; // somebody waits for the page that follows
    return ask(url, { method: "POST", body, headers }, bytes ?? 0);
  };

  const hex = async (blob) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))].map((b) => b.toString(16).padStart(2, "0")).join("");

  const sendPieces = async (k, me, f, sidik, here) => {
    for (let at = here; at < f.blob.size; ) {
      const piece = new Blob([f.blob.slice(at, at + PIECE)], { type: "application/octet-stream" });
      const { status, told } = await post(k, me, `/kiriman/bagian/${sidik}/?mulai=${at}`, piece, { bytes: piece.size });
      if (status == 401) throw "masuk";
      if (status != 200 || !(told.ada > at)) throw "nanti";
      at = told.ada;
    }
  };

  // A form with its files. Large ones are only named; the server says which bytes it lacks.
  const postWhole = async (k, me, url, pairs, files, key) => {
    const named = new Map();
    const data = new FormData();
    for (const [name, value] of pairs) data.append(name, value);
    for (const f of files) {
      if (f.blob.size <= SMALL || !self.crypto.subtle) data.append(f.isian, f.blob, f.nama);
      else {
        const sidik = await hex(f.blob);
        named.set(sidik, f);
        data.append("berkas:" + f.isian, `${sidik} ${f.blob.size} ${f.nama}`);
      }
    }
    const bytes = weight(files.filter((f) => ![...named.values()].includes(f)));
    for (let tries = 0; tries < 3; tries++) {
      const answer = await post(k, me, url, data, { key, bytes });
      if (answer.status != 409 || !answer.told.kurang) return answer;
      for (const [sidik, here] of Object.entries(answer.told.kurang)) if (named.has(sidik)) await sendPieces(k, me, named.get(sidik), sidik, here);
    }
    throw "nanti";
  };

  const arrived = (k, told) => {
    const { resi, waktu, sidik, alamat, catatan } = told;
    const nama = k.nama || k.isian.find(([n]) => n == "uraian")?.[1].slice(0, 80);
    return Object.assign(k, { resi, waktu, sidik, alamat, catatan, nama, isian: [], galat: null, berangkat: false });
  };

  // Its key is that of another text which the server has: from now on it has one of its own.
  const anew = (k) => {
    const { id } = k;
    Object.assign(k, { id: newKey(), dulu: id });
    k.isian = k.isian.map(([n, v]) => [n, v == id ? k.id : n == "id" || n == "kunci" ? newKey() : v]);
    return within("readwrite", (s) => (s.delete(id), s.put(k)));
  };

  // What the server said to an item; `before`: whether an earlier attempt may have arrived.
  const judge = async (k, before, { status, told }) => {
    if ((status == 200 || status == 201) && told.resi) return arrived(k, told);
    if (status == 401) k.berangkat = before; // it was not looked for
    else if (status == 403 || status == 422) k.berangkat = false; // the server has nothing of it
    else throw "nanti";
    if (status != 401) Object.assign(k, { keadaan: "karantina", galat: told.galat, letak: told.letak, semula: told.semula });
    await (told.baru ? anew(k) : put(k));
    throw status == 401 ? "masuk" : "karantina";
  };

  // From now on it may have arrived: [it as it stands now, whether it may have before]; null if held.
  const leave = async (id) => {
    let before = true;
    const may = (now) => ((before = now.berangkat), now.keadaan == "tunggu" && !now.resi);
    const now = await change(id, may, { berangkat: true });
    return now ? [now, before] : null;
  };

  // Texts that follow each other go in one trip. Throws as sendOne does, but for one that a person
  // must look at: the others have their receipts.
  const sendMany = async (ids, me) => {
    const left = (await Promise.all(ids.map(leave))).filter(Boolean);
    if (!left.length) return;
    const body = JSON.stringify(left.map(([k]) => ({ isian: k.isian, ditulis: k.at })));
    const headers = { ...head(left[0][0], me), "Content-Type": "application/json" };
    const { status, told } = await ask(MANY, { method: "POST", body, headers }, body.length + left.length * 4e3); // two seconds each
    for (const [n, [k, before]] of left.entries()) {
      const own = told.hasil?.[n];
      try {
        await judge(k, before, own ? { status: own.status, told: own } : { status: status == 401 ? 401 : 0, told });
        await put(k);
      } catch (why) {
        if (why == "nanti") throw why;
      }
    }
    if (status == 401) throw "masuk";
  };

  // Ends with "terkirim" or "tahan", or throws "karantina", "masuk" (log in first), "nanti" (again).
  const sendOne = async (k, me) => {
    const entry = k.tujuan == ENTRY;
    let before = true;
    if (!k.resi) {
      const left = await leave(k.id);
      if (!left) throw "karantina"; // held meanwhile
      Object.assign(k, left[0]); // or changed meanwhile
      before = left[1];
      await judge(k, before, await postWhole(k, me, k.tujuan, k.isian, entry ? [] : k.foto, entry ? null : k.id));
      if (!entry) k.foto.forEach((f) => (f.sampai = true));
      await put(k);
    }
    for (const f of k.foto) {
      if (f.sampai || k.tahan) continue;
      await judge(k, before, await postWhole(k, me, `/kegiatan/${k.id}/foto/`, [], [f]));
      f.sampai = true;
      await put(k);
    }
    k.keadaan = k.foto.every((f) => f.sampai) ? "terkirim" : "tahan";
    if (k.keadaan == "terkirim") k.foto = k.foto.map(({ isian, nama }) => ({ isian, nama, sampai: true }));
    await put(k);
  };

  const whoAmI = async (user) => {
    const { told } = await ask("/csrf/");
    if (!told.token) throw "nanti";
    if (told.pengguna != user) throw "masuk";
    return told;
  };

  // What went wrong with one item counts against it; a line that is cut counts against nobody.
  const blame = async (id) => {
    const k = await get(id);
    k.coba += 1;
    k.nanti = Date.now() + Math.min(5000 * 2 ** k.coba, 10 * MINUTE);
    await put(k);
    return k.coba >= STUBBORN;
  };

  // How it ended: "terkirim", "karantina", "gilir" (try others first), "putus" or "masuk".
  const tryOne = async (id, user, line, again) => {
    for (let broken = 1; ; broken++) {
      const k = await get(id); // another tab may have been at it
      if (k?.keadaan != "tunggu") return "terkirim";
      try {
        line.me ??= { ...(await whoAmI(user)), langsung: line.langsung };
        await sendOne(k, line.me);
        return "terkirim";
      } catch (why) {
        if (why == "masuk" || why == "karantina") return why;
        const known = line.me;
        line.me = null; // the token may be what was wrong
        if (broken > again || !navigator.onLine) {
          if (!known || !navigator.onLine) return "putus";
          return (await blame(id)) && why == "nanti" ? "gilir" : "putus";
        }
        await pause(250 * 2 ** broken);
      }
    }
  };

  // The texts that may go together, from this one on.
  const together = (waiting, ready) => {
    const found = [];
    let bytes = 0;
    for (const k of waiting) {
      bytes += JSON.stringify(k.isian).length;
      if (k.tujuan != ENTRY || k.resi || !ready(k) || found.length == AT_ONCE || (found.length && bytes > TRIP)) break;
      found.push(k.id);
    }
    return found;
  };

  const flushNow = async (user, force, again) => {
    const waiting = (await of(user)).filter((k) => k.keadaan == "tunggu");
    if (!waiting.length) return "kosong";
    const line = { langsung: !again };
    const ready = (k) => force || k.nanti <= Date.now();
    let end = "terkirim";
    let ahead = 0; // so many have been on a trip
    for (const [n, k] of waiting.entries()) {
      const { id, coba } = k;
      if (!ready(k)) {
        if (coba < STUBBORN) return "putus";
        continue;
      }
      const trip = n < ahead ? [] : together(waiting.slice(n), ready);
      if (trip.length > 1) {
        ahead = n + trip.length;
        try {
          line.me ??= { ...(await whoAmI(user)), langsung: line.langsung };
          await sendMany(trip, line.me);
          tell();
        } catch (why) {
          if (why == "masuk") return why;
          line.me = null; // each of them tries for itself
        }
      }
      const how = await tryOne(id, user, line, again);
      tell();
      if (how == "masuk" || how == "putus") return how;
      if (how == "gilir") end = "putus";
    }
    const sent = (await of(user)).filter((k) => k.keadaan == "terkirim");
    if (sent.length > KEPT) await remove(...sent.slice(0, sent.length - KEPT).map((k) => k.id));
    return end;
  };

  // One tab at a time where the browser can see to it; elsewhere the server makes twice once.
  const flush = (user, { force = false, again = AGAIN } = {}) => {
    const run = () => flushNow(user, force, again);
    return navigator.locks ? navigator.locks.request("kotak-keluar", run) : run();
  };

  self.kotakKeluar = { ENTRY, DONE, newKey, of, get, put, change, set, free, keep, remove, forget, flush, size, weight, channel };
})();
