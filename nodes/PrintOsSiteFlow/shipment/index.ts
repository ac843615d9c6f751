import type { Resource } from '../../frame/operation';
import { markShipped } from './markShipped';

export const shipment: Resource = { name: 'Shipment', value: 'shipment', operations: [markShipped] };
