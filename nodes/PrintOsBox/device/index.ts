import type { Resource } from '../../shared/operation';
import { getAll } from './getAll';

export const device: Resource = { name: 'Device', value: 'device', operations: [getAll] };
