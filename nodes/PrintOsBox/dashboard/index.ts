import type { Resource } from '../../frame/operation';
import { get } from './get';

export const dashboard: Resource = { name: 'Dashboard', value: 'dashboard', operations: [get] };
