import type { Resource } from '../../frame/operation';
import { getAll } from './getAll';

export const stock: Resource = { name: 'Stock', value: 'stock', operations: [getAll] };
