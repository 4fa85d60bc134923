/** Goes to what the address of the page names: a filter, a requirement, an assumption, a place of the call flow. */
function go() {
  const filter = filterInAddress();
  if (filter) {
    writeControls(filter);
    apply(filter);
    if (!isEmpty(filter))
      (one('.finding:not([hidden])')?.closest('section') ?? one('#s-requirements'))?.scrollIntoView();
    return;
  }
  const name = decoded(location.hash.slice(1));
  const target = document.getElementById(name) ?? rowNamed(name);
  if (!target) {
    if (placeNamed(name)) one('#s-flow')?.scrollIntoView();
    choosePlace(name);
    return;
  }
  if (target.closest('[hidden]')) {
    writeControls({ outcome: new Set(), level: new Set(), area: new Set(), q: '' });
    apply(filterInControls());
  }
  unfold(target);
  target.scrollIntoView();
  (one('summary', target) ?? target).focus({ preventScroll: true });
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Makes the row of a requirement, when there is one. @param {string} id */
function rowNamed(id) {
  for (const area of all('.area[data-area]')) {
    const rows = rowsOf(area);
    const at = rows.findIndex((row) => row.id === id);
    if (at < 0) continue;
    area.hidden = false;
    area.setAttribute('open', '');
    waiting.delete(area);
    showRows(area, rows, Math.max(at + 1, atOnce));
    return document.getElementById(id);
  }
  return null;
}

/** On paper everything is open. */
function watchPrinting() {
  /** @type {HTMLElement[]} */
  let opened = [];
  addEventListener('beforeprint', () => {
    for (const area of all('.area[data-area]')) showRows(area, rowsOf(area), 5000);
    opened = all('details:not([open])');
    for (const details of opened) details.setAttribute('open', '');
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.removeAttribute('open');
    apply(filterInControls());
  });
}
