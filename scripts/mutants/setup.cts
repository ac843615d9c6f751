// What a property holds of 20 cases it mostly holds of 100, and the same cases each time make two runs comparable.
import { configureGlobal } from 'fast-check';

configureGlobal({ numRuns: 20, seed: 1 });
