import type { Resource } from '../../frame/operation';
import { cancel } from './cancel';
import { changeAddress } from './changeAddress';
import { get } from './get';
import { getAll } from './getAll';
import { getProductionStatus } from './getProductionStatus';
import { submit } from './submit';
import { update } from './update';
import { validate } from './validate';

export const order: Resource = {
	name: 'Order',
	value: 'order',
	operations: [submit, validate, get, getAll, getProductionStatus, changeAddress, update, cancel],
};
