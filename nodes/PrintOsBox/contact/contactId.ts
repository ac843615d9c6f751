import { locator } from '../../frame/locator';

export const contactId = locator('Contact', 'contactId', 'searchContacts', 'The Box contact. Choose it from the list, or give its ID.');
