// A table that fits its place is no stop of the keyboard and no landmark; one that scrolls is both.
// The page works without this: then every table is both.
{
  const update = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    box.setAttribute("role", scrolls ? "region" : "group");
  };
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => update(entry.target)));
  for (const box of document.querySelectorAll(".table")) watcher.observe(box);
}
