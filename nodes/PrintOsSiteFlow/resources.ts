import type { Resource } from '../frame/operation';
import { batch } from './batch';
import { file } from './file';
import { job } from './job';
import { order } from './order';
import { product } from './product';
import { shipment } from './shipment';
import { shippingMethod } from './shippingMethod';
import { sku } from './sku';
import { stock } from './stock';
import { subBatch } from './subBatch';

/** What the Site Flow node can do. The first resource is the one a new node starts with. */
export const resources: Resource[] = [order, file, product, shipment, sku, stock, shippingMethod, batch, subBatch, job];
