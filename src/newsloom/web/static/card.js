"use strict";
// Cards: a citation opens its passage here instead of leading away; the passages themselves are in the page. Those of the story
// that leads the front page are fetched with the first of them; where they cannot be had, the citation leads to the article.
(() => {
  let list = document.getElementById("passages"), fetching = false;
  if (!list && !document.querySelector(".lede")) return;
  let card = null, from = null;
  const words = JSON.parse(document.body.dataset.words || "{}"), say = text => words[text] || text;

  const note = number => document.getElementById("n" + number);

  const close = back => {
    if (!card) return;
    card.remove();
    card = null;
    from.removeAttribute("aria-expanded");
    from.closest(".s, .hc")?.classList.remove("on");
    if (back) from.focus();
    from = null;
  };

  const items = links => {
    const shown = document.createElement("ol");
    shown.className = "notes";
    for (const link of links) {
      for (const number of link.dataset.n.split(" ")) {
        const copy = note(number)?.cloneNode(true);
        if (!copy) continue;
        copy.removeAttribute("id");
        if (link.dataset.part) {
          const part = document.createElement("p");
          part.className = "small";
          part.textContent = say("For “{1}”").replace("{1}", () => link.dataset.part);
          copy.prepend(part);
        }
        shown.append(copy);
      }
    }
    return shown;
  };

  const place = () => {
    if (matchMedia("(max-width:40rem)").matches) {
      const hidden = from.getBoundingClientRect().bottom - card.getBoundingClientRect().top + 12;
      if (hidden > 0) scrollBy({top: hidden});
      return;
    }
    const at = from.getBoundingClientRect(), all = (from.closest(".text .s") || from).getBoundingClientRect();
    const width = card.offsetWidth, height = card.offsetHeight, room = document.documentElement.clientWidth;
    const put = (left, top) => { card.style.left = left + scrollX + "px"; card.style.top = top + scrollY + "px"; };
    const beside = from.closest(".text")?.getBoundingClientRect().right + 32;
    if (beside + width + 16 <= room) { // beside the text, which stays readable
      put(beside, Math.max(12, Math.min(all.top - 16, innerHeight - height - 12)));
      return;
    }
    const below = all.bottom + 8;
    const top = below + height > innerHeight && all.top - height - 8 > 0 ? all.top - height - 8 : below;
    put(Math.max(16, Math.min(at.left - 24, room - width - 16)), top);
    if (top + height > innerHeight) scrollBy({top: Math.min(top + height + 12 - innerHeight, all.top - 12)});
  };

  const open = link => {
    close(false);
    from = link;
    const group = link.closest(".s");
    const value = link.closest(".dispute li"); // the others of this value say the same, those of another value do not
    const rest = group ? [...group.querySelectorAll(".c")].filter(other => other !== link) : [];
    const others = rest.filter(other => !value || value.contains(other)), against = rest.filter(other => !others.includes(other));
    const partly = [link, ...others].some(one => one.dataset.part);
    card = document.createElement("div");
    card.id = "card";
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", link.getAttribute("aria-label"));
    card.tabIndex = -1;
    card.append(items([link]));
    const also = (links, text) => {
      if (!links.length) return;
      const heading = document.createElement("h2");
      heading.textContent = say(text);
      card.append(heading, items(links));
    };
    also(others, partly ? "The sentence also rests on" : others.length === 1 ? "Another source says the same" : "Other sources say the same");
    also(against, against.length === 1 ? "Another source says otherwise" : "Other sources say otherwise");
    const mark = group?.dataset.v && document.querySelector(`.legend [data-v="${group.dataset.v}"]`);
    if (mark) {
      const said = document.createElement("p");
      said.className = "small said";
      said.textContent = mark.dataset.name + ": " + mark.lastElementChild.textContent + ".";
      card.append(said);
    }
    const why = document.querySelector("[data-why]")?.dataset.why;
    if (why && /^s\d+$/.test(group?.id)) {
      const more = document.createElement("a");
      more.className = "small";
      more.href = why + "/" + group.id.slice(1);
      more.textContent = say("Why is it cited so?");
      card.append(more);
      const wrong = document.querySelector("[data-wrong]")?.dataset.wrong;
      if (wrong) {
        const report = more.cloneNode();
        report.href = wrong + "?s=" + group.id.slice(1);
        report.textContent = say("This sentence is wrong");
        card.append(" · ", report);
      }
    }
    const shut = document.createElement("button");
    shut.className = "close";
    shut.type = "button";
    shut.setAttribute("aria-label", say("Close"));
    shut.textContent = "×";
    shut.onclick = () => close(true);
    card.append(shut);
    link.setAttribute("aria-expanded", "true");
    group?.classList.add("on");
    document.body.append(card);
    place();
    card.focus({preventScroll: true});
  };

  const fetched = async link => {
    if (fetching) return;
    fetching = true;
    try {
      const address = link.closest(".lead").querySelector("h2 a").href;
      const answer = await fetch(address, {credentials: "omit"}); // so that it does not count as read
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("passages");
      for (const one of found.querySelectorAll("a[href]")) one.href = new URL(one.getAttribute("href"), address);
      list = document.importNode(found, true);
      list.hidden = true;
      document.body.append(list);
    } catch {
      location.href = link.href;
      return;
    }
    open(link);
  };

  document.addEventListener("click", event => {
    const link = event.target.closest?.(".c[data-n]");
    if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      if (from === link) close(true); else if (list) open(link); else fetched(link);
    } else if (card && !card.contains(event.target)) close(false);
  });
  document.addEventListener("keydown", event => {
    if (!card) return;
    if (event.key === "Escape") { event.preventDefault(); close(true); }
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const all = [...document.querySelectorAll(".story .c[data-n], .lede .c[data-n]")], step = event.key === "ArrowRight" ? 1 : -1;
      const next = all[all.indexOf(from) + step];
      if (next) { event.preventDefault(); next.scrollIntoView({block: "nearest"}); open(next); }
    }
    if (event.key === "Tab") {
      const stops = [...card.querySelectorAll("a[href], button")];
      if (event.shiftKey && (document.activeElement === card || document.activeElement === stops[0])) { event.preventDefault(); close(true); }
      else if (!event.shiftKey && document.activeElement === stops[stops.length - 1]) { event.preventDefault(); close(true); }
    }
  });
  addEventListener("resize", () => card && place());
  addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });
})();
