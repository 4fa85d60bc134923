import { type Command, ExitCode, text } from '../command.ts';
import { flags } from '../flags.ts';

export const list: Command = {
  name: 'list',
  summary: 'Print every requirement with its level and title.',
  options: {
    area: { type: 'string', value: 'AREA', about: 'only this area, such as webhook' },
    assumptions: { type: 'boolean', about: 'prints the open questions and their readings' },
    json: flags.json,
    help: flags.help,
  },
  example: 'mvk list --area webhook',
  async run(values, print) {
    const { printAssumptions, printRequirements } = await import('../contract/list.ts');
    const json = values.json === true;
    if (values.assumptions === true) printAssumptions(json, print);
    else printRequirements(text(values, 'area'), json, print);
    return ExitCode.Conforms;
  },
};
