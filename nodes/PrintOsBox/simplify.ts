import { simplifier } from '../frame/simplify';

/** A folder or file, simplified if the user wants that (docs/printos-api.md B.3 shows what HP answers). */
export const simplified = simplifier({
	internal: ['__v', 'organizationId', 'createdFrom'],
	repeats: {
		id: '_id',
		lname: 'name',
		createdAt: 'created',
		updatedAt: 'modified',
		currentVersionId: 'currentVersion',
	},
	empty: ['pages', 'pageConfigs', 'preflight'],
});
