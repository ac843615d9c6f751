import type { Resource } from '../frame/operation';
import { contact } from './contact';
import { dashboard } from './dashboard';
import { device } from './device';
import { file } from './file';
import { flow } from './flow';
import { folder } from './folder';
import { substrate } from './substrate';

/** What the Box node can do. The first resource is the one a new node starts with. */
export const resources: Resource[] = [folder, file, contact, device, flow, substrate, dashboard];
