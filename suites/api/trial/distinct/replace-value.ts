import type { Trigger } from '../../../../spec/index.ts';

/** A trigger that gives another value; undefined where it does not give this one, or cannot give the other. */
export function replaced(trigger: Trigger, given: string, value: string): Trigger | undefined {
  const { request, command } = trigger;
  if (request) {
    const url = inUrl(request.url, given, value);
    const body = request.body === undefined ? undefined : inBody(request.body, given, value);
    if (url === request.url && JSON.stringify(body) === JSON.stringify(request.body)) return undefined;
    return { ...trigger, request: { ...request, url, ...(body !== undefined && { body }) } };
  }
  // How a command reads its arguments is not known: only what means nothing to a shell is put there.
  if (command === undefined || !/^[\w.+-]+$/.test(value) || !command.includes(given)) return undefined;
  return { ...trigger, command: command.replaceAll(given, value) };
}

function inUrl(url: string, given: string, value: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  if (start < 0) return url;
  const forms = [encodeURIComponent(given), given];
  const form = forms.find((each) => url.includes(each, start));
  return form === undefined ? url : url.slice(0, start) + url.slice(start).replaceAll(form, encodeURIComponent(value));
}

/** In texts alone, so that what is JSON stays JSON. */
function inBody(body: unknown, given: string, value: string): unknown {
  if (typeof body === 'string') {
    const form = [encodeURIComponent(given), given].find((each) => body.includes(each));
    if (form === undefined) return body;
    if (body === given) return value;
    const isJson = /^\s*[[{]/.test(body);
    return body.replaceAll(form, isJson ? JSON.stringify(value).slice(1, -1) : encodeURIComponent(value));
  }
  if (typeof body !== 'object' || body === null) return body;
  return JSON.parse(JSON.stringify(body), (_, each: unknown) =>
    typeof each === 'string' ? each.replaceAll(given, value) : each,
  );
}
