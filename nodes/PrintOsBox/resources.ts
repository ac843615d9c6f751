import type { Resource } from '../shared/operation';
import { folder } from './folder';

/** What the Box node can do. The first resource is the one a new node starts with. */
export const resources: Resource[] = [folder];
