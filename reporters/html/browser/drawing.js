/** Makes the drawing one stop of the Tab key; arrow keys walk in it, Enter chooses. */
function watchDrawing() {
  const drawing = one('.drawing');
  const svg = drawing?.querySelector('svg');
  if (!drawing || !svg || !page.flow) return;
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', 'Places of the call flow');
  const nodes = /** @type {SVGGElement[]} */ ([...svg.querySelectorAll('.node')]);
  for (const [at, node] of nodes.entries()) {
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', at === 0 ? '0' : '-1');
  }
  svg.addEventListener('click', ({ target }) => choose(target));
  svg.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') choose(event.target);
    else if (!event.key.startsWith('Arrow') || !walk(nodes, event)) return;
    event.preventDefault();
  });
  choosePlace((page.flow.nodes.find(({ found }) => found) ?? page.flow.nodes[0])?.id ?? '');
  // To measure it the browser must have laid it out, which takes its time where there are hundreds of places.
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    watchZoom(drawing, svg);
    drawing.dataset.seen = 'yes';
    for (const chosen of all('.chosen', drawing).slice(0, 1)) showInDrawing(chosen);
  });
  seen.observe(drawing);
}

/** @param {EventTarget | null} target */
function choose(target) {
  const chosen = target instanceof Element ? target.closest('.node, .edge, .edge-label') : null;
  if (!(chosen instanceof SVGElement)) return;
  const { node, from, to, input = '' } = chosen.dataset;
  if (node !== undefined) choosePlace(node);
  else if (from !== undefined && to !== undefined)
    chooseWay(from, to, waysFrom(from).find(([place]) => place === to)?.[1][0] ?? (input || null));
}

/** To the nearest place in the direction of an arrow key. @param {readonly SVGGElement[]} nodes @param {KeyboardEvent} event */
function walk(nodes, { key, target }) {
  const here = nodes.find((node) => node === target);
  if (!here) return false;
  const [x, y] = centre(here);
  const level = key === 'ArrowLeft' || key === 'ArrowRight';
  const sense = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let [best, least] = [here, Number.POSITIVE_INFINITY];
  for (const node of nodes) {
    const [left, top] = centre(node);
    const [ahead, aside] = level ? [(left - x) * sense, Math.abs(top - y)] : [(top - y) * sense, Math.abs(left - x)];
    const far = ahead + 2 * aside;
    if (node !== here && ahead > 1 && far < least) [best, least] = [node, far];
  }
  here.setAttribute('tabindex', '-1');
  best.setAttribute('tabindex', '0');
  best.focus();
  return true;
}

/** @param {SVGGElement} node @returns {[number, number]} */
function centre(node) {
  const { x, y, width, height } = node.getBBox();
  return [x + width / 2, y + height / 2];
}

/** @param {HTMLElement} drawing @param {SVGSVGElement} svg */
function watchZoom(drawing, svg) {
  const { width, height } = svg.viewBox.baseVal;
  const fitting = () => Math.min(1, (drawing.clientWidth - 2) / width);
  let scale = Math.max(0.55, fitting());
  const draw = () => {
    svg.setAttribute('width', String(Math.round(width * scale)));
    svg.setAttribute('height', String(Math.round(height * scale)));
  };
  draw();
  for (const button of all('.zoom button')) {
    button.addEventListener('click', () => {
      const { zoom } = button.dataset;
      scale = zoom === 'fit' ? fitting() : Math.min(3, Math.max(0.05, scale * (zoom === 'in' ? 1.3 : 1 / 1.3)));
      draw();
    });
  }
}
