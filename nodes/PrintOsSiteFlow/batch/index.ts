import type { Resource } from '../../frame/operation';
import { get } from './get';
import { scan } from './scan';

export const batch: Resource = { name: 'Batch', value: 'batch', operations: [get, scan] };
