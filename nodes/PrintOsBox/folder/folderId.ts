import { locator } from '../../frame/locator';

export const folderId = locator('Folder', 'folderId', 'searchFolders', 'The Box folder. Choose it from the list, or give its ID.');
