// A form with data-lihat-sandi gets a tick box that shows the password: typing blind on a phone fails.
for (const form of document.querySelectorAll("form[data-lihat-sandi]")) {
  const inputs = form.querySelectorAll("input[type=password]");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "form-check-input";
  box.onchange = () => inputs.forEach((input) => (input.type = box.checked ? "text" : "password"));
  label.className = "form-check form-check-label lihat-sandi";
  label.append(box, "Tampilkan kata sandi");
  inputs[inputs.length - 1].closest(".mb-3").append(label);
  form.addEventListener("submit", () => inputs.forEach((input) => (input.type = "password")));
}
