if (location.search || location.hash) {
  stop();
  location.replace(document.currentScript.dataset.to + location.search + location.hash);
}
