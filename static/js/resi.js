// Proof without signal: what the server received after this page was kept, from the receipts that lie
// on this phone; and the page on paper, which needs no server either.
(() => {
  const place = document.querySelector("[data-resi-ponsel]");
  const print = document.querySelector("[data-cetak]");
  print.hidden = false;
  print.onclick = () => window.print();
  if (!self.luring || !self.kotakKeluar || location.search) return;
  const { node, user, when } = self.luring;

  const row = (k) => {
    const tr = document.createElement("tr");
    const head = node("th", "", { scope: "row" });
    head.append(node("span", k.resi, { className: "kode" }));
    tr.append(head);
    for (const [name, text] of [["Diterima peladen", when(k.waktu)], ["Isi", k.nama], ["Sidik", k.sidik]]) {
      const td = document.createElement("td");
      td.dataset.label = name;
      td.append(node("span", text, { className: name == "Sidik" ? "sidik" : "" }));
      tr.append(td);
    }
    return tr;
  };

  const show = (all) => {
    const there = document.getElementById("isi").textContent;
    const more = all.filter((k) => k.resi && !there.includes(k.resi));
    if (!more.length) return;
    const table = node("table", "", { className: "tabel-kartu" });
    const head = table.createTHead().insertRow();
    for (const name of ["Resi", "Diterima peladen", "Isi", "Sidik (SHA-256)"]) head.append(node("th", name, { scope: "col" }));
    table.prepend(node("caption", `${more.length} resi lain di ponsel ini`));
    table.createTBody().append(...more.map(row));
    place.append(table);
  };
  self.kotakKeluar.of(user).then(show);
})();
