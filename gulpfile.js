'use strict';

const { finished } = require('node:stream/promises');
const { dest, src } = require('gulp');

/** Copies what tsc does not: icons and the codex files beside the nodes. */
async function assets() {
	const files = src(['{nodes,credentials,icons}/**/*.{svg,png}', 'nodes/**/*.node.json'], { base: '.', encoding: false });
	await finished(files.pipe(dest('dist')).resume());
}

exports.assets = assets;
exports.default = assets;
