const siteFlowId = /^[0-9a-f]{24}$/i;

/** Whether a text has the form of the IDs that Site Flow gives (docs/printos-api.md E.12). */
export const isSiteFlowId = (id: string): boolean => siteFlowId.test(id);
