/**
 * @typedef {object} Filter
 * @property {ReadonlySet<string>} outcome
 * @property {ReadonlySet<string>} level
 * @property {ReadonlySet<string>} area
 * @property {string} q
 */

/** What the address of the page asks for; undefined when it names a place instead. @returns {Filter | undefined} */
function filterInAddress() {
  const hash = location.hash.slice(1);
  if (hash !== '' && !hash.includes('=')) return undefined;
  const asked = new URLSearchParams(hash);
  /** @param {string} name */
  const set = (name) => new Set((asked.get(name) ?? '').split(',').filter(Boolean));
  return { outcome: set('outcome'), level: set('level'), area: set('area'), q: asked.get('q') ?? '' };
}

/** What the controls say. @returns {Filter} */
function filterInControls() {
  /** @param {string} name */
  const set = (name) =>
    new Set(
      boxes(name)
        .filter(({ checked }) => checked)
        .map(({ value }) => value),
    );
  return { outcome: set('outcome'), level: set('level'), area: set('area'), q: searchBox().value };
}

/** @param {string} name */
function boxes(name) {
  return /** @type {HTMLInputElement[]} */ (all(`#filters input[name="${name}"]`));
}

function searchBox() {
  return /** @type {HTMLInputElement} */ (one('#filters input[type="search"]'));
}

/** @param {Filter} filter */
function isEmpty({ outcome, level, area, q }) {
  return outcome.size + level.size + area.size === 0 && q.trim() === '';
}

/** @param {Filter} filter */
function writeAddress({ q, ...sets }) {
  const parts = Object.entries(sets).flatMap(([name, values]) =>
    values.size > 0 ? [`${name}=${[...values].map(encodeURIComponent).join(',')}`] : [],
  );
  if (q.trim() !== '') parts.push(`q=${encodeURIComponent(q)}`);
  history.replaceState(null, '', parts.length > 0 ? `#${parts.join('&')}` : location.pathname + location.search);
}

/** @param {Filter} filter */
function writeControls(filter) {
  for (const name of /** @type {const} */ (['outcome', 'level', 'area'])) {
    for (const box of boxes(name)) box.checked = filter[name].has(box.value);
  }
  searchBox().value = filter.q;
}

/** @type {Map<HTMLElement, Row[]>} */
const areaRows = new Map();
/** Rows that an area shows as soon as it is open. @type {Map<HTMLElement, readonly Row[]>} */
const waiting = new Map();
/** @type {WeakMap<HTMLElement, string>} */
const searched = new WeakMap();

/** @param {HTMLElement} area */
function rowsOf(area) {
  const rows = areaRows.get(area) ?? readRows(area);
  areaRows.set(area, rows);
  return rows;
}

/** @param {HTMLElement} area */
function showWaiting(area) {
  const rows = waiting.get(area);
  if (rows) showRows(area, rows);
  waiting.delete(area);
}

/** Shows what fits, at once, and says how much it is. @param {Filter} filter */
function apply(filter) {
  const empty = isEmpty(filter);
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  /** @param {{outcome?: string, level?: string, area?: string}} of @param {() => string} text */
  const fits = ({ outcome = '', level = '', area = '' }, text) =>
    (filter.outcome.size === 0 || filter.outcome.has(outcome)) &&
    (filter.level.size === 0 || filter.level.has(level)) &&
    (filter.area.size === 0 || filter.area.has(area)) &&
    (words.length === 0 || words.every((word) => text().includes(word)));
  for (const finding of all('.finding, .named'))
    finding.hidden = !empty && !fits(finding.dataset, () => textOf(finding));
  for (const cause of all('.cause')) cause.hidden = !one('.finding:not([hidden]), .named:not([hidden])', cause);
  let [shown, total] = [0, 0];
  for (const area of all('.area[data-area]')) {
    const rows = rowsOf(area);
    const fitting = empty ? rows : rows.filter((row) => fits(row, () => row.words));
    total += rows.length;
    shown += fitting.length;
    area.hidden = fitting.length === 0;
    if (!empty) area.toggleAttribute('open', fitting.length > 0);
    else if (area.dataset.opened !== 'yes') area.removeAttribute('open');
    waiting.set(area, fitting);
    if (area.hasAttribute('open')) showWaiting(area);
  }
  const status = one('#shown');
  if (status) status.textContent = empty ? '' : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  const clear = one('#clear');
  if (clear) clear.hidden = empty;
}

/** @param {HTMLElement} finding */
function textOf(finding) {
  const text = searched.get(finding) ?? (finding.textContent ?? '').toLowerCase();
  searched.set(finding, text);
  return text;
}

function watchFilters() {
  const controls = one('#filters');
  const changed = () => {
    const filter = filterInControls();
    writeAddress(filter);
    apply(filter);
  };
  controls?.addEventListener('input', changed);
  controls?.addEventListener('submit', (event) => event.preventDefault());
  one('#clear')?.addEventListener('click', () => {
    writeControls({ outcome: new Set(), level: new Set(), area: new Set(), q: '' });
    changed();
    searchBox().focus();
  });
  for (const area of all('.area[data-area]')) {
    one('summary', area)?.addEventListener('click', () => {
      area.dataset.opened = area.hasAttribute('open') ? 'no' : 'yes';
    });
    area.addEventListener('toggle', () => {
      if (area.hasAttribute('open')) showWaiting(area);
    });
  }
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      searchBox().focus();
    }
  });
}
