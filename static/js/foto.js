// <input type="file" data-foto>: shows what was chosen and shrinks it on the phone, so that one bar of
// signal suffices. Where and when the photo was taken (EXIF) travels along. Any failure: sent as it is.
(() => {
  const STEPS = [[1600, 0.75], [1280, 0.7], [1280, 0.55], [1024, 0.5], [800, 0.5], [640, 0.4]]; // longest side, JPEG quality
  const ENOUGH = 150 * 1024;
  const ready = new WeakMap(); // form -> promise

  const toBlob = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

  const draw = (image, side) => {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  // The EXIF segment of a JPEG, turned upright: the pixels are upright already.
  const exif = async (file) => {
    const view = new DataView(await file.slice(0, 131072).arrayBuffer());
    if (view.getUint16(0) != 0xffd8) return null;
    for (let at = 2; at + 4 < view.byteLength; ) {
      const marker = view.getUint16(at);
      const size = view.getUint16(at + 2) + 2;
      if (marker == 0xffe1 && view.getUint32(at + 4) == 0x45786966) {
        if (at + size > view.byteLength) return null;
        const tiff = at + 10;
        const little = view.getUint16(tiff) == 0x4949;
        const first = tiff + view.getUint32(tiff + 4, little);
        for (let n = view.getUint16(first, little), entry = first + 2; n--; entry += 12) {
          if (view.getUint16(entry, little) == 0x0112) view.setUint16(entry + 8, 1, little);
        }
        return view.buffer.slice(at, at + size);
      }
      if (marker < 0xffe0 || marker > 0xfffe || marker == 0xffda) return null;
      at += size;
    }
    return null;
  };

  const shrink = async (file, image) => {
    const small = Math.max(image.width, image.height) <= STEPS[0][0] && file.size <= ENOUGH;
    if (small && file.type == "image/jpeg") return file; // shrunk before: each time again costs sharpness
    let blob = null;
    for (const [side, quality] of STEPS) {
      blob = await toBlob(draw(image, side), quality);
      if (blob && blob.size <= ENOUGH) break;
    }
    if (!blob) return file;
    const kept = await exif(file).catch(() => null);
    const parts = kept ? [blob.slice(0, 2), kept, blob.slice(2)] : [blob];
    const made = new File(parts, file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    return made.size < file.size ? made : file;
  };

  // A file that is taken out stays in its place on the list until the form is sent, so that it can be put back.
  const rest = (input, list) => {
    const chosen = new DataTransfer();
    for (const item of list.children) if (!item.dataset.lepas) chosen.items.add(item.foto);
    input.files = chosen.files;
    input.dispatchEvent(new Event("foto-siap", { bubbles: true }));
  };

  const show = (input, list, image, file, before) => {
    const item = document.createElement("li");
    item.foto = file;
    if (image) item.append(draw(image, 256));
    const kb = (f) => Math.max(1, Math.round(f.size / 1024)).toLocaleString("id") + " KB";
    item.append(file.size < before.size ? `${kb(before)} → ${kb(file)}` : kb(file));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tombol-teks tombol-kecil";
    const name = () => {
      button.textContent = item.dataset.lepas ? "Urungkan" : "Lepaskan";
      button.setAttribute("aria-label", `${button.textContent} ${before.name}`);
    };
    button.addEventListener("click", () => {
      item.dataset.lepas = item.dataset.lepas ? "" : "1";
      name();
      rest(input, list);
    });
    name();
    item.append(button);
    list.append(item);
  };

  const work = async (input, list) => {
    const run = (list.run = {}); // chosen anew meanwhile: the later choice holds
    list.replaceChildren();
    for (const file of [...input.files]) {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
      const small = image ? await shrink(file, image).catch(() => file) : file;
      if (list.run != run) return;
      show(input, list, image, small, file);
      image?.close();
    }
    rest(input, list);
  };

  for (const input of document.querySelectorAll("input[type=file][data-foto]")) {
    const list = document.createElement("ul");
    list.className = "foto-foto";
    list.setAttribute("aria-label", "Foto yang dipilih");
    input.after(list);
    input.addEventListener("change", () => {
      const before = ready.get(input.form);
      ready.set(input.form, Promise.allSettled([before, work(input, list)]).then(() => ready.delete(input.form)));
    });
  }

  addEventListener("submit", (event) => {
    const wait = ready.get(event.target);
    if (!wait) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wait.then(() => event.target.requestSubmit(event.submitter));
  }, true);
})();
