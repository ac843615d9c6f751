import { categoryOf, categoryOfComplaint, categoryOfWords } from '../../../nodes/hp/category.ts';
import { answerFault } from '../../../nodes/hp/answer.ts';
import { type Category, Fault, type FaultDetails } from '../../../nodes/hp/fault.ts';

const complaint = (path: string, message = 'is wrong'): FaultDetails => ({ status: 400, code: '208', validations: [{ path, message }] });

const faults: Array<[Category, string, FaultDetails]> = [
	['sku', 'HP refused the order', complaint('orderData.items.0.sku')],
	['sku', 'HP refused the order', complaint('orderData.items[0].components', 'The component "Text" is missing')],
	['duplicate', 'HP answered 400', complaint('orderData.sourceOrderId', 'must be unique')],
	['duplicate', 'HP answered 400: Source Order ID already exists', { status: 400 }],
	['duplicate', 'HP answered 400: E11000 duplicate key', { status: 400 }],
	['duplicate', 'HP answered 400: sourceOrderId has already been taken', { status: 400 }],
	['duplicate', 'HP answered 400: Source Order ID A-1 is in use', { status: 400 }],
	['artwork', 'The order has a fault', complaint('orderData.items[0].components[0].path')],
	['artwork', 'The order has a fault', complaint('orderData.items[0].components[0]', 'no binary property "art"')],
	['address', 'HP refused the order', complaint('orderData.shipments.0.shipTo.postcode')],
	['carrier', 'HP refused the order', complaint('orderData.shipments.0.carrier.alias')],
	['credential', 'HP answered 401: Token Not Found', { status: 401 }],
	['credential', 'HP answered 403', { status: 403 }],
	['network', 'HP could not be reached: no such host', { code: 'ENOTFOUND', unclear: false }],
	['network', 'HP could not be reached: the connection broke', { code: 'ECONNRESET', unclear: true }],
	['network', 'HP answered 503', { status: 503, unclear: true }],
	['network', 'HP answered 429', { status: 429 }],
	['network', 'HP answered 200, but not with what it answers after a success', { status: 200, unclear: true }],
	['other', 'HP answered 404: Order not found', { status: 404 }],
	['other', 'The order has a fault', { validations: [{ path: 'destination.name', message: 'is empty' }] }],
	['other', 'HP answered 400', complaint('orderData.sourceOrderId', 'is "..", which is not an ID')],
];
test.each(faults)('%s: %s %j', (category, message, details) => expect(categoryOf(new Fault(message, details))).toBe(category));

test.each<[Category, number, unknown]>([
	['network', 403, '<!DOCTYPE html><html><head><title>Firewall</title></head></html>'],
	['credential', 403, { message: 'Forbidden' }],
	['credential', 401, '<html><title>Sign in</title></html>'],
])('%s: an answer %s of %j', (category, statusCode, body) =>
	expect(categoryOf(answerFault({ statusCode, headers: {}, body }))).toBe(category),
);

test('a fault may know better', () => expect(categoryOf(new Fault('x', { status: 503, category: 'duplicate' }))).toBe('duplicate'));

test.each<[Category, string, string]>([
	['sku', 'orderData.items.1.sku', 'No such SKU'],
	['sku', 'orderData.stockItems[0].code', 'is empty'],
	['artwork', 'orderData.items[2].components[1].path', 'is empty'],
	['address', 'orderData.shipments[0].shipTo.town', 'is empty'],
	['address', 'orderData.shipments', 'has no shipment'],
	['carrier', 'orderData.shipments[0].carrier.alias', 'unknown'],
	['duplicate', 'orderData.sourceOrderId', 'E11000'],
	['duplicate', '', 'Source Order ID already exists'],
	['other', 'orderData.sourceOrderId', 'is NaN'],
	['duplicate', 'orderData.sourceOrderId', 'is in use'],
	['other', 'orderData.items[0].quantity', 'is 1.000'],
])('%s: a complaint about %s, %s', (category, path, message) => expect(categoryOfComplaint({ path, message })).toBe(category));

test.each<[Category, string]>([
	['credential', 'The Key in the HP PrintOS credential is empty. Open the credential and fill it in.'],
	['artwork', 'The item has no binary property "data".'],
	['other', 'Limit is "all"'],
])('%s: %s', (category, message) => expect(categoryOfWords(message)).toBe(category));
