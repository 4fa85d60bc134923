import type { GraphNode } from '../../../spec/index.ts';

/** A key that stands for a language. */
export interface Offer {
  readonly key: string;
  readonly language: string;
}

/** A menu of which two keys or more stand for a language each. */
export interface LanguageMenu {
  readonly menu: GraphNode;
  readonly offers: readonly Offer[];
}
