import type { Api } from '../../platform/api/api.ts';
import type { FaultScript } from '../../platform/api/faults/faults.ts';
import { type ProfileName, profile } from '../../platform/api/faults/profile.ts';
import { errorCodes, operations } from '../../spec/index.ts';
import type { ApiState } from '../../ui/protocol/api.ts';
import { UsageError } from '../command.ts';
import { faultScriptIn } from '../serve/fault-script.ts';
import { switchesIn } from '../serve/switches.ts';
import type { Actions } from './server.ts';
import type { Stage } from './stage.ts';

interface ApiRoom {
  readonly actions: Actions;
  /** Something may have changed in it. */
  touched(): void;
}

const profiles: readonly ProfileName[] = ['smooth', 'spec', 'hostile'];
/** Changes within these milliseconds are shown together. */
const togetherMs = 50;
/** Of each list of objects, the newest ones are shown. */
const maxListed = 200;
const triggerMs = 30_000;

export const noApi: ApiState = {
  ...{ baseUrl: '', state: {}, profile: 'smooth', faults: 0 },
  operations: Object.values(operations).map(({ id }) => id),
  codes: Object.keys(errorCodes),
  triggers: [],
};

/** The API of the kit as the integration finds it: what is in it, its switches, and what goes wrong in it. */
export function apiRoom(stage: Stage, hide: (text: string) => string, changed: (state: ApiState) => void): ApiRoom {
  let named: string = 'smooth';
  let faults: FaultScript = [];
  let timer: NodeJS.Timeout | undefined;

  function open(): Api {
    const api = stage.bench()?.api;
    if (api) return api;
    throw new UsageError('the API is not open now', 'It is while the integration is ready.');
  }

  function publish(): void {
    timer = undefined;
    const api = stage.bench()?.api;
    if (!api) return;
    const hidden = (_: string, value: unknown) => (typeof value === 'string' ? hide(value) : value);
    const lists = Object.entries(api.world.snapshot()).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.slice(-maxListed) : value,
    ]);
    const state = JSON.parse(JSON.stringify(Object.fromEntries(lists), hidden)) as ApiState['state'];
    const triggers = stage.bench()?.options.api?.triggers?.map(({ name }) => name) ?? [];
    changed({ ...noApi, triggers, baseUrl: api.baseUrl, state, profile: named, faults: faults.length });
  }

  const touched = (): void => {
    if (timer === undefined) timer = setTimeout(publish, togetherMs);
  };

  return {
    touched,
    actions: {
      switches: ({ switches }) => {
        Object.assign(open().world.switches, switchesIn(switches));
        touched();
      },
      faults: ({ script }) => {
        faults = faultScriptIn(script);
        named = 'script';
        open().injectFaults(faults);
        touched();
      },
      profile: ({ name, seed }) => {
        const wanted = profiles.find((each) => each === name);
        if (!wanted) throw new UsageError('there is no such profile');
        [named, faults] = [wanted, []];
        open().injectFaults(profile(wanted, typeof seed === 'number' ? seed : 1));
        touched();
      },
      trigger: ({ name }) =>
        stage.use('a trigger', async (bench) => {
          const trigger = bench.options.api?.triggers?.find((each) => each.name === name);
          if (!trigger) throw new UsageError('there is no such trigger');
          const { ending } = await bench.trigger(trigger, triggerMs);
          return { ending: ending ?? `did not end within ${triggerMs / 1000} s` };
        }),
      'api-reset': () => {
        [named, faults] = ['smooth', []];
        open().reset();
        touched();
      },
    },
  };
}
