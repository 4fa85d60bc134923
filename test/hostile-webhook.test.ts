import { testHostiles } from './hostile-tests.ts';

testHostiles('webhook');
