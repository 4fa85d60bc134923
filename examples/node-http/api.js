import { setTimeout as sleep } from 'node:timers/promises';

const timeoutMs = 2_000;
const mostAttempts = 3;
const firstPauseMs = 200;

/** A client of the REST API. The outcome says what to do next; error.code decides, as several codes share a status. */
export function openApi(baseUrl, key) {
  return {
    async placeCall(from, to) {
      const response = await ask('POST', '/calls', { from, to });
      const { id } = response.body;
      if (response.ok && typeof id === 'string') return { outcome: 'calling', call_id: id };
      // Without an answer the call may exist: sent again, the request could ring the same person twice.
      if (response.ok || response.lost) return { outcome: 'unknown' };
      return { outcome: outcomeOf(response.code), code: response.code };
    },

    async summary(callId) {
      const response = await ask('GET', `/calls/${encodeURIComponent(callId)}/ai-summary`);
      const { data } = response.body;
      if (response.ok && data) return { outcome: 'done', summary: data.summary ?? null };
      if (response.code === 'ai_summary_not_found') return { outcome: 'not-yet' };
      return { outcome: 'failed', code: response.code };
    },
  };

  /** Waits and asks again where the API says that it was too fast, a few times. */
  async function ask(method, path, body) {
    for (let attempt = 1; ; attempt++) {
      const response = await send(method, path, body);
      if (!isLimit(response.code) || attempt === mostAttempts) return response;
      await sleep(Math.max(firstPauseMs * 2 ** attempt, response.retryAfterMs));
    }
  }

  async function send(method, path, body) {
    const headers = { Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) };
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'manual', // the key is for one host alone
        signal: AbortSignal.timeout(timeoutMs),
      });
      return read(`${method} ${path}`, response.status, await response.text(), response.headers.get('retry-after'));
    } catch (error) {
      console.error(`${method} ${path}: ${error.message}`);
      return { ok: false, lost: true, body: {} };
    }
  }
}

function read(what, status, text, retryAfter) {
  if (status < 200 || status > 299) console.error(`${what}: ${status} ${text}`);
  const body = object(text);
  const code = typeof body.error?.code === 'string' ? body.error.code : undefined;
  const ok = status >= 200 && status <= 299 && !('error' in body);
  return { ok, body, code, retryAfterMs: milliseconds(retryAfter) };
}

function outcomeOf(code) {
  switch (code) {
    case 'insufficient_balance':
    case 'spend_control_exceeded':
    case 'rate_not_found':
    case 'no_active_trunk':
      return 'stopped'; // until somebody has changed something
    case 'unauthorized':
    case 'invalid_request':
    case 'invalid_json':
      return 'refused';
    default:
      return isLimit(code) ? 'later' : 'failed';
  }
}

function isLimit(code) {
  return code === 'cps_limit_reached' || code === 'concurrent_call_limit_reached';
}

/** Retry-After holds seconds or a date. */
function milliseconds(retryAfter) {
  if (/^\d+$/.test(retryAfter ?? '')) return Number(retryAfter) * 1000;
  return Math.max(0, Date.parse(retryAfter ?? '') - Date.now()) || 0;
}

function object(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
