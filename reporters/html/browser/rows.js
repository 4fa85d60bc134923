/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} area
 * @property {string} outcome
 * @property {string} level
 * @property {string} evidence
 * @property {number} source
 * @property {string} cases
 * @property {number} milliseconds
 * @property {string} title
 * @property {string} reason
 * @property {string} words what a search looks in
 * @property {HTMLElement} [shown]
 */

/** @type {Readonly<Record<string, string>>} */
const outcomes = { '✓': 'passed', '✗': 'failed', '!': 'warned', '–': 'not-applicable', '?': 'could-not-run' };

/** Rows that are made at once; more on request. */
const atOnce = 300;

/** Reads the lines of an area. @param {HTMLElement} area @returns {Row[]} */
function readRows(area) {
  const name = area.dataset.area ?? '';
  const lines = (one('pre.lines', area)?.textContent ?? '').split('\n');
  return lines.filter(Boolean).map((line) => {
    const [sign = '', level = '', evidence = '', source, cases = '', took, own = '', title = '', reason = ''] =
      line.split('\t');
    const id = own === '' ? name : `${name}.${own}`;
    const words = `${id} ${title} ${reason}`.toLowerCase();
    const milliseconds = Number(took);
    const outcome = outcomes[sign] ?? 'failed';
    return {
      id,
      area: name,
      outcome,
      level,
      evidence,
      source: Number(source),
      cases,
      milliseconds,
      title,
      reason,
      words,
    };
  });
}

/** Shows some rows of an area, and a button for the rest. @param {HTMLElement} area @param {readonly Row[]} rows */
function showRows(area, rows, most = atOnce) {
  const list = element('div', { class: 'rows' }, ...rows.slice(0, most).map((row) => (row.shown ??= makeRow(row))));
  if (rows.length > most) {
    const more = element('button', { type: 'button', class: 'more' }, `Show ${rows.length - most} more`);
    more.addEventListener('click', () => showRows(area, rows, rows.length));
    list.append(more);
  }
  (one('.rows', area) ?? one('pre.lines', area))?.replaceWith(list);
}

/** @param {Row} row @returns {HTMLElement} */
function makeRow(row) {
  const { id, outcome, level, evidence, title, area } = row;
  const sign = Object.keys(outcomes).find((key) => outcomes[key] === outcome) ?? '';
  const label = outcome.replaceAll('-', ' ');
  const head = element(
    'summary',
    {},
    element('span', { class: `sign ${outcome}`, role: 'img', 'aria-label': label }, sign),
    element('code', { class: 'id' }, element('span', { class: 'soft' }, `${area}.`), id.slice(area.length + 1)),
    element('span', { class: 'title' }, title),
    element(
      'span',
      { class: 'tags' },
      element('span', { class: `tag ${level}` }, level),
      element('span', { class: 'tag' }, evidence),
    ),
  );
  const details = element('details', { class: 'requirement', ...(document.getElementById(id) ? {} : { id }) }, head);
  details.addEventListener('toggle', () => details.children.length > 1 || details.append(insideOf(row)));
  return element('div', { class: 'row' }, details, sourceLink(row));
}

/** @param {Row} row @returns {HTMLElement} */
function sourceLink({ source }) {
  const link = one(`#sources > :nth-child(${source}) > *`);
  const copy = /** @type {HTMLElement} */ (link?.cloneNode(true) ?? element('span', {}));
  copy.className = 'source';
  copy.title = copy.textContent ?? '';
  copy.textContent =
    (copy.textContent ?? '')
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ||
    (copy.textContent ?? '');
  return copy;
}

/** @param {Row} row @returns {HTMLElement} */
function insideOf({ id, cases, milliseconds, reason, outcome }) {
  const [text, ...assumes] = page.requirements[id] ?? [];
  const facts = [
    cases === '' ? '' : `${Number(cases).toLocaleString('en')} ${cases === '1' ? 'case' : 'cases'}`,
    `${milliseconds} ms`,
  ];
  const inside = element('div', { class: 'inside' });
  if (text) inside.append(element('blockquote', {}, text));
  if (reason) inside.append(element('p', {}, element('strong', {}, 'Why '), reason));
  if (assumes.length > 0) {
    const links = assumes.flatMap((each) => [element('a', { href: `#${each}` }, element('code', {}, each)), ' ']);
    inside.append(element('p', {}, element('strong', {}, 'Assumes '), ...links));
  }
  if (outcome !== 'not-applicable') inside.append(element('p', { class: 'soft' }, facts.filter(Boolean).join(' in ')));
  const found = document.getElementById(id);
  if (found && !found.contains(inside) && outcome !== 'passed' && found.classList.contains('finding')) {
    inside.append(element('p', {}, element('a', { href: `#${id}` }, 'See what was found')));
  }
  inside.append(commandLine(`mvk explain ${id}`));
  return inside;
}
