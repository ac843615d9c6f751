import type { Resource } from '../../shared/operation';
import { markShipped } from './markShipped';

export const shipment: Resource = { name: 'Shipment', value: 'shipment', operations: [markShipped] };
