// The programme on the visitor's phone (docs/design.md): the button that keeps it, and what pages say without a network. sw.js does the work,
// and offline.js loads this where it is needed.
const { serviceWorker: workers } = navigator
const bar = document.querySelector('.offline')
const { dataset } = bar
const box = document.querySelector('.keep-offline')
const whole = address => new URL(address, location).href
const scope = whole(dataset.worker).replace(/[^/]*$/, '')
// English without a country would be that of the United States.
const lang = document.documentElement.lang.replace(/^en$/, 'en-GB')
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name])
const make = (name, properties) => Object.assign(document.createElement(name), properties)
const time = moment => new Date(moment).toLocaleString(lang, {
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  ...new Date(moment).toDateString() !== new Date().toDateString() && { weekday: 'long', day: 'numeric', month: 'long' }
})
const amount = bytes => new Intl.NumberFormat(lang, bytes < 1e6
  ? { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }
  : { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6))

// The worker of this site alone: a site around it may have one, too.
async function current() {
  const registration = await workers.getRegistration(scope)
  return registration?.scope === scope ? registration.active : null
}
const ask = (worker, what, whenLoaded) => new Promise(done => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => data.loaded ? whenLoaded(data.loaded) : done(data)
  worker.postMessage(what, [port2])
})

// Sessions of "my programme" that are not as the visitor saw them last.
const section = new URL(dataset.section, location).pathname
const read = name => { try { return JSON.parse(localStorage.getItem(name)) } catch { } }
const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)) } catch { } }
function moved(sessions, isSeen) {
  const now = Object.fromEntries(Object.entries(sessions).map(([address, session]) => [new URL(address, scope).pathname, session]))
  const before = read('seen ' + section) ?? {}
  const after = {}
  const found = (read('programme ' + section) ?? []).filter(pick => {
    const session = now[pick] ?? ['', before[pick]?.[1] ?? pick]
    const isMoved = !isSeen && pick in before && before[pick][0] !== session[0]
    after[pick] = isMoved ? before[pick] : session
    return isMoved
  })
  write('seen ' + section, after)
  return found.map(pick => make('a', { href: pick, textContent: (now[pick] ?? before[pick])[1] }))
}

// What the bar says comes with the programme, so that pages are no heavier for those who keep nothing.
let state = {}
function show(report, isSeen) {
  state = report
  const { says: words = {} } = report
  const lines = []
  const line = (...parts) => { const text = make('p'); text.append(...parts); lines.push(text) }
  if (report.isKept && report.isOffline) line(fill(words.none, { time: time(report.checked) }))
  if (report.isNewer) line(words.newer, ' ', make('a', { href: location.href, textContent: words.show }))
  const links = report.isKept && report.from === whole(dataset.list) ? moved(report.sessions, isSeen) : []
  if (links.length) {
    const button = make('button', { type: 'button', textContent: words.seen, onclick: () => show(state, true) })
    line(words.moved, ' ', ...links.flatMap((link, index) => index ? [', ', link] : [link]), ' ', button)
  }
  if (report.language) bar.lang = report.language
  bar.replaceChildren(...lines)
  if (!box) return
  box.hidden = false
  const status = box.querySelector('[role=status]')
  box.querySelector('button').textContent = report.isKept ? box.dataset.remove : box.dataset.keep + size
  const text = report.failed ? box.dataset.failed
    : report.isKept ? fill(box.dataset.kept, { time: time(report.checked), date: new Date(Date.parse(report.until) - 1).toLocaleDateString(lang, { day: 'numeric', month: 'long' }) })
      : report.wasKept ? box.dataset.removed : ''
  if (status.textContent !== text) status.textContent = text
}

// How much there is to load, in bytes, with the list that says so.
const list = whole(dataset.list)
let size = ''
async function measured() {
  const answer = await fetch(list, { cache: 'no-cache' })
  if (!answer.ok) throw answer
  return (await answer.json()).files.reduce((sum, [, , size]) => sum + size, 0)
}

// The button says how much it loads; without an answer it is there all the same.
async function offer(report) {
  if (box && !report.isKept) size ||= await measured().then(bytes => ` (${amount(bytes)})`, () => '')
  show(report)
}

async function keep() {
  const progress = box.querySelector('progress')
  try {
    // Only what is there is asked for, so that no worker is made for nothing.
    progress.max = await measured()
    progress.value = 0
    progress.hidden = false
    box.querySelector('[role=status]').textContent = fill(box.dataset.loading, { size: amount(progress.max) })
    await workers.register(whole(dataset.worker))
    const { active } = await workers.ready
    const worker = active.scriptURL === whole(dataset.worker) ? active : await current()
    show(await ask(worker, { keep: list }, loaded => { progress.value = loaded }))
  } catch {
    show({ ...state, failed: true })
  }
  progress.hidden = true
}

let isBusy = false
if (box) {
  box.querySelector('button').onclick = async () => {
    if (isBusy) return
    isBusy = true
    const worker = await current()
    if (!state.isKept) await keep()
    else if (worker) await offer({ ...await ask(worker, { remove: true }), wasKept: true })
    isBusy = false
  }
}
workers.addEventListener('message', async ({ source, data }) => {
  if (source?.scriptURL !== whole(dataset.worker)) return
  if (data.gone) return isBusy || offer({ wasKept: state.isKept })
  show(await ask(source, {}))
})
document.addEventListener('picks', () => show(state))
if (!box) document.head.append(make('link', { rel: 'stylesheet', href: dataset.style }))
const worker = await current()
await offer(worker ? await ask(worker, {}) : {})
