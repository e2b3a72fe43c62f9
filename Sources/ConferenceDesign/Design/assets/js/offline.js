// Loads keep.js, which says and does all that concerns the programme on the visitor's phone (docs/design.md): on pages with the button, and
// on a phone that keeps the programme.
(async () => {
  const { serviceWorker: workers } = navigator, { dataset } = document.querySelector('.offline')
  const scope = new URL(dataset.worker, location).href.replace(/[^/]*$/, '')
  const isKept = (await workers?.getRegistration(scope))?.scope === scope
  if (workers && (isKept || document.querySelector('.keep-offline'))) import(new URL(dataset.script, location))
})()
