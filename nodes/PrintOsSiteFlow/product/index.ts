import type { Resource } from '../../frame/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const product: Resource = { name: 'Product', value: 'product', operations: [get, getAll, create, update] };
