import { mutants } from '../../mutants/index.ts';
import { testMutants } from './checks.ts';

testMutants(mutants.filter(({ name }) => name.startsWith('answer')));
