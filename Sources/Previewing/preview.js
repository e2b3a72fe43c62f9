// The preview's part in the browser: hears of changes, loads the page again or only its style sheets, and
// shows a bar with what an editor wants to know. It keeps to a shadow root, so that the site's styles and its
// own don't meet.
"use strict";
(() => {
  const script = document.currentScript;
  const kept = "lectern preview";
  let tag = script.dataset.lectern;
  let source = null;
  let retry = 0;
  let isEnded = false;
  let state = null;

  // What a reload would lose: where the reader was.

  const pathTo = element => {
    const steps = [];
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      if (at.id) return [`#${CSS.escape(at.id)}`, ...steps].join(" > ");
      steps.unshift(`:nth-child(${[...(at.parentElement?.children ?? [])].indexOf(at) + 1})`);
    }
    return [":root", ...steps].join(" > ");
  };

  const found = path => {
    try { return path ? document.querySelector(path) : null; } catch { return null; }
  };

  const reload = () => {
    const details = [...document.querySelectorAll("details")];
    sessionStorage.setItem(kept, JSON.stringify({
      page: location.pathname,
      x: scrollX, y: scrollY,
      focus: document.activeElement && document.activeElement !== document.body && document.activeElement !== host
        ? pathTo(document.activeElement) : null,
      details: details.map(element => [pathTo(element), element.open]),
    }));
    location.reload();
  };

  const restore = () => {
    const text = sessionStorage.getItem(kept);
    sessionStorage.removeItem(kept);
    const before = text && JSON.parse(text);
    if (!before || before.page !== location.pathname) return;
    for (const [path, isOpen] of before.details) {
      const element = found(path);
      if (element?.localName === "details") element.open = isOpen;
    }
    found(before.focus)?.focus({preventScroll: true});
    const scroll = () => scrollTo({left: before.x, top: before.y, behavior: "instant"});
    scroll();
    if (document.readyState !== "complete") addEventListener("load", scroll, {once: true});
  };

  // Style sheets and pictures without loading the page again.

  const swap = (from, to) => {
    for (const link of document.querySelectorAll("link[rel~=stylesheet][href]")) {
      const address = link.getAttribute("href");
      if (!address.split(/[?#]/)[0].endsWith(from)) continue;
      const fresh = link.cloneNode();
      fresh.href = address.replace(from, to);
      fresh.addEventListener("load", () => link.remove(), {once: true});
      fresh.addEventListener("error", () => link.remove(), {once: true});
      link.after(fresh);
    }
  };

  const showAgain = path => {
    for (const image of document.images) {
      const address = new URL(image.currentSrc || image.src, location);
      if (address.pathname !== new URL(path, location).pathname) continue;
      address.search = `?${Date.now()}`;
      image.srcset = "";
      image.src = address;
    }
  };

  // The bar.

  const host = document.createElement("lectern-preview");
  const root = host.attachShadow({mode: "open"});
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; }
    @media print { :host { display: none !important; } }
    .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    * { box-sizing: border-box; }
    .frame { position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: flex; flex-direction: column;
      max-height: 60vh; font: 14px/1.45 system-ui, sans-serif; color: #f2f2f2; background: #20242b;
      border-top: 1px solid #8a93a1; }
    .frame.small { inset: auto auto 0 0; border: 1px solid #8a93a1; border-width: 1px 1px 0 0; border-radius: 0 6px 0 0; }
    .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 14px; padding: 4px 10px; }
    .small .fact, .small .panel, .small .more { display: none; }
    .fact { white-space: nowrap; }
    .mark { background: #ffd479; color: #20242b; padding: 0 6px; border-radius: 3px; font-weight: 600; }
    .wrong { background: #ff9c8f; color: #20242b; padding: 0 6px; border-radius: 3px; font-weight: 600; }
    .fold { margin-inline-start: auto; }
    button, summary { font: inherit; color: inherit; background: transparent; border: 1px solid #8a93a1;
      border-radius: 3px; padding: 0 8px; min-height: 24px; cursor: pointer; }
    a { color: #9fd0ff; }
    :focus-visible { outline: 2px solid #ffd479; outline-offset: 1px; }
    .panel { overflow: auto; padding: 6px 10px 10px; border-bottom: 1px solid #8a93a1; }
    .panel[hidden] { display: none; }
    h2 { font: inherit; font-weight: 700; margin: 4px 0; }
    ul { margin: 4px 0; padding-inline-start: 20px; }
    .mistake { font: 13px/1.4 ui-monospace, monospace; margin: 6px 0; padding: 6px 8px; background: #14171c;
      border-inline-start: 3px solid #ff9c8f; }
    .mistake.warning { border-color: #ffd479; }
    .mistake p { margin: 0; overflow-wrap: anywhere; }
    .mistake pre { font: inherit; margin: 0; white-space: pre; overflow: auto; }
  `);
  root.adoptedStyleSheets = [sheet];

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.filter(child => child != null));
    return element;
  };

  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  const mistakeElement = mistake => {
    const words = mistake.words;
    const isPlaced = mistake.place && mistake.address && words.startsWith(mistake.place);
    const place = isPlaced ? make("a", {href: mistake.address}, mistake.place) : null;
    const [first, ...rest] = (isPlaced ? words.slice(mistake.place.length) : words).split("\n");
    return make("div", {class: mistake.isError ? "mistake" : "mistake warning"},
      make("p", {}, place, first), rest.length ? make("pre", {tabindex: "0"}, rest.join("\n")) : null);
  };

  const frame = make("div", {class: "frame", role: "region", "aria-label": "Lectern preview"});
  const live = make("div", {role: "status", class: "spoken"});
  root.append(frame);
  let isSmall = localStorage.getItem(kept) === "small";
  const openPanels = new Set(JSON.parse(sessionStorage.getItem(`${kept} panels`) ?? "[]"));

  const remember = () => sessionStorage.setItem(`${kept} panels`, JSON.stringify([...openPanels]));

  const panelButton = (id, text, className) => {
    const isOpen = openPanels.has(id);
    const button = make("button", {type: "button", class: className, "data-id": id, "aria-expanded": String(isOpen), "aria-controls": id}, text);
    button.addEventListener("click", () => {
      if (openPanels.has(id)) openPanels.delete(id); else openPanels.add(id);
      remember();
      draw();
    });
    return button;
  };

  const draw = () => {
    const focused = root.activeElement?.dataset.id;
    frame.className = isSmall ? "frame small" : "frame";
    const page = state?.page;
    const own = state?.mistakes ?? [];
    const elsewhere = state?.elsewhereCount ?? 0;
    const panels = [];
    const facts = [];
    const fact = (...children) => facts.push(make("span", {class: "fact"}, ...children));

    const isWrong = own.some(mistake => mistake.isError);
    if (isWrong || own.length && openPanels.has("own")) {
      const text = state.isLastGood
        ? "This page has mistakes; it is shown as it was before them."
        : isWrong ? "This page has mistakes." : "There is something to look at on this page.";
      panels.push(make("section", {class: "panel own", id: "own", "aria-label": "Mistakes on this page"},
        make("h2", {}, text), ...own.map(mistakeElement)));
    }
    if (elsewhere && openPanels.has("elsewhere")) {
      const sent = state.elsewhere ?? [];
      panels.push(make("section", {class: "panel", id: "elsewhere", "aria-label": "Mistakes elsewhere"},
        make("h2", {}, "Elsewhere on the site"), ...sent.map(mistakeElement),
        sent.length < elsewhere ? make("p", {}, `and ${elsewhere - sent.length} more`) : null));
    }
    if (page?.backlinks?.length && openPanels.has("backlinks")) {
      panels.push(make("section", {class: "panel", id: "backlinks", "aria-label": "What links here"},
        make("h2", {}, "What links here"),
        make("ul", {}, ...page.backlinks.map(link => make("li", {}, make("a", {href: link.address}, link.title))))));
    }

    if (isEnded) facts.push(make("span", {class: "wrong ended"}, "The preview was stopped"));
    if (page) {
      if (page.absence) fact(make("span", {class: "mark"}, `Not on the site: ${page.absence}`));
      if (page.expiry) fact(make("span", {class: "mark"}, page.expiry));
      fact(page.sourceAddress ? make("a", {href: page.sourceAddress}, page.source) : page.source);
      fact(page.kind);
      fact(count(page.words, "word"));
      fact(page.weight);
      if (page.backlinks?.length) facts.push(panelButton("backlinks", `${count(page.backlinks.length, "page")} link${page.backlinks.length === 1 ? "s" : ""} here`, "more"));
      else if (page.backlinks) fact("nothing links here");
    }
    if (own.length && !isWrong) facts.push(panelButton("own", count(own.length, "warning"), "more"));
    if (isWrong && isSmall) facts.push(make("span", {class: "wrong"}, count(own.length, "mistake")));
    if (elsewhere) {
      const errors = state.elsewhereErrors;
      const parts = [errors && count(errors, "mistake"), elsewhere > errors && count(elsewhere - errors, "warning")];
      facts.push(panelButton("elsewhere", `${parts.filter(Boolean).join(", ")} elsewhere`, "more"));
    }

    const fold = make("button", {type: "button", class: "fold", "data-id": "fold", "aria-expanded": String(!isSmall)},
      isSmall ? "Lectern" : "Fold");
    fold.addEventListener("click", () => {
      isSmall = !isSmall;
      localStorage.setItem(kept, isSmall ? "small" : "large");
      draw();
    });
    frame.replaceChildren(...panels, make("div", {class: "bar"}, ...facts, fold), live);
    if (focused) root.querySelector(`[data-id="${focused}"]`)?.focus();
    const words = isEnded ? "The preview was stopped" : own.length ? `${count(own.length, "mistake")} on this page` : "";
    if (live.textContent !== words) live.textContent = words;
  };

  // News.

  const take = message => {
    const hadFollow = message.follow && message.follow !== location.pathname;
    state = message;
    if (hadFollow) {
      location.assign(message.follow);
      return;
    }
    if (message.tag !== tag) {
      if (!message.styleSheets.length) return reload();
      for (const [from, to] of message.styleSheets) swap(from, to);
      tag = message.tag;
    }
    message.files.forEach(showAgain);
    draw();
  };

  const leave = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const listen = () => {
    if (source || document.visibilityState === "hidden") return;
    const own = new EventSource(`/.lectern/events?path=${encodeURIComponent(location.pathname)}`);
    source = own;
    own.addEventListener("open", () => { isEnded = false; });
    own.addEventListener("message", event => { isEnded = false; take(JSON.parse(event.data)); });
    own.addEventListener("error", () => {
      if (source !== own) return;
      leave();
      isEnded = true;
      draw();
      retry = setTimeout(listen, 500);
    });
  };

  // A page that nobody sees waits: browsers allow only a few connections to one server.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" ? leave() : listen());
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);

  document.documentElement.append(host);
  restore();
  draw();
  listen();
})();
