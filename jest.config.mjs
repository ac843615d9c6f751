/** @type {import('jest').Config} */
export const base = {
	testEnvironment: 'node',
	moduleFileExtensions: ['ts', 'mts', 'cts', 'js', 'mjs', 'json', 'node'],
	transform: {
		'\\.[cm]?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lab/n8n/current/', '<rootDir>/lab/n8n/older/', '<rootDir>/.work/'],
	// A handle of n8n-core's HTTP layer stays open after a request.
	forceExit: true,
};

export default {
	...base,
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
	globalSetup: '<rootDir>/lab/engine/folder.cts',
	testTimeout: 30_000,
};
