// What a table of times and rooms has with a script alone.
{
  // A timetable or a list, as the visitor chose last.
  for (const choice of document.querySelectorAll('.view input')) {
    try { choice.checked = choice.value === (localStorage.getItem('view') ?? 'grid') } catch { }
    choice.onchange = () => { try { localStorage.setItem('view', choice.value) } catch { } }
  }
  // A table that fits its place is no stop of the keyboard and no landmark; one that scrolls is both, and without this every one is.
  const widths = new ResizeObserver(changes => changes.forEach(({ target }) => {
    const scrolls = target.scrollWidth > target.clientWidth
    if (scrolls) target.tabIndex = 0
    else target.removeAttribute('tabindex')
    target.role = scrolls ? 'region' : 'group'
  }))
  document.querySelectorAll('.timetable-region').forEach(region => widths.observe(region))
}
