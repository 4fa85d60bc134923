import { finding } from '../../../reporters/html/finding.ts';
import type { Actions } from '../server.ts';
import { untilBegun } from '../stage.ts';
import { type Checks, idsIn } from './checks.ts';
import type { Watching } from './watch.ts';

/** What the page can do with checks; a run goes on after it was begun. */
export function checksActions(checks: Checks, watching: Watching): Actions {
  return {
    'check-all': () => untilBegun(checks.run(checks.all())),
    'check-failed': () => untilBegun(checks.run(checks.open())),
    'check-one': ({ id }) => untilBegun(checks.run(idsIn(id))),
    'check-stop': () => checks.stop(),
    'check-watch': ({ isOn }) => watching.turn(isOn === true),
    /** The finding as `report.html` shows it: every text in it is escaped there. */
    finding: ({ id }) => {
      const result = checks.reportOf(String(id))?.results.find((each) => each.id === id);
      return { html: result ? finding(result, true, true).html : '' };
    },
  };
}
