import { type Colours, dark, type Kind, light } from './kind.ts';

export type Theme = 'light' | 'dark' | 'auto';

const grounds = {
  light: '--ground:#ffffff; --ink:#1d1f24; --soft:#63656e; --arrow:#4a4d57; --quiet:#9a9da6;',
  dark: '--ground:#16171b; --ink:#eceef2; --soft:#a6a9b3; --arrow:#b9bcc6; --quiet:#777b86;',
};

/** The style sheet of a drawing; every rule is below `.call-flow`, so that it changes nothing else on a page. */
export function styleSheet(theme: Theme): string {
  const day = `.call-flow { ${grounds.light} ${variables(light)} }`;
  const night = `.call-flow { ${grounds.dark} ${variables(dark)} }`;
  const palette = {
    light: [day],
    dark: [night],
    auto: [day, `@media (prefers-color-scheme: dark) { ${night} }`],
  };
  return [...palette[theme], ...rules, ...(Object.keys(light) as Kind[]).map(ofKind)].join('\n');
}

function variables(colours: Readonly<Record<Kind, Colours>>): string {
  return Object.entries(colours)
    .map(([kind, { fill, line, text }]) => `--${kind}-fill:${fill}; --${kind}-line:${line}; --${kind}-text:${text};`)
    .join(' ');
}

function ofKind(kind: Kind): string {
  return [
    `.call-flow .${kind} .shape { fill:var(--${kind}-fill); stroke:var(--${kind}-line); }`,
    `.call-flow .${kind} .inner { stroke:var(--${kind}-line); }`,
    `.call-flow .${kind} .tag, .call-flow .${kind} .bar { fill:var(--${kind}-text); }`,
  ].join('\n');
}

const rules = [
  '.call-flow text { font:13px system-ui, sans-serif; fill:var(--ink); }',
  '.call-flow .ground { fill:var(--ground); }',
  '.call-flow .shape { stroke-width:1.5; }',
  '.call-flow .inner { fill:none; stroke-width:1; }',
  '.call-flow .broken .shape, .call-flow .elsewhere .shape { stroke-dasharray:6 3; }',
  '.call-flow .broken .shape { stroke-width:2.5; }',
  '.call-flow .tag { font-weight:600; font-size:11px; }',
  '.call-flow .done { font-style:italic; }',
  '.call-flow .edge path, .call-flow .start path { fill:none; stroke:var(--arrow); stroke-width:1.5; }',
  '.call-flow .edge.other path { stroke:var(--quiet); stroke-width:1.2; stroke-dasharray:5 4; }',
  '.call-flow .edge-label rect { fill:var(--ground); }',
  '.call-flow .edge-label text { font-size:12px; fill:var(--soft); text-anchor:middle; }',
  '.call-flow .edge-label .meant { font-weight:700; font-size:13px; fill:var(--ink); }',
  '.call-flow .head { fill:var(--arrow); }',
  '.call-flow .head.other { fill:var(--quiet); }',
  '.call-flow .start rect { fill:var(--ink); }',
  '.call-flow .start text { fill:var(--ground); font-size:12px; font-weight:600; text-anchor:middle; }',
  '.call-flow .mark rect { fill:var(--broken-text); stroke:var(--ground); stroke-width:2; }',
  '.call-flow .mark text { font-size:12px; font-weight:700; fill:var(--ground); text-anchor:middle; }',
  '.call-flow .caption { font-weight:600; fill:var(--broken-text); }',
];
