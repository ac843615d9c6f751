import type { Resource } from '../../frame/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const contact: Resource = { name: 'Contact', value: 'contact', operations: [create, get, getAll, remove] };
