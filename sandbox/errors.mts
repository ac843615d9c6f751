/** One fault of an order, as HP's validation reports it (docs/printos-api.md A.5). */
export interface Complaint {
	path: string;
	message: string;
}

interface Details {
	/** Site Flow's own error number (208, 211) where one is known; else the HTTP status is repeated. */
	code?: number;
	validations?: Complaint[];
	/** The whole body, for answers that don't follow the shape of their API. */
	body?: unknown;
}

/** A refusal: what the API answers instead of data. */
export class ApiError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly details: Details = {},
	) {
		super(message);
	}
}

const names: Record<number, string> = {
	400: 'BadRequest',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'NotFound',
	409: 'Conflict',
	413: 'PayloadTooLarge',
	429: 'TooManyRequests',
	500: 'InternalServerError',
	507: 'InsufficientStorage',
};

/** Site Flow's documented error shape; `ofError` and `statusCode` were seen in the field only (docs/printos-api.md A.5). */
export function siteFlowErrorBody(error: ApiError): unknown {
	const { code = error.statusCode, validations, body } = error.details;
	return (
		body ?? {
			success: false,
			error: {
				message: error.message,
				name: names[error.statusCode] ?? 'Error',
				code,
				...(validations && { validations }),
				ofError: true,
				statusCode: error.statusCode,
			},
		}
	);
}

/** The PrintOS gateway's shape (docs/printos-api.md A.5). Box's own error bodies are unknown: adopting this one for them is our choice. */
export function gatewayErrorBody(error: ApiError, serviceName: string): unknown {
	return (
		error.details.body ?? {
			smsError: {
				statusCode: error.statusCode,
				message: error.message,
				moreInfoUrl: '',
				developerInfo: '',
				subCode: error.details.code ?? 0,
				serviceName,
			},
		}
	);
}

/** What HP's newer gateway says of a path it doesn't know, as it was recorded (docs/printos-api.md A.5). */
export function notFoundException(url: string): ApiError {
	const body = {
		statusCode: 400,
		message: 'NotFoundException',
		moreInfoUrl: null,
		developerInfo: `RESTEASY003210: Could not find resource for full path: ${url}`,
		subCode: 0,
		serviceName: null,
	};
	return new ApiError(400, 'NotFoundException', { body });
}

/** The gateway before orders.oneflow.io says this of all but POST /api/order (docs/printos-api.md A.5). */
export function missingToken(): ApiError {
	const message = 'Missing Authentication Token';
	return new ApiError(403, message, { body: { message } });
}
