import { ExitCode } from '../command.ts';

interface Stop {
  /** Settles with the first signal, or when `end` is called. */
  readonly came: Promise<void>;
  end(): void;
}

/** The first Ctrl-C asks to finish; the second ends the kit at once. */
export function firstSignal(): Stop {
  let end = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    end = resolve;
  });
  let isAsked = false;
  const handle = (): void => {
    if (isAsked) process.exit(ExitCode.NotRun);
    isAsked = true;
    end();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, handle);
  return { came, end };
}
