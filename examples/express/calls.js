/** What a code of the API means for us. The code decides: several of them share a status, and messages are for people. */
const meanings = new Map([
  ['insufficient_balance', { status: 409, outcome: 'stopped' }],
  ['spend_control_exceeded', { status: 409, outcome: 'stopped' }],
  ['rate_not_found', { status: 409, outcome: 'stopped' }],
  ['no_active_trunk', { status: 409, outcome: 'stopped' }],
  ['cps_limit_reached', { status: 429, outcome: 'later' }],
  ['concurrent_call_limit_reached', { status: 429, outcome: 'later' }],
  ['unauthorized', { status: 500, outcome: 'refused' }],
  ['invalid_request', { status: 500, outcome: 'refused' }],
  ['invalid_json', { status: 500, outcome: 'refused' }],
]);
const failed = { status: 502, outcome: 'failed' };
/** The call may exist: sent again, the request could ring the same person twice. */
const unknown = { status: 504, outcome: 'unknown' };

/** Asks MiniVoice for a call, once: whoever asked us decides whether to ask again. */
export async function placeCall(numbers, { baseUrl, apiKey }) {
  let response;
  let text;
  try {
    response = await fetch(`${baseUrl}/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(numbers),
      redirect: 'manual', // the key is for one host alone
      signal: AbortSignal.timeout(2_000),
    });
    text = await response.text();
  } catch (error) {
    console.error('POST /calls', error.message);
    return unknown;
  }
  const { id, error } = read(text);
  if (!response.ok || error !== undefined) {
    console.error('POST /calls', response.status, text);
    return { ...(meanings.get(error?.code) ?? failed), code: error?.code };
  }
  return typeof id === 'string' ? { status: 201, outcome: 'calling', call_id: id } : unknown;
}

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
