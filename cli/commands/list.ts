import { type Command, command, ExitCode } from '../command.ts';
import { shared } from '../flags.ts';

export const list: Command = command({
  flags: {
    area: { takes: 'text', value: 'AREA', about: 'only this area, such as webhook' },
    contract: { takes: 'text', value: 'VERSION', about: 'of this version; OLD..NEW prints what differs' },
    assumptions: { takes: 'nothing', about: 'prints the open questions and their readings' },
    json: shared.json,
    help: shared.help,
  },
  example: 'mvk list --area webhook',
  async run(flags, print) {
    const { printAssumptions, printRequirements } = await import('../contract/list.ts');
    const { area, assumptions, contract, json = false } = flags;
    if (assumptions) printAssumptions(json, print);
    else if (contract === undefined) printRequirements(area, json, print);
    else {
      const { printDifference, printVersion } = await import('../contract/versions.ts');
      const [old, later] = contract.split(/\.\.(.*)/s);
      if (old === undefined || later === undefined) printVersion(contract, area, json, print);
      else printDifference(old, later, area, json, print);
    }
    return ExitCode.Conforms;
  },
});
