import { dataWithin, jsonWithin } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/within.ts';

test.each<[string, unknown]>([
	['{"a":1}', { a: 1 }],
	[' [1]', [1]],
	['a', undefined],
	['{', undefined],
	['"{\\"a\\":1}"', { a: 1 }],
	['"a"', undefined],
	['[object Object]', undefined],
	['"[object Object],[object Object]"', undefined],
	['{"a":1} {"a":2}', [{ a: 1 }, { a: 2 }]],
	['<a>1</a>', undefined],
])('within %j there is the JSON %j', (text, expected) => {
	expect(jsonWithin(text)).toEqual(expected);
});

test.each<[string, unknown]>([
	['{"a":1}', { a: 1 }],
	[' <a>1</a>', { a: '1' }],
	['<?xml version="1.0"?><a/>', { a: '' }],
	['<a>', undefined],
	['<html><a>1</a></html>', undefined],
	['<!DOCTYPE html><a>1</a>', undefined],
	['< 5 pieces', undefined],
	['a', undefined],
])('within %j there is the JSON or XML %j', (text, expected) => {
	const value = dataWithin(text);
	expect(value === undefined ? value : { ...(value as object) }).toEqual(expected);
});
