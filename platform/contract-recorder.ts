import { type Action, type ContractCell, cellName, contractCells, isRecord } from '../spec/index.ts';
import type { SeenRequest } from './api/api.ts';
import type { PlatformEvent } from './events/events.ts';

/** Notes which cells of the contract a run sends and meets. */
export interface ContractRecorder {
  /** An event that was delivered, and got a response. */
  event(event: PlatformEvent): void;
  /** An action of an answer that was judged. */
  action(action: Action): void;
  /** A request to the API with what it was answered. */
  request(seen: SeenRequest): void;
  /** The names of the cells that were met since the last time. */
  take(): readonly string[];
  /** These need not be looked for any longer. */
  settle(names: readonly string[]): void;
}

export function createContractRecorder(): ContractRecorder {
  const open = new Map<string, ContractCell[]>();
  for (const cell of contractCells()) {
    const key = `${cell.group} ${cell.of}`;
    const cells = open.get(key);
    if (cells) cells.push(cell);
    else open.set(key, [cell]);
  }
  const met = new Set<string>();

  function look(key: string, value: unknown): void {
    for (const cell of open.get(key) ?? []) if (cell.isMet(value)) met.add(cellName(cell));
  }

  return {
    event: (event) => look(`event ${event.event}`, event),
    action: ({ name, parameters }) => look(`action ${name}`, parameters),
    request({ operation, exchange: { response } }) {
      if (operation === undefined || !response || response.truncated) return;
      const code = response.status < 300 ? 'success' : codeIn(response.body);
      if (code !== undefined) look(`operation ${operation}`, code);
    },
    take() {
      const names = [...met];
      met.clear();
      return names;
    },
    settle(names) {
      const settled = new Set(names);
      for (const [key, cells] of open) {
        if (!cells.some((cell) => settled.has(cellName(cell)))) continue;
        open.set(
          key,
          cells.filter((cell) => !settled.has(cellName(cell))),
        );
      }
    },
  };
}

/** The code of an error in the documented envelope. */
function codeIn(body: string): string | undefined {
  try {
    const value = JSON.parse(body) as unknown;
    const error = isRecord(value) && isRecord(value.error) ? value.error : undefined;
    return typeof error?.code === 'string' ? error.code : undefined;
  } catch {
    return undefined;
  }
}
