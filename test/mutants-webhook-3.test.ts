import { mutants } from '../mutants/index.ts';
import { share, testMutants } from './mutant-checks.ts';

const others = mutants.filter(({ name }) => !name.startsWith('answer'));
testMutants(share(others, 2, 3));
