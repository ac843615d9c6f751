import type { Resource } from '../../frame/operation';
import { get } from './get';

export const subBatch: Resource = { name: 'Sub-Batch', value: 'subBatch', operations: [get] };
