import type { Resource } from '../../frame/operation';
import { get } from './get';
import { getAll } from './getAll';

export const sku: Resource = { name: 'SKU', value: 'sku', operations: [get, getAll] };
