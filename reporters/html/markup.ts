import { escapeHtml } from '../text/escape.ts';

/** HTML that is safe already. */
export interface Markup {
  readonly html: string;
}

/** Values of a template: text is escaped, HTML is used unchanged, and empty values are left out. */
export type Content = Markup | string | number | undefined | false | readonly Content[];

/** A template of HTML: everything that is put into it is text, unless it comes from another template. */
export function markup(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, content] of contents.entries()) text += contentAsHtml(content) + (strings[index + 1] ?? '');
  return { html: text };
}

/** Trusted HTML from another source. */
export function trusted(text: string): Markup {
  return { html: text };
}

export const nothing: Markup = { html: '' };

export function contentAsHtml(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return 'html' in content ? content.html : content.map(contentAsHtml).join('');
}
