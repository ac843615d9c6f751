/** An answer as it goes out; the body as JSON unless it is a text of another type. */
export interface Answer {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
	/** Content type of a body that is a text and no JSON. */
	type?: string;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({ status, body, headers });
const page = (status: number, body: string): Answer => ({ status, body, type: 'text/html; charset=utf-8' });
const refusal = (status: number, message: string, name: string) => json(status, { success: false, error: { message, name, code: status } });

const mongo = 'E11000 duplicate key error collection: siteflow.orders index: sourceOrderId_1 dup key';

/**
 * Answers that a client of HP should be able to cope with, by the names moods give them. Those with a source were seen or are
 * documented (docs/printos-api.md A.5); the others are what a server, a gateway or something in between says when it is in trouble.
 */
export const answers = {
	// 2xx that means no
	errorText: json(200, { error: 'Something went wrong' }),
	errorObject: json(200, { error: { message: 'Something went wrong', code: 500 } }),
	errors: json(200, { errors: [{ message: 'Something went wrong' }] }),
	message: json(200, { message: 'Something went wrong' }),
	statusError: json(200, { status: 'error' }),
	successFalse: json(200, { success: false, errorMsg: 'Something went wrong', errorCode: 17 }),
	smsError: json(200, { smsError: { statusCode: 500, message: 'Something went wrong', subCode: 0 } }),
	// 2xx that means nothing
	falseText: json(200, 'false'),
	false: json(200, false),
	one: json(200, 1),
	null: json(200, null),
	emptyId: json(200, { _id: '' }),
	empty: { status: 200, body: '', type: 'application/json' },
	noContent: { status: 204, body: '', type: 'application/json' },
	// look-ups that find nothing, or something else
	emptyObject: json(200, {}),
	emptyList: json(200, []),
	emptyData: json(200, { data: [] }),
	// a second try at what was done
	duplicate: refusal(400, 'Source Order ID already exists', 'BadRequest'),
	mustBeUnique: refusal(400, 'sourceOrderId must be unique', 'BadRequest'),
	e11000: refusal(500, mongo, 'MongoError'),
	orderAlreadyExists: refusal(400, 'Order already exists', 'BadRequest'),
	conflict: refusal(409, 'Conflict', 'Conflict'),
	unprocessable: refusal(422, 'sourceOrderId has already been taken', 'UnprocessableEntity'),
	cancelConflict: refusal(409, "Cannot cancel order with status 'cancelled'.", 'Conflict'),
	// not now
	requestTimeout: refusal(408, 'Request Timeout', 'RequestTimeout'),
	tooEarly: refusal(425, 'Too Early', 'TooEarly'),
	clientClosed: page(499, ''),
	tooMany: json(
		429,
		{ success: false, error: { message: 'Too many requests', name: 'TooManyRequests', code: 429 } },
		{ 'retry-after': '1' },
	),
	serverError: refusal(500, 'Internal Server Error', 'InternalServerError'),
	badGateway: page(502, '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'),
	unavailable: json(503, { message: 'Service Unavailable' }, { 'retry-after': '1' }),
	gatewayTimeout: json(504, { message: 'Endpoint request timed out' }),
	// no such call, or not from here
	notFoundException: json(400, {
		statusCode: 400,
		message: 'NotFoundException',
		moreInfoUrl: null,
		developerInfo: 'RESTEASY003210: Could not find resource for full path: https://printos.api.hp.com/api/nothing',
		subCode: 0,
		serviceName: null,
	}),
	missingToken: json(403, { message: 'Missing Authentication Token' }),
	forbidden: json(403, { message: 'Forbidden' }),
	proxyAuthentication: page(407, '<html><head><title>407 Proxy Authentication Required</title></head><body></body></html>'),
	blockedPage: page(403, '<html><head><title>Access blocked</title></head><body>Your organisation does not allow this page.</body></html>'),
	loginPage: page(200, '<!doctype html><html><head><title>Sign in</title></head><body><form><input type="password"></form></body></html>'),
	emptyPage: page(200, ''),
	/** Refused for its date, as gateways do that imitate Site Flow: their own clock stands in the header Date. */
	clockOff: json(401, { message: 'Request Time Too Skewed' }, { date: 'in ten minutes' }),
	// the shape of HP's own server framework: fields by instancePath
	frameworkErrors: json(400, {
		name: 'BadRequest',
		message: 'Validation error',
		statusCode: 400,
		className: 'bad-request',
		data: {},
		errors: [{ instancePath: '/body/orderData/items/0/sku', keyword: 'type', message: 'must be string' }],
	}),
	emptyErrors: json(400, { name: 'BadRequest', message: 'query.page must be number', statusCode: 400, data: {}, errors: [] }),
	emptyError: json(400, { message: 'Not accepted', error: [] }),
	// the upload store's own
	storeTimeout: {
		status: 400,
		type: 'application/xml',
		body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>RequestTimeout</Code><Message>Your socket connection to the server was not read from or written to within the timeout period.</Message></Error>',
	},
	storeRedirect: {
		status: 307,
		type: 'application/xml',
		headers: { location: 'http://127.0.0.1:9/elsewhere' },
		body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>TemporaryRedirect</Code><Message>Please re-send this request to the specified temporary endpoint.</Message></Error>',
	},
} satisfies Record<string, Answer>;

export type AnswerName = keyof typeof answers;
export const answerNames = Object.keys(answers) as [AnswerName, ...AnswerName[]];
