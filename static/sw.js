// Offline shell. The server puts VERSI (changes with every release of the shell) and KULIT (files
// that belong to nobody) in front. Pages of a person lie in a cache of their own, which goes when
// somebody logs in or out.
const UMUM = "umum-" + VERSI;
const PRIBADI = "pribadi-" + VERSI;
const PAGES = ["/", "/kegiatan/catat/", "/kegiatan/resi/", "/kotak-keluar/"];
const OFFLINE = "/luring/";

const good = (answer) => answer.ok && answer.type == "basic" && !answer.redirected;
const keep = async (name, request, answer) => {
  if (good(answer)) await (await caches.open(name)).put(request, answer.clone());
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

const page = async (request) => {
  const { pathname: path, search } = new URL(request.url);
  try {
    const answer = await fetch(request);
    return PAGES.includes(path) && !search ? await keep(PRIBADI, path, answer) : answer;
  } catch {
    return (PAGES.includes(path) && (await caches.match(path))) || caches.match(OFFLINE);
  }
};

const file = async (request) => (await caches.match(request)) ?? keep(UMUM, request, await fetch(request));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin != location.origin) return;
  if (request.method == "POST" && ["/masuk/", "/keluar/"].includes(pathname)) event.waitUntil(caches.delete(PRIBADI));
  if (request.method != "GET") return;
  if (request.mode == "navigate") event.respondWith(page(request));
  else if (KULIT.includes(pathname)) event.respondWith(file(request));
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
