import type { Resource } from '../../frame/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const folder: Resource = { name: 'Folder', value: 'folder', operations: [create, get, getAll, remove] };
