/**
 * @typedef {object} Place
 * @property {string} id
 * @property {readonly string[]} path
 * @property {string} ends
 * @property {string} [url]
 * @property {readonly string[]} said
 * @property {string} answer
 * @property {readonly (readonly [string, string])[]} [found]
 */

/** @param {string} id @returns {Place | undefined} */
function placeNamed(id) {
  return page.flow?.nodes.find((node) => node.id === id);
}

/** What is met on a path: each place, and what the caller does there. @param {readonly string[]} path @returns {string[]} */
function heardOn(path) {
  const { edges = [], root = '' } = page.flow ?? {};
  /** @type {string[]} */
  const lines = [];
  let node = root;
  /** @param {string | null} input */
  const next = (input) => edges.find(([from, , way]) => from === node && way === input)?.[1];
  const arrive = () => {
    const met = new Set();
    for (let at = /** @type {string | undefined} */ (node); at !== undefined && !met.has(at); at = next(null)) {
      met.add(at);
      node = at;
      lines.push(...(placeNamed(at)?.said ?? []));
    }
  };
  arrive();
  for (const input of path) {
    lines.push(inWords(input));
    const to = next(input);
    if (to === undefined) break;
    node = to;
    arrive();
  }
  return lines;
}

/** @param {string | null} input */
function inWords(input) {
  if (input === null) return 'goes on by itself';
  if (input === 'wait') return 'presses nothing';
  if (input === 'hangup') return 'hangs up';
  return `presses ${input.replace('+wait', ', then nothing').replace('+hangup', ', then hangs up')}`;
}

/** Keys first, as a list. @param {readonly (string | null)[]} inputs */
function inputsInWords(inputs) {
  const isKey = (/** @type {string | null} */ input) => input !== null && /^[0-9A-D*#]+$/.test(input);
  const keys = inputs.filter(isKey);
  const others = inputs.filter((input) => !isKey(input)).map(inWords);
  return [...(keys.length > 0 ? [`presses ${keys.join(', ')}`] : []), ...others].join(', or ');
}

/** @param {readonly string[]} path */
function callCommand(path) {
  return `${page.flow?.command} --press ${path.join(',') || '""'}`;
}

/** A whole call that begins with a path, when one was kept. @param {readonly string[]} path */
function callThrough(path) {
  const start = path.join(',');
  return all('.call').find(({ dataset }) => `${dataset.path},`.startsWith(start === '' ? '' : `${start},`));
}

/** @param {string} title @param {...(Node | string)} inside */
function fillPanel(title, ...inside) {
  one('aside.place')?.replaceChildren(element('h3', { tabindex: '-1' }, title), ...inside);
}

/** @param {readonly string[]} path */
function conversationOf(path) {
  const call = callThrough(path);
  const link = call ? [element('p', {}, element('a', { href: `#${call.id}` }, 'A whole call that goes this way'))] : [];
  const lines = heardOn(path).map((line) => element('li', {}, line));
  return [element('ol', { class: 'said' }, ...lines), commandLine(callCommand(path)), ...link];
}

/** @param {string} id */
function choosePlace(id) {
  const place = placeNamed(id);
  const drawn = document.getElementById(`node-${id}`);
  if (!place || !drawn) return;
  mark([drawn]);
  const found = (place.found ?? []).map(([requirement, outcome]) =>
    element('li', { class: outcome }, element('a', { href: `#${requirement}` }, requirement)),
  );
  const ways = waysFrom(id).map(([to, inputs]) => {
    const way = element('button', { type: 'button', 'data-to': to, 'data-from': id }, inputsInWords(inputs));
    way.addEventListener('click', () => chooseWay(id, to, inputs[0] ?? null));
    return element('li', {}, way);
  });
  fillPanel(
    place.path.length === 0 ? 'The start of the call' : `After the caller ${place.path.map(inWords).join(', ')}`,
    ...(found.length > 0 ? [element('h4', {}, 'Found here'), element('ul', { class: 'found' }, ...found)] : []),
    element('h4', {}, place.answer === '' ? 'Why it cannot be played' : 'What the caller meets'),
    element('ol', { class: 'said' }, ...place.said.map((line) => element('li', {}, line))),
    ...(ways.length > 0 ? [element('h4', {}, 'Ways from here'), element('ul', { class: 'ways' }, ...ways)] : []),
    ...(place.answer === ''
      ? []
      : [
          element('h4', {}, place.url ? `The answer of ${place.url}` : 'The answer'),
          element('pre', { tabindex: '0' }, place.answer),
        ]),
    element('h4', {}, 'Replay'),
    commandLine(callCommand(place.path)),
  );
  showInDrawing(drawn);
}

/** Scrolls the drawing, and not the page. @param {Element} drawn */
function showInDrawing(drawn) {
  const drawing = one('.drawing');
  if (drawing?.dataset.seen !== 'yes') return;
  const [box, frame] = [drawn.getBoundingClientRect(), drawing.getBoundingClientRect()];
  const isSeen =
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
  if (isSeen) return;
  drawing.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  drawing.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
}

/** Inputs by where they lead. @param {string} id @returns {[string, (string | null)[]][]} */
function waysFrom(id) {
  /** @type {Map<string, (string | null)[]>} */
  const ways = new Map();
  for (const [from, to, input] of page.flow?.edges ?? []) {
    if (from === id) ways.set(to, [...(ways.get(to) ?? []), input]);
  }
  return [...ways];
}

/** @param {string} from @param {string} to @param {string | null} input */
function chooseWay(from, to, input) {
  const place = placeNamed(from);
  if (!place) return;
  mark(
    all('.edge, .edge-label', one('.drawing') ?? document).filter(
      ({ dataset }) => dataset.from === from && dataset.to === to,
    ),
  );
  const path = input === null ? place.path : [...place.path, input];
  const back = element('button', { type: 'button' }, 'Back to the place before');
  back.addEventListener('click', () => choosePlace(from));
  const on = element('button', { type: 'button' }, 'On to the place behind');
  on.addEventListener('click', () => choosePlace(to));
  fillPanel(`The caller ${inWords(input)}`, ...conversationOf(path), element('p', { class: 'steps' }, back, on));
}

/** @param {readonly Element[]} chosen */
function mark(chosen) {
  for (const before of all('.drawing .chosen')) before.classList.remove('chosen');
  for (const each of chosen) each.classList.add('chosen');
}
