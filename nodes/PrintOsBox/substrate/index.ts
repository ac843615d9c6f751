import type { Resource } from '../../frame/operation';
import { getAll } from './getAll';

export const substrate: Resource = { name: 'Substrate', value: 'substrate', operations: [getAll] };
