import type { Resource } from '../../shared/operation';
import { get } from './get';
import { getAll } from './getAll';

export const product: Resource = { name: 'Product', value: 'product', operations: [get, getAll] };
