import { now } from '../../../platform/clock.ts';
import { wrongSignings } from '../../../platform/webhook/diagnosis/wrong-signings.ts';
import { signedHeaders, timestampText } from '../../../platform/webhook/signature.ts';
import { isSuccess, utf8 } from '../../../spec/index.ts';
import type { KeptExchange } from './kept.ts';
import { unsigned } from './tampers.ts';

type Request = KeptExchange['request'];

interface ProbeOptions {
  readonly secret: string;
  /** Sends a request, named by how it was signed; gives what came of it. */
  send(request: Request, how: string): Promise<KeptExchange>;
}

/** What was found of a receiver, in one sentence, and whether it is right. */
interface Probed {
  readonly sentence: string;
  readonly isGood: boolean;
}

/**
 * Finds out how a receiver verifies signatures: it is sent an event with the right signature, and where it refuses that, with
 * one mistake after another until it accepts one.
 */
export async function probe(request: Request, { secret, send }: ProbeOptions): Promise<Probed> {
  const rightly = (body: Buffer): Request => {
    const headers = signedHeaders(secret, body, timestampText(now(), 'seconds'));
    return { ...request, body, headers: [...unsigned(request), ...Object.entries(headers)] };
  };
  const isAccepted = async (sent: Request, how: string): Promise<boolean> => {
    const { response } = await send(sent, how);
    return response !== undefined && isSuccess(response.status);
  };
  if (await isAccepted({ ...request, headers: unsigned(request) }, 'no signature')) {
    return { sentence: 'It accepts an event without a signature, so it verifies none.', isGood: false };
  }
  const spaced = inLines(request.body);
  for (const [body, name] of [
    [request.body, 'the right signature'],
    [spaced, 'the right signature of a body with white space'],
  ] as const) {
    if (body === undefined || (await isAccepted(rightly(body), name))) continue;
    for (const { says, value } of wrongSignings(body, secret, now())) {
      const headers = [...unsigned(request), ...Object.entries(value)];
      if (!(await isAccepted({ ...request, body, headers }, says))) continue;
      return { sentence: `It refuses ${name}, and accepts one that is ${says}.`, isGood: false };
    }
    return {
      sentence: `It refuses ${name}, and each usual mistake too: compare its secret with that of the configuration.`,
      isGood: false,
    };
  }
  return { sentence: 'It accepts the right signature, and verifies the bytes that came.', isGood: true };
}

/** Another writing of the same JSON; undefined where it is none. */
function inLines(body: Buffer): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(utf8(body) ?? ''), null, 1));
  } catch {
    return undefined;
  }
}
