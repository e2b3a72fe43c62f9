// Searches the index of the build; search.html tells how.
{
  const [form, status, list, result, more] = ['', '-status', '-results', '-result', '-more']
    .map(part => document.querySelector('.search' + part))
  const { index, root, count, none, failed } = form.dataset
  const { q } = form, facets = form.querySelectorAll('select')
  const files = {}, taken = {}
  let about, run = 0, timer

  window.lecternSearch = (name, value) => taken[name](value)
  const load = name => files[name] ??= new Promise((resolve, reject) => {
    taken[name] = resolve
    document.head.append(Object.assign(document.createElement('script'), {
      src: index.replace('index.js', name + '.js') + (about ? '?' + about.stamp : ''),
      onerror: () => reject(delete files[name])
    }))
  })

  function open(contents) {
    about = contents
    for (const select of facets) {
      const values = new Set(about[select.name].map(([value]) => value))
      select.length = 1
      for (const value of values) select.add(new Option(value, value))
      select.parentNode.hidden = values.size < 2
    }
  }

  const fold = text => text.toLowerCase().normalize('NFD').replace(/[\p{M}\xad]/gu, '')
    .replace(/\P{ASCII}/gu, letter => about.letters[letter] ?? letter).match(/[\p{L}\p{N}]+/gu) ?? []

  async function pagesWith(word) {
    const number = word.slice(0, 3).split('').reduce((sum, unit) => sum * 31 + unit.charCodeAt(), 0)
    const [words, stems] = await load('w' + number % about.files), found = new Map()
    for (const entry in words) {
      const worth = entry == word ? 1 : stems[word] && stems[entry] == stems[word] ? 0.9
        : word[2] && entry.startsWith(word) ? 0.6 : 0
      let page = 0
      if (worth) words[entry].forEach((value, i, { length }) => {
        if (i % 2) found.set(page, Math.max(found.get(page) ?? 0, worth * value * Math.log(1 + 4 * about.pages / length)))
        else page += value
      })
    }
    return found
  }

  function show(text) {
    status.textContent = text
    list.replaceChildren()
    more.hidden = true
  }

  async function item([page]) {
    const block = await load('p' + Math.floor(page / about.perFile))
    const [address, title, text, language] = block[page % about.perFile]
    const item = result.content.firstChild.cloneNode(true), link = item.querySelector('a')
    if (language) item.lang = language
    link.href = root + address
    link.textContent = title
    item.querySelector('p').textContent = text
    return item
  }

  async function search() {
    const own = ++run
    history.replaceState(null, '', '?q=' + encodeURIComponent(q.value))
    try {
      if (!about) open(await load('index'))
      const words = fold(q.value)
      if (!words.length) return show('')
      const found = await Promise.all(words.map(pagesWith))
      const hits = [...found[0].keys()]
        // NaN where a page lacks a word.
        .map(page => [page, found.reduce((sum, pages) => sum + pages.get(page), 0)])
        .filter(([page, worth]) => worth && [...facets].every(({ name, value }) => !value
          || about[name].some(([one, from, to]) => one == value && page >= from && page < to)))
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      const add = async shown => {
        const items = await Promise.all(hits.slice(shown, shown + 10).map(item))
        if (own != run) return
        if (!shown) show(hits.length ? count.replace('{count}', hits.length) : none)
        list.append(...items)
        more.hidden = list.children.length >= hits.length
        if (shown) items[0].querySelector('a').focus()
      }
      more.onclick = () => add(list.children.length)
      await add(0)
    } catch {
      if (own == run) show(failed)
    }
  }

  form.hidden = false
  form.onsubmit = form.oninput = event => {
    event.preventDefault()
    clearTimeout(timer)
    timer = setTimeout(search, event.type == 'input' ? 400 : 0)
  }
  if (q.value = new URLSearchParams(location.search).get('q')) search()
}
