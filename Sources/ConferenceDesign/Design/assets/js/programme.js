// What the programme has with a script alone (docs/design.md). Words come from `data-`, instants from <time>.
(() => {
  const root = document.querySelector('.programme')
  if (!root) return
  const words = root.dataset
  const find = (selector, within = root) => [...within.querySelectorAll(selector)]
  const address = href => new URL(href, location).pathname
  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name])
  const make = (name, properties) => Object.assign(document.createElement(name), properties)

  // What has no hour has a day instead of a start.
  const entries = find('.entry').map(element => {
    // What has no page of its own has a title without a link, and nothing by which it could be kept.
    const [link, ...parts] = find('.session-title > *, .session-children a', element)
    const keys = [link, ...parts].filter(({ href }) => href).map(({ href }) => address(href))
    const entry = { element, link, day: element.dataset.day, keys }
    const [start, end] = find('.session-time time', element)
    return start ? {
      ...entry, start: Date.parse(start.dateTime),
      // An end that is only assumed, and one that nobody knows, are believed for two hours at most.
      end: end ? Date.parse(end.dateTime) : Math.min(Date.parse(element.dataset.end) || Infinity, Date.parse(start.dateTime) + 72e5),
      time: start.parentElement, offset: start.dateTime.slice(-6),
      badge: make('strong', { className: 'badge', textContent: words.now })
    } : entry
  })

  // My programme: addresses of sessions, kept for this programme alone.
  const store = 'programme ' + address(words.section)
  let picks = new Set()
  const load = () => { try { picks = new Set(JSON.parse(localStorage.getItem(store))) } catch { } }
  const keep = () => {
    try { localStorage.setItem(store, JSON.stringify([...picks])) } catch { }
    document.dispatchEvent(new Event('picks'))
  }
  const buttons = []
  function addButton(place, key, title) {
    const button = make('button', { type: 'button', className: 'pick', textContent: words.pick, ariaLabel: `${words.pick}: ${title}` })
    button.onclick = () => {
      load()
      if (!picks.delete(key)) picks.add(key)
      keep()
      show()
    }
    place.append(button)
    buttons.push([button, key])
  }

  // The whole calendar with the marked events alone: what it says of the time zone stays.
  async function save() {
    try {
      const answer = await fetch(words.calendar)
      if (!answer.ok) throw answer
      const calendar = (await answer.text()).replace(/BEGIN:VEVENT\r\n[^]*?END:VEVENT\r\n/g, event => {
        const url = event.replace(/\r\n[ \t]/g, '').match(/^URL[^:]*:(.*)$/m)?.[1]
        return url && picks.has(address(url)) ? event : ''
      })
      make('a', { download: words.file, href: URL.createObjectURL(new Blob([calendar], { type: 'text/calendar' })) }).click()
      status.textContent = words.saved
    } catch {
      status.textContent = words.failed
    }
  }

  const form = root.querySelector('form')
  const status = root.querySelector('[role=status]')
  const selects = find('select')
  const mine = form?.elements.mine

  function show() {
    for (const [button, key] of buttons) button.ariaPressed = picks.has(key)
    if (!form) return
    let shown = 0
    for (const { element, keys } of entries) {
      const fits = selects.every(({ selectedOptions: [option] }) => !option.value || element.matches('.' + option.className)) &&
        (!mine.checked || keys.some(key => picks.has(key)))
      element.hidden = !fits
      shown += fits
    }
    for (const part of find('.schedule-day, .apart, .some-time')) part.hidden = !part.querySelector('.entry:not([hidden])')
    form.elements.save.disabled = !picks.size
    const isChosen = mine.checked || selects.some(select => select.value)
    status.textContent = isChosen ? fill(words.shown, { shown, total: entries.length }) : ''
  }

  function remember() {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
    history.replaceState(null, '', `${location.pathname}${query.size ? '?' + query : ''}${location.hash}`)
    show()
  }

  // What is on, from half a day before the first session to the end of the last.
  const timed = entries.filter(({ element, start }) => start && !element.matches('.is-cancelled'))
  const hourless = entries.filter(({ element, day }) => day && !element.matches('.is-cancelled'))
  const first = Math.min(...timed.map(entry => entry.start))
  const last = Math.max(...timed.map(({ end }) => end))
  const minutes = offset => (Number(offset.slice(0, 3)) * 60 + Number(offset[0] + offset.slice(4)))
  const dayAt = ({ offset }, moment) => new Date(moment + minutes(offset) * 6e4).toISOString().slice(0, 10)
  let told
  function tick() {
    const now = Date.now()
    const start = Math.min(...timed.map(entry => entry.start).filter(start => start > now))
    const current = timed.filter(entry => entry.start <= now && now < entry.end)
    const isShown = now > first - 432e5 && now < last
    // What has no hour may still come until the last item of its day has begun.
    const today = hourless.filter(({ day }) => {
      const ofDay = timed.filter(entry => dayAt(entry, entry.start) === day)
      return ofDay.length && dayAt(ofDay[0], now) === day && now < Math.max(...ofDay.map(entry => entry.start))
    })
    const state = [isShown, start, ...[current, today].map(list => list.map(({ link }) => link.textContent))].join()
    if (state === told) return
    told = state
    root.querySelector('.now').hidden = !isShown
    list('.now-list', current)
    list('.next-list', timed.filter(entry => entry.start === start))
    list('.today-list', today)
    for (const { badge } of timed) badge.remove()
    for (const { time, badge } of current) time.append(badge)
  }

  function list(selector, entries) {
    const box = root.querySelector(selector)
    box.hidden = box.previousElementSibling.hidden = !entries.length
    box.replaceChildren(...entries.map(({ element, link }) => {
      const item = make('li')
      const times = find('.session-time time', element).map(time => time.textContent).join('–')
      item.append(times, ' ', link.cloneNode(true), ' ', element.querySelector('.place')?.textContent ?? '')
      return item
    }))
  }

  // Visitors elsewhere read their own time beside the event's.
  function addOwnTimes() {
    const clock = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    for (const { time, start, offset } of entries.filter(entry => entry.start)) {
      if (minutes(offset) === -new Date(start).getTimezoneOffset()) continue
      time.append(' ', make('small', { className: 'own-time', textContent: fill(words.yours, { time: clock.format(start) }) }))
    }
  }

  load()
  if (words.pick) {
    for (const { element, link, keys } of entries) {
      if (link.href && !element.matches('.is-break, .is-cancelled')) addButton(element, keys[0], link.textContent)
    }
    if (words.here) addButton(root, address(words.here), words.title)
  }
  if (form) {
    const query = new URLSearchParams(location.search)
    for (const select of selects) {
      const wanted = query.get(select.name)
      if (find('option', select).some(option => option.value === wanted)) select.value = wanted
    }
    if (words.pick) {
      find('.needs-script').forEach(element => { element.hidden = false })
      mine.checked = query.has('mine')
      form.elements.save.onclick = save
    }
    form.parentElement.open = location.search.length > 1
    form.onchange = remember
    form.onreset = () => setTimeout(remember)
  }
  show()
  if (Date.now() < last) {
    addOwnTimes()
    tick()
    setInterval(tick, 20000)
  }
})()
