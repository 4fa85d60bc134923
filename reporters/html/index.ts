import type { Report } from '../../spec/index.ts';
import { page } from './page.ts';

/** The report as one page that needs nothing else: no network, no other file. */
export function html(report: Report): string {
  return page(report).html;
}
