import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

export const report: Command = {
  name: 'report',
  summary: 'Render the reports again from a saved report.json.',
  operand: 'FILE|-',
  options: {
    format: { type: 'string', value: 'NAME', about: 'html, md, sarif, ctrf, junit, badge, github, json, terminal' },
    report: { type: 'string', value: 'DIR', about: 'folder to write to (default: beside FILE)' },
    help: flags.help,
  },
  example: ['mvk report mvk-report/report.json', 'mvk report mvk-report/report.json --format md'].join('\n  '),
  async run(values, print, [file = '-']) {
    const { runReport } = await import('../report/render.ts');
    return runReport(file, values, print);
  },
};
