// <button data-lokasi>: adds where the phone is to the form, if its owner wants that. Never needed.
(() => {
  for (const button of document.querySelectorAll("[data-lokasi]")) {
    if (!navigator.geolocation) continue;
    const form = button.form;
    const word = form.querySelector("[data-lokasi-kata]");
    const found = ({ coords }) => {
      form.lintang.value = coords.latitude;
      form.bujur.value = coords.longitude;
      form.akurasi.value = Math.round(coords.accuracy);
      word.textContent = `Lokasi disertakan, ketelitian ${Math.round(coords.accuracy)} m.`;
    };
    const lost = () => (word.textContent = "Lokasi tidak didapat. Tidak apa-apa, isian tetap dapat dikirim.");
    button.hidden = false;
    button.onclick = () => {
      word.textContent = "Mencari lokasi…";
      navigator.geolocation.getCurrentPosition(found, lost, { enableHighAccuracy: true, timeout: 20000 });
    };
  }
})();
