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
	404: 'NotFound',
	413: 'PayloadTooLarge',
	429: 'TooManyRequests',
	500: 'InternalServerError',
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
