import { readiness } from '../../mutants/readiness.ts';
import { testMutants } from '../mutants/checks.ts';

testMutants(readiness);
