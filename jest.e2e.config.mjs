import { base } from './jest.config.mjs';

/** End to end: a real n8n server, real mail servers, a real browser. One file at a time. */
export default {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	maxWorkers: 1,
	testTimeout: 300_000,
};
