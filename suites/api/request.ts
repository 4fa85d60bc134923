import { type Requirement, Violation } from '../requirement.ts';
import { evidenceOf, plainOutcome, triggersOf } from './outcome.ts';

const any = () => true;

export const valid: Requirement = {
  id: 'api.request.valid',
  clause: 'api-request-valid',
  title: 'sends valid requests',
  needs: ['api'],
  hint: 'Send what the page of the operation lists: required fields, numbers in E.164 with a leading +.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request, operation, problems } of outcome.all) {
        const where = `${request.method} ${request.target}`;
        if (operation === undefined) throw new Violation('a documented operation', where, evidenceOf(outcome));
        const [problem] = problems;
        if (!problem) continue;
        const { expected, actual } = problem;
        throw new Violation(`${problem.where} ${expected}`, actual, { where, ...evidenceOf(outcome) });
      }
    }
  },
};

export const ignoredFields: Requirement = {
  id: 'api.request.ignored-fields',
  clause: 'api-request-ignored-fields',
  title: 'sends nothing that is ignored',
  needs: ['api'],
  hint: 'Leave application_id out of POST /v1/calls: the key decides which application calls.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request, ignored } of outcome.all) {
        if (ignored.length === 0) continue;
        throw new Violation('only fields that have an effect', ignored.join(', '), {
          where: `${request.method} ${request.target}`,
          ...evidenceOf(outcome),
        });
      }
    }
  },
};

export const contentType: Requirement = {
  id: 'api.request.content-type',
  clause: 'api-request-content-type',
  title: 'labels its JSON',
  needs: ['api'],
  hint: 'Send Content-Type: application/json with every body.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request } of outcome.all) {
        const type = request.headers['content-type'];
        if (request.body.length === 0 || /^application\/(?:[^;]*\+)?json\b/i.test(type ?? '')) continue;
        throw new Violation('Content-Type: application/json', type ?? 'no Content-Type', {
          where: `${request.method} ${request.target}`,
          ...evidenceOf(outcome),
        });
      }
    }
  },
};
