// Offline shell. The server puts VERSI (changes with every release of the shell) and KULIT (files
// that belong to nobody) in front. Pages of a person lie in a cache of their own, which goes when
// somebody logs in or out.
const UMUM = "umum-" + VERSI;
const PRIBADI = "pribadi-" + VERSI;
const PAGES = ["/", "/kegiatan/catat/", "/kegiatan/resi/", "/kotak-keluar/"];
const DATA = "/luring/data.json";
const OFFLINE = "/luring/";
const MOST = 40; // pages of one person
let turned = 0; // when somebody last logged in or out: an answer asked for earlier is not kept

const good = (answer) => answer.ok && answer.type == "basic" && !answer.redirected;
const isPage = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
// On a full phone it is not kept, and shown all the same.
const keep = async (name, request, answer) => {
  const copy = good(answer) && answer.clone();
  if (copy) await caches.open(name).then((cache) => cache.put(request, copy)).catch(() => {});
  return answer;
};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(UMUM).then((cache) => cache.addAll(KULIT)));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name != UMUM && name != PRIBADI) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

// A page with a form for the outbox stays, and so opens without signal next time.
const keepForm = async (path, answer) => {
  if (!good(answer) || !isPage(answer)) return;
  if (!(await answer.clone().text()).includes("data-luring=")) return;
  const cache = await caches.open(PRIBADI);
  const forms = (await cache.keys()).filter((r) => !PAGES.includes(new URL(r.url).pathname));
  for (const extra of forms.slice(0, Math.max(0, forms.length - MOST))) await cache.delete(extra);
  await cache.put(path, answer);
};

// A page from the cache says from when it is.
const dated = async (answer) => {
  const from = new Date(answer.headers.get("Date") ?? NaN);
  if (!isPage(answer) || Number.isNaN(+from)) return answer;
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response((await answer.text()).replace("<body", `<body data-salinan="${from.toISOString()}"`), { headers });
};

const page = async (event) => {
  const { pathname: path, search } = new URL(event.request.url);
  const asked = Date.now();
  try {
    const answer = await fetch(event.request);
    if (asked < turned) return answer;
    if (PAGES.includes(path) && !search) await keep(PRIBADI, path, answer);
    else if (path != OFFLINE) event.waitUntil(keepForm(path + search, answer.clone()));
    return answer;
  } catch {
    const kept = PAGES.includes(path) ? path : path + search; // a question may change what a form means
    const copy = await caches.match(kept);
    return copy ? dated(copy) : caches.match(OFFLINE);
  }
};

const data = async (request) => {
  const asked = Date.now();
  try {
    const answer = await fetch(request);
    return asked < turned ? answer : await keep(PRIBADI, DATA, answer);
  } catch {
    return (await caches.match(DATA)) ?? Response.error();
  }
};

const file = async (request) => (await caches.match(request)) ?? keep(UMUM, request, await fetch(request));

// Sheets and scripts of single pages: those of the pages that were opened stay with them.
const extra = async (request) => {
  const answer = await fetch(request).catch(() => null);
  return answer ? keep(UMUM, request, answer) : (await caches.match(request)) ?? Response.error();
};

// Whoever comes or goes leaves neither pages nor receipts to the next person.
const turn = async () => {
  turned = Date.now();
  for (const name of await caches.keys()) if (name.startsWith("pribadi-")) await caches.delete(name);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin != location.origin) return;
  if (request.method == "POST" && ["/masuk/", "/keluar/"].includes(pathname)) {
    event.waitUntil(turn());
    if (pathname == "/keluar/") event.waitUntil(kotakKeluar.forget());
  }
  if (request.method != "GET") return;
  if (request.mode == "navigate") event.respondWith(page(event));
  else if (pathname == DATA) event.respondWith(data(request));
  else if (KULIT.includes(pathname)) event.respondWith(file(request));
  else if (["style", "script"].includes(request.destination)) event.respondWith(extra(request));
});

// Where the browser has Background Sync: for whoever is logged in, with the same outbox.
const flush = async () => {
  const { pengguna } = await (await fetch("/csrf/")).json();
  if (pengguna && (await kotakKeluar.flush(pengguna)) == "putus") throw Error("putus");
};
self.addEventListener("sync", (event) => event.tag == "kotak-keluar" && event.waitUntil(flush()));

self.addEventListener("message", ({ data }) => {
  if (data == "perbarui") self.skipWaiting();
});
