import type { Endpoint } from './endpoint';
import { hasId } from './success';

const documented = { api: 'box', source: 'documented' } as const;
/** HP announced the capability and published no path: these follow the style of the documented calls. */
const adopted = { api: 'box', source: 'adopted' } as const;

/** A thing of Box has an ID. */
const made = { good: hasId };

/** Every call of the Box API this node makes (docs/printos-api.md B.1 and B.4). A correction is one line. */
export const box = {
	createFolder: { ...documented, ...made, method: 'POST', path: '/api/partner/folder', mayHave: 'The folder may have been created' },
	getFolder: { ...documented, ...made, method: 'GET', path: '/api/partner/folder/{folderId}' },
	listFolders: { ...adopted, method: 'GET', path: '/api/partner/folder' },
	deleteFolder: { ...adopted, method: 'DELETE', path: '/api/partner/folder/{folderId}' },

	createFile: { ...documented, ...made, method: 'POST', path: '/api/partner/file', mayHave: 'The file may be in the folder' },
	getFile: { ...documented, ...made, method: 'GET', path: '/api/partner/file/{fileId}' },
	uploadUrls: { ...documented, method: 'GET', path: '/api/partner/file/uploadurls' },
	listFiles: { ...adopted, method: 'GET', path: '/api/partner/file' },
	updateFile: { ...adopted, ...made, method: 'PUT', path: '/api/partner/file/{fileId}' },
	deleteFile: { ...adopted, method: 'DELETE', path: '/api/partner/file/{fileId}' },
	preflightFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/preflight', mayHave: 'The preflight may have started' },
	convertFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/convert', mayHave: 'The image may have been converted' },
	revertConversion: {
		...adopted,
		method: 'POST',
		path: '/api/partner/file/{fileId}/convert/revert',
		mayHave: 'The file may have gone back to the image',
	},
	revertFile: {
		...adopted,
		method: 'POST',
		path: '/api/partner/file/{fileId}/revert',
		mayHave: 'The file may have gone back to the original',
	},
	sendFile: { ...adopted, method: 'POST', path: '/api/partner/file/{fileId}/send', mayHave: 'The file may have been sent' },

	listContacts: { ...adopted, method: 'GET', path: '/api/partner/contact' },
	getContact: { ...adopted, ...made, method: 'GET', path: '/api/partner/contact/{contactId}' },
	createContact: { ...adopted, ...made, method: 'POST', path: '/api/partner/contact', mayHave: 'The contact may have been added' },
	deleteContact: { ...adopted, method: 'DELETE', path: '/api/partner/contact/{contactId}' },

	listDevices: { ...adopted, method: 'GET', path: '/api/partner/device' },
	listFlows: { ...documented, method: 'GET', path: '/api/partner/flow' },
	listSubstrates: { ...documented, method: 'GET', path: '/api/partner/substrate' },
	getDashboard: { ...adopted, method: 'GET', path: '/api/partner/dashboard' },
} satisfies Record<string, Endpoint>;
