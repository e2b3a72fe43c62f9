// The way to the visitor's own programme, from every page, with the number of sessions in it; hidden while there are none.
(() => {
  const link = document.querySelector('.mine-link')
  const store = 'programme ' + new URL(link.dataset.section, location).pathname
  function update() {
    let picks = []
    try { picks = JSON.parse(localStorage.getItem(store)) ?? [] } catch { }
    link.hidden = !picks.length
    link.querySelector('span').textContent = picks.length
  }
  document.addEventListener('picks', update)
  addEventListener('storage', update)
  update()
})()
