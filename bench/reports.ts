import { formats } from '../reporters/formats/index.ts';
import type { Report } from '../spec/index.ts';
import { bigReport } from './big-report.ts';
import { type Benchmark, race, timed } from './measure.ts';

/** Every format of a report of 5,000 cases. */
export const reports: Benchmark = {
  name: 'reports',
  about: 'writing all reports of a run, as it grows',
  async run() {
    const sizes = [1_250, 5_000, 20_000] as const;
    const made = new Map(sizes.map((size) => [size, bigReport(size)]));
    await renderAll(made.get(5_000));
    const megabytes = process.memoryUsage.rss() / 1e6;
    const write = (size: number) => () => timed(() => renderAll(made.get(size as 5_000)));
    const found = await race(Object.fromEntries(sizes.map((size) => [size, write(size)])), 3);
    const ms = (size: number): number => found[size] ?? Number.NaN;
    const growth = ms(20_000) / 16 / ms(1_250);
    return [
      {
        what: 'all reports of 5,000 cases',
        value: ms(5_000),
        unit: 'ms',
        target: { text: 'at most 1 s', met: ms(5_000) <= 1_000 },
      },
      {
        what: 'memory after all reports of 5,000 cases',
        value: megabytes,
        unit: 'MB',
        target: { text: 'at most 300 MB', met: megabytes <= 300 },
      },
      {
        what: 'time per case, 16 times as many',
        value: growth,
        unit: '×',
        target: { text: 'at most 1.5 (linear)', met: growth <= 1.5 },
      },
    ];
  },
};

async function renderAll(report: Report | undefined): Promise<void> {
  if (!report) throw new Error('there is no report');
  for (const { render } of formats) await render(report);
}
