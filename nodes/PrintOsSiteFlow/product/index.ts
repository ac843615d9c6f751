import type { Resource } from '../../frame/operation';
import { get } from './get';
import { getAll } from './getAll';

export const product: Resource = { name: 'Product', value: 'product', operations: [get, getAll] };
