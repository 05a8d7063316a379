// Keys, the look, the line about the background, the preview of a channel. All of it works without, too.
(() => {
  const words = JSON.parse(document.body.dataset.words || "{}"), say = text => words[text] || text;
  const at = document.body.dataset;
  const typing = target => target.closest?.("input, select, textarea, [contenteditable]");

  // keys
  let chord = 0, place = -1;
  const stops = () => [...document.querySelectorAll(".card h2 > a, .card h3 > a, .latest li a, .hits h2 > a, .sources li, .revisions li, .health h3, .plain a")]
    .filter(one => one.offsetParent);
  const go = step => {
    const all = stops();
    if (!all.length) return;
    const now = all.indexOf(document.activeElement);
    place = now >= 0 ? now : place;
    place = Math.max(0, Math.min(all.length - 1, place + step));
    const one = all[place];
    if (!one.matches("a")) one.tabIndex = -1;
    one.focus();
    one.scrollIntoView({block: "nearest"});
  };
  // save or mute the story that is open, or the one that has the focus in a list
  const marks = at.mark ? {s: "save", m: "mute"} : {};
  const mark = async what => {
    const open = document.querySelector(`.of-reader button[value=${what}]`);
    if (open) { open.click(); return; }
    const card = document.activeElement.closest?.("[data-story]");
    if (!card) return;
    const sent = new URLSearchParams({token: document.querySelector("[name=token]").value, mark: what});
    const answer = await fetch(at.mark.replace("STORY", encodeURIComponent(card.dataset.story)), {method: "POST", body: sent, redirect: "manual"});
    if (answer.type !== "opaqueredirect") return;
    document.getElementById("doing").textContent = say(what === "save" ? "Saved for later" : "Muted");
    if (what === "mute") { go(1); card.hidden = true; }
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const pressed = event.key, second = Date.now() - chord < 1500;
    chord = 0;
    if (second && pressed === "h") location.href = at.front;
    else if (second && pressed === "f") location.href = at.feeds;
    else if (pressed === "g") chord = Date.now();
    else if (pressed === "j") go(1);
    else if (pressed === "k") go(-1);
    else if (pressed === "o") { const here = document.activeElement; (here.matches("a") ? here : here.querySelector("a"))?.click(); }
    else if (marks[pressed]) mark(marks[pressed]);
    else if (pressed === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (pressed === "?") location.href = at.keys;
  });

  // light and dark at once; the form keeps it
  for (const button of document.querySelectorAll(".looks button")) {
    button.addEventListener("click", event => {
      event.preventDefault();
      const form = button.form, sent = new URLSearchParams(new FormData(form));
      sent.set("theme", button.value);
      if (button.value) document.documentElement.dataset.theme = button.value;
      else delete document.documentElement.dataset.theme;
      document.querySelector("meta[name=color-scheme]").content = button.value || "light dark";
      for (const other of document.querySelectorAll(".looks button")) other.setAttribute("aria-pressed", String(other === button));
      fetch(form.action, {method: "POST", body: sent, redirect: "manual"});
    });
  }

  // the time zone of this machine: told to the site, for its next pages, and offered
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone, told = `zone=${encodeURIComponent(own || "")}`;
  if (own && !document.cookie.split("; ").includes(told))
    document.cookie = `${told};path=${at.front};max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  const zone = document.getElementById("zone");
  if (zone && !zone.value) {
    const known = [...zone.options].find(one => one.value === own);
    if (known) known.textContent += " " + say("(this machine)");
    if (known) zone.options[1].after(known);
  }

  // what the background is doing
  const doing = document.getElementById("doing");
  if (doing.textContent.trim()) {
    const look = async () => {
      if (!document.hidden) {
        const answer = await fetch(at.progress);
        if (answer.ok) doing.textContent = await answer.text();
      }
      if (doing.textContent) setTimeout(look, 5000);
    };
    setTimeout(look, 5000);
  }

  // the preview of a channel, while typing
  const making = document.querySelector("form[data-preview]");
  if (making) {
    let waiting = 0, asked = 0;
    making.querySelector("[value=preview]").hidden = true;
    making.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const mine = ++asked, fields = new URLSearchParams();
        for (const [name, value] of new FormData(making)) if (name !== "token" && name !== "id" && value) fields.append(name, value);
        const answer = await fetch(making.dataset.preview + "?" + fields);
        if (!answer.ok || mine !== asked) return;
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("preview");
        document.getElementById("preview").replaceChildren(...found.childNodes);
      }, 300);
    });
  }
})();
