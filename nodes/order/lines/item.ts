import type { IBinaryData } from 'n8n-workflow';

import type { ArtworkFile } from './line';
import type { Print } from './mapLines';

/** The file of a line: as the order building takes it. */
export type FileOf = (line: Print['line'], file: ArtworkFile) => string | IBinaryData;

/**
 * A line as an item of the order form.
 * @param fileOf gives the file of the workflow that an artwork is
 */
export function itemOf({ line, sku, quantity, parts, attributes }: Print, sourceOrderId: string, fileOf: FileOf) {
	return {
		sku,
		quantity,
		// Postbacks carry it: the shop's own line is found by it.
		sourceItemId: `${sourceOrderId}-${line.lineId}`,
		description: line.name ?? '',
		components: {
			component: parts.map(({ code, file }) => ({
				code,
				...(file.url !== undefined
					? { artworkFrom: 'url', path: file.url }
					: { artworkFrom: 'binary', binaryPropertyName: fileOf(line, file) }),
				attributesJson: attributes,
			})),
		},
	};
}
