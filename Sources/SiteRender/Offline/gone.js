// The site keeps nothing on visitors' phones any more: this takes the place of what did, and removes itself with all that was kept.
'use strict'
addEventListener('install', () => skipWaiting())
addEventListener('activate', event => event.waitUntil((async () => {
  const prefix = `lectern ${registration.scope} `
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name)
  await registration.unregister()
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage({ gone: true })
})()))
