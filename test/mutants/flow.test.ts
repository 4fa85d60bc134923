import { mutants } from '../../mutants/index.ts';
import { testMutants } from './checks.ts';

/** The call flow, what is spoken, fixtures and deployment. */
testMutants(mutants.filter(({ name }) => !/^(answer|api|webhook)/.test(name)));
