// Searches the index of the build: files that call lecternSearch. None is loaded before somebody searches.
{
  const [form, status, list, more, all] = [".search", ".search-status", ".search-results", ".search-more", ".every-page"]
    .map((name) => document.querySelector(name));
  const { index, root, count, none, failed } = form.dataset, { lang } = document.documentElement;
  const facets = [...form.querySelectorAll("select")], { q } = form;
  const names = {
    day: (name) => new Date(name).toLocaleDateString(lang, { timeZone: "UTC", dateStyle: "full" }),
    language: (name) => new Intl.DisplayNames(lang, { type: "language" }).of(name),
  };
  const letters = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };
  const fold = (text) => [...new Set(text.toLowerCase().normalize("NFD").replace(/[\p{M}\xad]/gu, "")
    .replace(/\P{ASCII}/gu, (letter) => letters[letter] ?? letter).match(/[\p{L}\p{N}]+/gu))];
  const taken = {}, files = {};
  let about, stamp = "", run = 0, timer;
  window.lecternSearch = (name, value) => taken[name](value);
  const load = (name) => files[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    taken[name] = resolve;
    script.src = index.replace("index.js", name + ".js") + stamp;
    script.onerror = () => reject(delete files[name]);
    document.head.append(script);
  });
  const open = async () => {
    about = await load("index");
    stamp = "?" + about.stamp;
    for (const select of facets) {
      const values = new Set(about[select.name].map(([value]) => value));
      for (const value of values) select.add(new Option(names[select.name]?.(value) ?? value, value));
      select.parentNode.hidden = values.size < 2;
    }
  };
  const pagesWith = async (word) => {
    let file = 0, page;
    for (const unit of word.slice(0, 3).split("")) file = (file * 31 + unit.charCodeAt()) % 65536;
    const [words, stems] = await load("w" + file % about.files), found = new Map();
    for (const entry in words) {
      const worth = entry == word ? 1 : stems[entry] && stems[entry] == stems[word] ? 0.9
        : word[2] && entry.startsWith(word) ? 0.6 : 0;
      if (worth) words[entry].forEach((number, i, { length }) => {
        if (i % 2) found.set(page, Math.max(found.get(page) ?? 0, worth * number * Math.log(1 + 4 * about.pages / length)));
        else page = (i && page) + number;
      });
    }
    return found;
  };
  const show = (text, hits) => {
    status.textContent = text;
    list.hidden = !hits;
    all.hidden = hits;
    more.parentNode.hidden = true;
    list.replaceChildren();
  };
  const item = async (page) => {
    const block = await load("p" + Math.floor(page / about.perFile));
    const [item, heading, link, line] = ["li", "h2", "a", "p"].map((name) => document.createElement(name));
    [link.href, link.textContent, line.textContent, item.lang = lang] = block[page % about.perFile];
    link.href = root + link.getAttribute("href");
    heading.append(link);
    item.append(heading, line);
    return item;
  };
  const search = async () => {
    const own = ++run, words = fold(q.value);
    if (!words.length) return show("");
    try {
      if (!about) await open();
      const [first, ...others] = await Promise.all(words.map(pagesWith));
      const hits = [...first].filter(([page]) => others.every((pages) => pages.has(page))
        && facets.every(({ name, value }) => !value
          || about[name].some(([one, from, to]) => one == value && page >= from && page < to)));
      for (const hit of hits) for (const pages of others) hit[1] += pages.get(hit[0]);
      hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const add = async (shown) => {
        const items = await Promise.all(hits.slice(shown, shown + 10).map(([page]) => item(page)));
        if (own != run) return;
        if (!shown) show(hits.length ? count.replace("{count}", hits.length) : none, hits.length > 0);
        list.append(...items);
        more.parentNode.hidden = list.children.length >= hits.length;
        if (shown) items[0].querySelector("a").focus();
      };
      more.onclick = () => add(list.children.length);
      await add(0);
    } catch {
      if (own == run) show(failed);
    }
  };
  const start = (event) => {
    event.preventDefault();
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", q.value ? "?q=" + encodeURIComponent(q.value) : location.pathname);
      search();
    }, event.type == "input" ? 400 : 0);
  };
  form.hidden = false;
  form.onsubmit = form.oninput = start;
  if (q.value = new URLSearchParams(location.search).get("q")) search();
}
