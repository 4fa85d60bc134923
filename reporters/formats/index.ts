import type { Report } from '../../spec/index.ts';

/** A report that is written beside `report.json`. */
export interface Format {
  readonly name: string;
  readonly file: string;
  /** Loads its writer only when it is asked for. */
  render(report: Report): Promise<string>;
}

export const formats: readonly Format[] = [
  { name: 'html', file: 'report.html', render: async (report) => (await import('../html/index.ts')).html(report) },
  { name: 'junit', file: 'junit.xml', render: async (report) => (await import('./junit.ts')).junit(report) },
  { name: 'md', file: 'summary.md', render: async (report) => (await import('./markdown.ts')).markdown(report) },
  { name: 'sarif', file: 'results.sarif', render: async (report) => (await import('./sarif.ts')).sarif(report) },
  { name: 'ctrf', file: 'ctrf.json', render: async (report) => (await import('./ctrf.ts')).ctrf(report) },
  { name: 'badge', file: 'badge.svg', render: async (report) => (await import('./badge.ts')).badge(report) },
];
