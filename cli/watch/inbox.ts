/** What a person or a changed file asks for. */
export type Request =
  | { readonly kind: 'changed' | 'all' | 'failed' | 'update' | 'quit' }
  | { readonly kind: 'pattern'; readonly glob: string };

/** Requests that come while another one is at work; the newest replaces those before it, and `quit` all of them. */
interface Inbox {
  put(request: Request): void;
  /** Waits for a request, and begins to handle it: `stop` is aborted when another one comes. */
  take(): Promise<{ readonly request: Request; readonly stop: AbortSignal }>;
}

export function createInbox(first: Request): Inbox {
  let waiting: Request | undefined = first;
  let stop = new AbortController();
  let wake = (): void => undefined;
  return {
    put(request) {
      if (waiting?.kind === 'quit') return;
      // What a person asked for is not replaced by a file that changes as well: the run to come sees it anyhow.
      if (request.kind === 'changed' && waiting !== undefined) return;
      waiting = request;
      stop.abort();
      wake();
    },
    async take() {
      while (waiting === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const request = waiting;
      waiting = undefined;
      stop = new AbortController();
      return { request, stop: stop.signal };
    },
  };
}
