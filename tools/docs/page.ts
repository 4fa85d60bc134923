import { readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt, { type Token } from 'markdown-it';

/** A fenced block of code. */
export interface Block {
  readonly language: string;
  /** What stands behind the language: `run`, `file=server.js`, `no-run="needs a runner"`. */
  readonly words: Readonly<Record<string, string>>;
  readonly text: string;
  /** Its first line in the file. */
  readonly line: number;
}

/** A page of the documentation, taken apart. */
export interface Page {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly blocks: readonly Block[];
  readonly links: readonly string[];
  /** What a link to this page may name behind `#`. */
  readonly anchors: readonly string[];
  /** Code within a sentence or a table. */
  readonly code: readonly string[];
}

const markdown = new MarkdownIt({ html: true });

export function readPage(root: string, file: string): Page {
  const top = markdown.parse(readFileSync(path.join(root, file), 'utf8'), {});
  const all = top.flatMap((token) => [token, ...(token.children ?? [])]);
  return {
    file,
    blocks: all.filter(({ type }) => type === 'fence').map(block),
    links: all.flatMap(({ type, attrs }) => (type === 'link_open' ? [attribute(attrs, 'href')] : [])),
    anchors: [...headings(top), ...all.filter(isHtml).flatMap(({ content }) => namesIn(content))],
    code: all.filter(({ type }) => type === 'code_inline').map(({ content }) => content),
  };
}

function block({ info, content, map }: Token): Block {
  const [language = ''] = info.split(/\s/, 1);
  const words = [...info.slice(language.length).matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)];
  return {
    language,
    words: Object.fromEntries(words.map(([, name, quoted, bare]) => [name ?? '', quoted ?? bare ?? ''])),
    text: content,
    line: (map?.[0] ?? 0) + 1,
  };
}

function attribute(attributes: Token['attrs'], name: string): string {
  return String(attributes?.find(([key]) => key === name)?.[1] ?? '');
}

function isHtml({ type }: Token): boolean {
  return type === 'html_inline' || type === 'html_block';
}

function namesIn(html: string): string[] {
  return [...html.matchAll(/\bid="([^"]+)"/g)].flatMap(([, id]) => id ?? []);
}

/** Anchors as GitHub makes them from headings: lower case, dashes for spaces, and a number after a repeated name. */
function headings(tokens: readonly Token[]): string[] {
  const seen = new Map<string, number>();
  return tokens.flatMap(({ type }, at) => {
    if (type !== 'heading_open') return [];
    const text = (tokens[at + 1]?.children ?? []).map(({ content }) => content).join('');
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}
