// One failed test is enough to notice a mutant, and Jest has no way to stop within a file: the rest of them is skipped.
const { TestEnvironment } = require('jest-environment-node');

/** The mutant that a test has noticed last; the first run, of no mutant, has to reach all tests. */
let noticed;

module.exports = class extends TestEnvironment {
	handleTestEvent({ name, test }) {
		const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
		if (name === 'test_fn_failure') noticed = mutant;
		if (name === 'test_start' && mutant !== undefined && mutant === noticed) test.mode = 'skip';
	}
};
