import type { Resource } from '../../frame/operation';
import { getByOrder } from './getByOrder';

export const job: Resource = { name: 'Job', value: 'job', operations: [getByOrder] };
