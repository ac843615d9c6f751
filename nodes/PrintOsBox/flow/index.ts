import type { Resource } from '../../frame/operation';
import { getAll } from './getAll';

export const flow: Resource = { name: 'Flow', value: 'flow', operations: [getAll] };
