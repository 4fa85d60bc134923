import { testHostiles } from './hostile-tests.ts';

testHostiles('answer');
