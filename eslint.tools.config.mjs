// The rules for what is not part of the package: sandbox, demo, benchmarks, tests, scripts.
// The package itself (nodes/, credentials/) is checked by n8n's own rules in eslint.config.mjs.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist/**', '**/node_modules/**', 'coverage/**', 'nodes/**', 'credentials/**', '.work/**'] },
	{
		files: ['**/*.mts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		linterOptions: { reportUnusedDisableDirectives: 'error' },
	},
	{
		files: ['**/*.mjs', '**/*.js'],
		extends: [js.configs.recommended],
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: { process: 'readonly', console: 'readonly', require: 'readonly', exports: 'writable', module: 'writable' },
		},
	},
	{
		// What runs in a browser.
		files: ['sandbox/board/*.js'],
		languageOptions: {
			globals: Object.fromEntries(
				['document', 'window', 'location', 'fetch', 'Event', 'setTimeout', 'clearTimeout', 'scrollTo'].map((name) => [name, 'readonly']),
			),
		},
	},
);
