import * as rules from '../../flows/rules/redirects.ts';
import type { Requirement } from '../requirement.ts';
import { ruled } from './ruled.ts';

export const redirectValid: Requirement = ruled(rules.redirectValid, {
  clause: 'flow-redirect-valid',
  title: 'serves every redirect URL it names',
  hint: 'Serve the URL with a 2xx status and a JSON object with actions, or correct it.',
});

export const noLoop: Requirement = ruled(rules.noLoop, {
  clause: 'flow-redirect-no-loop',
  title: 'never redirects in an endless loop',
  hint: 'Let a redirect lead to an answer that asks, connects or ends; max_redirects limits the chain.',
});

export const redirectHttps: Requirement = ruled(rules.redirectHttps, {
  clause: 'flow-redirect-https',
  title: 'redirects over HTTPS',
  needs: ['answer', 'remote'],
  hint: 'Use https URLs; behind a proxy build them from the public base URL, not from the request.',
});
