/** Box: folders and their files. */
import { byId, line, make, plural, size, time } from './page.js';

const statusWords = { ok: ['preflight ok', 'good'], pending: ['preflight pending', 'busy'], error: ['error', 'bad'] };

function fileLine(file) {
	const { status, error } = file.currentVersion;
	const [words, className] = statusWords[status];
	const { copies } = file.printInstructions;
	return make(
		'li',
		{ class: 'small' },
		make('span', { text: `${file.name} ` }),
		make('span', { class: 'soft', text: `${size(file.size)}, ${plural(copies, 'copy', 'copies')}, version ${file.currentRevision}, ` }),
		make('span', { class: className, text: words }),
		error ? line(error, 'small bad') : undefined,
		file.lastSent ? line(`sent to ${file.lastDevice.name} at ${time(file.lastSent)}`, 'small good') : undefined,
	);
}

export function drawFolders({ folders, files, counts }) {
	byId('folders').replaceChildren(
		...(folders.length === 0 ? [line('No folders yet. Create one from n8n and it appears here.', 'soft')] : []),
		...[...folders].reverse().map((folder) => {
			const inside = files.filter((file) => file.folderId === folder._id);
			return make(
				'article',
				{ class: 'card', 'data-folder': folder.name },
				make('strong', { text: folder.name }),
				line(`${plural(folder.fileCount, 'file')}, ${size(folder.totalSize)}${folder.from ? `, from ${folder.from}` : ''}`, 'small soft'),
				make('ul', {}, ...inside.map(fileLine)),
			);
		}),
		...(counts.folders > folders.length
			? [line(`The latest ${folders.length} of ${plural(counts.folders, 'folder')}.`, 'small soft')]
			: []),
	);
}
