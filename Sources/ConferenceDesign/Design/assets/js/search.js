// Searches the index of the build, files that call lecternSearch. None is loaded before somebody searches.
{
  const find = (selector) => document.querySelector(selector);
  const form = find("form.search"), status = find(".search-status"), list = find(".search-results");
  const more = find(".search-more"), all = find(".every-page");
  const { index, root, count, none, failed } = form.dataset;
  const { q, part, day } = form.elements;
  const letters = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };
  const fold = (text) => [...new Set(text.toLowerCase().normalize("NFD").replace(/[\p{M}\xad]/gu, "")
    .replace(/[ßøæœłđðþıς]/g, (letter) => letters[letter]).match(/[\p{L}\p{N}]+/gu))];
  const taken = {}, files = {};
  let stamp = "", run = 0, timer;
  window.lecternSearch = (name, value) => taken[name](value);
  const load = (name) => files[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    taken[name] = resolve;
    script.src = index.replace("index.js", name + ".js") + stamp;
    script.onerror = () => { delete files[name]; reject(); };
    document.head.append(script);
  });
  const fill = (select, ranges, say) => {
    const names = new Set(ranges.map(([name]) => name));
    for (const name of names) select.add(new Option(say(name), name));
    select.parentNode.hidden = names.size < 2;
  };
  const pagesWith = async (word, { pages, files }) => {
    let file = 0;
    for (const unit of word.slice(0, 3).split("")) file = (file * 31 + unit.charCodeAt()) % 65536;
    const words = await load("w" + file % files), found = new Map();
    for (const entry in words) {
      if (entry != word && (!word[2] || !entry.startsWith(word))) continue;
      const numbers = words[entry];
      const worth = Math.log(1 + 2 * pages / numbers.length) * (entry == word ? 1 : 0.6);
      for (let i = 0, page = 0; i < numbers.length; i += 2) {
        page += numbers[i];
        found.set(page, Math.max(found.get(page) ?? 0, worth * numbers[i + 1]));
      }
    }
    return found;
  };
  const search = async () => {
    const own = ++run, words = fold(q.value);
    const show = (text, hits) => {
      status.textContent = text;
      list.hidden = !hits;
      all.hidden = hits;
      more.parentNode.hidden = true;
    };
    if (!words.length) return show("");
    try {
      const about = await load("index");
      if (!stamp) {
        stamp = "?" + about.stamp;
        fill(part, about.parts, (name) => name);
        fill(day, about.days, (name) => new Date(name).toLocaleDateString(
          document.documentElement.lang, { timeZone: "UTC", dateStyle: "full" }));
      }
      const [first, ...others] = await Promise.all(words.map((word) => pagesWith(word, about)));
      const isIn = (page, ranges, { value }) =>
        !value || ranges.some(([name, from, to]) => name == value && page >= from && page < to);
      const hits = [...first].filter(([page]) => others.every((pages) => pages.has(page))
        && isIn(page, about.parts, part) && isIn(page, about.days, day));
      for (const hit of hits) for (const pages of others) hit[1] += pages.get(hit[0]);
      hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const add = async (shown) => {
        const items = await Promise.all(hits.slice(shown, shown + 10).map(async ([page]) => {
          const block = await load("p" + Math.floor(page / about.perFile));
          const [address, title, text, language] = block[page % about.perFile];
          const [item, heading, link, line] = ["li", "h2", "a", "p"].map((name) => document.createElement(name));
          link.href = root + address;
          link.textContent = title;
          line.textContent = text;
          if (language) item.lang = language;
          heading.append(link);
          item.append(heading, line);
          return item;
        }));
        if (own != run) return;
        if (!shown) {
          show(hits.length ? count.replace("{count}", hits.length) : none, hits.length > 0);
          list.replaceChildren();
        }
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
  const start = () => {
    clearTimeout(timer);
    history.replaceState(null, "", q.value ? "?q=" + encodeURIComponent(q.value) : location.pathname);
    search();
  };
  form.hidden = false;
  form.onsubmit = (event) => { event.preventDefault(); start(); };
  form.oninput = () => { clearTimeout(timer); timer = setTimeout(start, 400); };
  q.value = new URLSearchParams(location.search).get("q");
  if (q.value) search();
}
