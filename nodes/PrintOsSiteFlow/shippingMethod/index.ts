import type { Resource } from '../../frame/operation';
import { getAll } from './getAll';

export const shippingMethod: Resource = { name: 'Shipping Method', value: 'shippingMethod', operations: [getAll] };
