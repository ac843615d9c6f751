import type { Resource } from '../../shared/operation';
import { getAll } from './getAll';

export const substrate: Resource = { name: 'Substrate', value: 'substrate', operations: [getAll] };
