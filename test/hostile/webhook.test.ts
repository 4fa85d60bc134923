import { testHostiles } from './tests.ts';

testHostiles('webhook');
