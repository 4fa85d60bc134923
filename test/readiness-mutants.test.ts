import { readiness } from '../mutants/readiness.ts';
import { testMutants } from './mutant-checks.ts';

testMutants(readiness);
