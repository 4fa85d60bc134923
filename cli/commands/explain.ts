import { type Command, ExitCode } from '../command.ts';
import { flags } from '../flags.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Explain a requirement, a clause or an open question.',
  operand: 'ID',
  options: { help: flags.help },
  example: 'mvk explain answer.json.valid',
  async run(_values, print, [id = '']) {
    const { explained } = await import('../contract/explain.ts');
    for (const line of explained(id)) print(line);
    return ExitCode.Conforms;
  },
};
