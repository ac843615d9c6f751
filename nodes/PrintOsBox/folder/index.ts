import type { Resource } from '../../shared/operation';
import { get } from './get';

export const folder: Resource = { name: 'Folder', value: 'folder', operations: [get] };
