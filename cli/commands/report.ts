import { type Command, command } from '../command.ts';
import { shared } from '../flags.ts';

export const report: Command = command({
  operand: 'FILE|-',
  flags: {
    format: { takes: 'text', value: 'NAME', about: 'html, md, sarif, ctrf, junit, badge, github, json, terminal' },
    report: { takes: 'text', value: 'DIR', about: 'folder to write to (default: beside FILE)' },
    help: shared.help,
  },
  example: ['mvk report mvk-report/report.json', 'mvk report mvk-report/report.json --format md'].join('\n  '),
  async run(flags, print, [file = '-']) {
    const { runReport } = await import('../report/render.ts');
    return runReport(file, flags, print);
  },
});
