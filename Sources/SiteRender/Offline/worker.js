// Keeps pages on a visitor's phone, so that they can be read without a network. The site's settings say whether it is there
// (`event.offline` in docs/site.md), a list that the build writes says what is kept, ARCHITECTURE.md tells why it works like this.
'use strict'
const { scope } = registration
// The caches of an origin are shared by all sites on it, so ours have the site's address in their names.
const prefix = `lectern ${scope} `
const here = prefix + 'here'
const minute = 60000
const wait = time => new Promise(done => setTimeout(done, time))
const key = address => {
  const url = new URL(address, scope)
  url.search = url.hash = ''
  return url.href.replace(/\/index\.html$/, '/')
}

// What is kept: `from` is the address of the list, `list` the list of the version that is kept whole (not there before the first one is),
// `checked` the moment at which it was last known to be the newest. A version is its cache's name, so what is in this one entry decides
// which version is shown, and it changes in one step.
const read = async () => (await caches.match(scope, { cacheName: here }))?.json()
const write = async state => (await caches.open(here)).put(scope, new Response(JSON.stringify(state)))
const tell = async message => { for (const client of await clients.matchAll()) client.postMessage(message) }

async function remove() {
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name)
  await registration.unregister()
  await tell({ gone: true })
}

// A file, only if it is the one in the list: what broke off on the way, or is of another version, has another digest.
async function load(address, digest) {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(new URL(address, scope), { cache: tries ? 'reload' : 'no-cache', signal: AbortSignal.timeout(minute / 2) })
      const bytes = await answer.arrayBuffer()
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes), 0, 9)
      if (!answer.ok || btoa(String.fromCharCode(...hash)) !== digest) throw answer.status
      const headers = new Headers(answer.headers)
      for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name)
      return new Response(bytes, { headers })
    } catch (error) {
      if (tries === 4) throw error
      await wait(300 * 2 ** tries)
    }
  }
}

// Looks for a newer version, and changes to it once all of it is there. What was loaded before the network broke off stays for the next time.
async function renew(report) {
  const { from, list: kept } = await read()
  const answer = await fetch(from, { cache: 'no-cache', signal: AbortSignal.timeout(minute / 3) })
  // The site doesn't want it any more.
  if (answer.status === 404 || answer.status === 410) return remove()
  if (!answer.ok) throw answer.status
  const list = await answer.json()
  if (Date.now() > Date.parse(list.until)) return remove()
  const name = prefix + list.version
  if (list.version !== kept?.version) {
    const fresh = await caches.open(name)
    const old = new Map(kept?.files)
    let next = 0, loaded = 0
    const some = async () => {
      while (next < list.files.length) {
        const [address, digest, size] = list.files[next++]
        if (!await fresh.match(key(address))) {
          const same = old.get(address) === digest && await caches.match(key(address), { cacheName: prefix + kept.version })
          await fresh.put(key(address), same || await load(address, digest))
        }
        report?.(loaded += size)
      }
    }
    await Promise.all([some(), some(), some(), some()])
    // Somebody may have removed it meanwhile.
    if (!await read()) return remove()
  }
  await write({ from, list, checked: Date.now() })
  // Pages that are open may still need what is of the version before.
  const needed = [here, name, prefix + kept?.version]
  for (const other of await caches.keys()) {
    if (other.startsWith(prefix) && !needed.includes(other)) await caches.delete(other)
  }
  if (kept && kept.version !== list.version) await tell({ changed: list.version })
}

let running, isOffline = false, rest = 0
const update = report => running ??= renew(report).then(
  () => { isOffline = false; rest = Date.now() + minute / 2 },
  error => { isOffline = true; rest = Date.now() + minute / 4; throw error }
).finally(() => { running = undefined })

// The version that a page was made from: what it loads comes from the same.
const shown = new Map()

async function answer(event) {
  const { request, clientId, resultingClientId } = event
  const isPage = request.mode === 'navigate'
  let state = await read()
  if (state && isPage) {
    if (state.list && Date.now() > Date.parse(state.list.until)) {
      await remove()
      return fetch(request)
    }
    if (!navigator.onLine) isOffline = true
    else if (Date.now() > rest) {
      const check = update().catch(() => { })
      event.waitUntil(check)
      if (state.list && await Promise.race([check, wait(3000).then(() => 'late')])) isOffline = true
      state = await read()
    }
  }
  if (!state?.list) return fetch(request)
  if (isPage) shown.set(resultingClientId, state.list.version)
  const version = shown.get(isPage ? resultingClientId : clientId)
  const match = address => caches.match(address, { cacheName: prefix + (version ?? state.list.version) })
  const kept = await match(key(request.url))
  const [, fingerprint] = request.url.match(/\.([0-9a-z]{10})\.\w+$/) ?? []
  // A page from the network has all that may change from there, too.
  if (kept && (version || fingerprint)) return kept
  // Of a picture that is offered in several sizes one is kept, and stands for the others.
  const size = fingerprint && state.list.files.find(([, , , others]) => others?.includes(fingerprint))
  if (size && isOffline) return match(key(size[0]))
  try {
    return await fetch(request)
  } catch (error) {
    const other = kept ?? (size && await match(key(size[0])))
    if (other) return other
    if (isPage) return notKept(state.list)
    throw error
  }
}

function notKept({ language, words, link: name, home }) {
  const [title, text, link] = [...words, name].map(text => text.replace(/[&<"]/g, sign => `&#${sign.charCodeAt()};`))
  return new Response(`<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<main><h1>${title}</h1><p>${text}</p><p><a href="${new URL(home, scope).href}">${link}</a></p></main></html>`,
  { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

addEventListener('install', () => skipWaiting())
addEventListener('activate', event => event.waitUntil(clients.claim()))
addEventListener('fetch', event => {
  const { request } = event
  if (request.method === 'GET' && request.url.startsWith(scope) && !/^(audio|video|track)$/.test(request.destination)) {
    event.respondWith(answer(event))
  }
})
// What the page asks for: to keep what a list names, to remove it, or only how it is.
addEventListener('message', event => {
  const { data: { keep, remove: isUnwanted }, ports: [port] } = event
  event.waitUntil((async () => {
    let failed = false
    if (isUnwanted) await remove()
    if (keep) {
      await write({ ...await read(), from: keep })
      await update(loaded => port.postMessage({ loaded })).catch(() => { failed = true })
    }
    const { from, list, checked } = await read() ?? {}
    const version = shown.get(event.source.id)
    port.postMessage({
      failed, isOffline, from, checked, ...list && {
        isKept: true, isNewer: !!version && version !== list.version,
        language: list.language, until: list.until, sessions: list.sessions, says: list.says
      }
    })
  })())
})
