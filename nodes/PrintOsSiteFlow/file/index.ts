import type { Resource } from '../../frame/operation';
import { get } from './get';
import { getByOrder } from './getByOrder';
import { refetch } from './refetch';
import { upload } from './upload';

export const file: Resource = { name: 'File', value: 'file', operations: [upload, get, getByOrder, refetch] };
