import { testHostiles } from './tests.ts';

testHostiles('answer');
