import type { Endpoint } from './endpoint';

const documented = { api: 'box', source: 'documented' } as const;
/** HP announced the capability and published no path: these follow the style of the documented calls. */
const adopted = { api: 'box', source: 'adopted' } as const;

/** Every call of the Box API this node makes (docs/printos-api.md B.1 and B.4). A correction is one line. */
export const box = {
	createFolder: { ...documented, method: 'POST', path: '/api/partner/folder' },
	getFolder: { ...documented, method: 'GET', path: '/api/partner/folder/{folderId}' },
	listFolders: { ...adopted, method: 'GET', path: '/api/partner/folder' },
	deleteFolder: { ...adopted, method: 'DELETE', path: '/api/partner/folder/{folderId}' },

	createFile: { ...documented, method: 'POST', path: '/api/partner/file' },
	getFile: { ...documented, method: 'GET', path: '/api/partner/file/{fileId}' },
	uploadUrls: { ...documented, method: 'GET', path: '/api/partner/file/uploadurls' },
	listFiles: { ...adopted, method: 'GET', path: '/api/partner/file' },
	updateFile: { ...adopted, method: 'PUT', path: '/api/partner/file/{fileId}' },
	deleteFile: { ...adopted, method: 'DELETE', path: '/api/partner/file/{fileId}' },
	preflightFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/preflight' },
	convertFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/convert' },
	revertConversion: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/convert/revert' },
	revertFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/revert' },
	sendFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/send' },

	listContacts: { ...adopted, method: 'GET', path: '/api/partner/contact' },
	getContact: { ...adopted, method: 'GET', path: '/api/partner/contact/{contactId}' },
	createContact: { ...adopted, method: 'POST', path: '/api/partner/contact' },
	deleteContact: { ...adopted, method: 'DELETE', path: '/api/partner/contact/{contactId}' },

	listDevices: { ...adopted, method: 'GET', path: '/api/partner/device' },
	listFlows: { ...documented, method: 'GET', path: '/api/partner/flow' },
	listSubstrates: { ...documented, method: 'GET', path: '/api/partner/substrate' },
	getDashboard: { ...adopted, method: 'GET', path: '/api/partner/dashboard' },
} satisfies Record<string, Endpoint>;

/** What an operation's description says, with a word of warning where HP published no path for its call. */
export function announced(text: string, endpoint: Endpoint): string {
	return endpoint.source === 'adopted' ? `${text} (announced by HP, path not published: adopted, so it may not work)` : text;
}
