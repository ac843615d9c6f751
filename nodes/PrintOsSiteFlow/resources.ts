import type { Resource } from '../frame/operation';
import { file } from './file';
import { order } from './order';
import { product } from './product';
import { shipment } from './shipment';
import { sku } from './sku';
import { stock } from './stock';

/** What the Site Flow node can do. The first resource is the one a new node starts with. */
export const resources: Resource[] = [order, file, product, shipment, sku, stock];
