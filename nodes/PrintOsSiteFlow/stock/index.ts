import type { Resource } from '../../frame/operation';
import { getAll } from './getAll';
import { update } from './update';

export const stock: Resource = { name: 'Stock', value: 'stock', operations: [getAll, update] };
