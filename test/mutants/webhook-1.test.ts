import { mutants } from '../../mutants/index.ts';
import { share, testMutants } from './checks.ts';

const webhook = mutants.filter(({ name }) => name.startsWith('webhook'));
testMutants(share(webhook, 0, 3));
