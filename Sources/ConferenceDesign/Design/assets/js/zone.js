// The visitor's own time, for events that people follow from elsewhere: on a session's page as well as in lists (programme.js), with a
// switch that is remembered.
(() => {
  const root = document.querySelector('.programme')
  const words = root?.dataset
  if (!words?.zone) return
  const { lang } = document.documentElement
  const make = (name, properties) => Object.assign(document.createElement(name), properties)
  const minutes = offset => Number(offset.slice(0, 3)) * 60 + Number(offset[0] + offset.slice(4))
  const clock = options => new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...options })

  for (const fact of document.querySelectorAll('.session-page .facts dd')) {
    const times = [...fact.querySelectorAll('time[datetime*=T]')]
    const moments = times.map(time => new Date(time.dateTime))
    if (!times.length || moments.at(-1) < Date.now() || minutes(times[0].dateTime.slice(-6)) === -moments[0].getTimezoneOffset()) continue
    const own = moments.map((moment, index) => clock(index ? {} : { weekday: 'short' }).format(moment)).join('–')
    fact.append(' ', make('small', { className: 'own-time', textContent: words.yours.replace('{time}', own) }))
  }

  if (!document.querySelector('.own-time')) return
  const box = make('input', { type: 'checkbox', checked: true })
  try { box.checked = localStorage.getItem('own times') !== 'off' } catch { }
  const show = () => document.documentElement.classList.toggle('without-own-times', !box.checked)
  box.onchange = () => {
    try { localStorage.setItem('own times', box.checked ? 'on' : 'off') } catch { }
    show()
  }
  const zone = new Intl.DateTimeFormat(lang, { timeZoneName: 'longGeneric' }).formatToParts().find(({ type }) => type === 'timeZoneName').value
  const label = make('label', { className: 'zone-switch' })
  label.append(box, ' ', words.zone.replace('{zone}', zone))
  const day = root.querySelector('.schedule-day')
  if (day) day.before(label)
  else root.append(label)
  show()
})()
