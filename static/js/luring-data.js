// The page that stands in when there is no signal: own villages and next steps as last fetched.
(async () => {
  addEventListener("online", () => location.reload());
  const place = document.querySelector("[data-luring-data]");
  const kept = place && self.caches && (await caches.match("/luring/data.json"));
  if (!kept) return;
  const data = await kept.json();
  const node = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const list = (title, rows) => {
    const ul = node("ul", "");
    ul.className = "daftar";
    ul.append(...rows.map((words) => {
      const li = node("li", "");
      li.append(node("strong", words[0]), document.createElement("br"), words[1]);
      return li;
    }));
    place.append(node("h2", title), rows.length ? ul : node("p", "Tidak ada."));
  };
  place.append(node("p", `Data per ${new Date(data.pada).toLocaleString("id", { dateStyle: "long", timeStyle: "short" })}.`));
  list("Langkah berikutnya", data.langkah.map((l) => [l.teks, l.desa]));
  list("Desa Anda", data.desa.map((d) => [d.nama, d.keadaan]));
})();
