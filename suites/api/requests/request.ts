import { isSuccess } from '../../../spec/index.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { apiOf, evidenceOf, triggersOf } from '../trial/outcome.ts';
import { plainOutcome, plainRun, refusalOf } from '../trial/plain-outcome.ts';

const anyOperation = () => true;
/** JSON is UTF-8 (RFC 8259 §8.1): a charset that says otherwise is wrong. */
const isJson = /^application\/(?:[^;]*\+)?json\b(?!.*;\s*charset=(?!"?utf-?8\b))/i;

export const requestValid: Requirement = {
  id: 'api.request.valid',
  clause: 'api-request-valid',
  title: 'sends valid requests',
  needs: ['api'],
  hint: 'Send what the page of the operation lists: required fields, numbers in E.164 with a leading +.',
  check: (bench) =>
    judgeEach(triggersOf(bench, anyOperation, 'any operation'), async (trigger) => {
      const outcome = await plainRun(bench, trigger);
      for (const { request, operation, problems } of outcome.all) {
        const where = `${request.method} ${request.target}`;
        if (operation === undefined) throw new Violation('a documented operation', where, evidenceOf(outcome));
        const [problem] = problems;
        if (!problem) continue;
        const { expected, actual } = problem;
        throw new Violation(`${problem.where} ${expected}`, actual, { where, ...evidenceOf(outcome) });
      }
      const { requests } = await plainOutcome(bench, trigger);
      const response = requests.at(-1)?.exchange.response;
      // Who is not authorised is told so by `api.auth.bearer`.
      if (response && !isSuccess(response.status) && response.status !== 401)
        throw new Blocked(`${refusalOf(trigger, response)}: what comes of its success is not judged anywhere`);
    }),
};

export const requestBaseUrl: Requirement = {
  id: 'api.request.base-url',
  clause: 'api-request-base-url',
  title: 'asks below the base URL that it is given',
  needs: ['api'],
  hint: 'Append the path of the operation to MINIVOICE_API_BASE_URL as text: new URL("/v1/calls", base) drops what the base URL has before /v1.',
  check: (bench) =>
    judgeEach(triggersOf(bench, anyOperation, 'any operation'), async (trigger) => {
      const { baseUrl, folder } = apiOf(bench);
      if (folder === '')
        throw new NotApplicable(`the base URL of the API is ${baseUrl} (api.port), with nothing before /v1`);
      const outcome = await plainOutcome(bench, trigger);
      for (const { request } of outcome.all) {
        if (request.folder === folder) continue;
        const where = `${request.method} ${request.target}`;
        throw new Violation(`a path below ${folder}/v1`, request.target, { where, ...evidenceOf(outcome) });
      }
    }),
};

export const ignoredFields: Requirement = {
  id: 'api.request.ignored-fields',
  clause: 'api-request-ignored-fields',
  title: 'sends no fields that the API ignores',
  needs: ['api'],
  hint: 'Leave application_id out of POST /v1/calls: the key decides which application calls.',
  check: (bench) =>
    judgeEach(triggersOf(bench, anyOperation, 'any operation'), async (trigger) => {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request, ignored } of outcome.all) {
        if (ignored.length === 0) continue;
        throw new Violation('only fields that have an effect', ignored.join(', '), {
          where: `${request.method} ${request.target}`,
          ...evidenceOf(outcome),
        });
      }
    }),
};

export const requestContentType: Requirement = {
  id: 'api.request.content-type',
  clause: 'api-request-content-type',
  title: 'sends JSON with its Content-Type',
  needs: ['api'],
  hint: 'Send Content-Type: application/json with every body.',
  check: (bench) =>
    judgeEach(triggersOf(bench, anyOperation, 'any operation'), async (trigger) => {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request } of outcome.all) {
        const type = request.headers['content-type'];
        if (request.body.length === 0 || isJson.test(type ?? '')) continue;
        throw new Violation('Content-Type: application/json', type ?? 'no Content-Type', {
          where: `${request.method} ${request.target}`,
          ...evidenceOf(outcome),
        });
      }
    }),
};
