import { type Command, command, ExitCode } from '../command.ts';
import { shared } from '../flags.ts';

export const list: Command = command({
  summary: 'Print every requirement with its level and title.',
  flags: {
    area: { takes: 'text', value: 'AREA', about: 'only this area, such as webhook' },
    assumptions: { takes: 'nothing', about: 'prints the open questions and their readings' },
    json: shared.json,
    help: shared.help,
  },
  example: 'mvk list --area webhook',
  async run(flags, print) {
    const { printAssumptions, printRequirements } = await import('../contract/list.ts');
    const { area, assumptions, json = false } = flags;
    if (assumptions) printAssumptions(json, print);
    else printRequirements(area, json, print);
    return ExitCode.Conforms;
  },
});
