import type { Resource } from '../../frame/operation';
import { getAll } from './getAll';

export const device: Resource = { name: 'Device', value: 'device', operations: [getAll] };
