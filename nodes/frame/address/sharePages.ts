/** Pages that show a file, and the way to the file itself. HP would print the page, or find that it is no PDF. */
const withAWay: Array<[page: RegExp, wayOut: string]> = [
	[
		/^https?:\/\/(?:drive|docs)\.google\.com\/(?!uc\b|.*\b(?:export[=?/]|output=pdf\b))/i,
		'a page of Google Drive, not the file: use https://drive.google.com/uc?export=download&id=... of a file that everybody with the link may read, or take the file itself from the step before',
	],
	[
		/^https?:\/\/(?:www\.)?dropbox\.com\/(?:sh|scl\/fo|transfer|t)\//i,
		'a folder of Dropbox, not a file: use the link of the file, and end it with dl=1',
	],
	[
		/^https?:\/\/(?:www\.)?dropbox\.com\/(?!.*[?&](?:dl|raw)=1(?:&|$))/i,
		'a page of Dropbox, not the file: end the link with dl=1 in the place of dl=0',
	],
	[
		/^https?:\/\/(?!download\.)(?:[\w-]+\.)?(?:wetransfer\.com|we\.tl)\//i,
		'a page of WeTransfer, not the file: download it, and take the file itself from the step before',
	],
	[
		/^https?:\/\/(?:1drv\.ms\/|onedrive\.live\.com\/(?!download)|[\w-]+\.sharepoint\.com\/(?::\w:\/|.*\/_layouts\/15\/(?!download)|(?=.*[?&]web=1(?:&|$))))(?!.*[?&]download=1(?:&|$))/i,
		'a page of OneDrive or SharePoint, not the file: use its download link (download=1)',
	],
	[
		/^https?:\/\/(?!api\.)(?:[\w-]+\.)?(?:app\.)?box\.com\/(?!shared\/static\/|index\.php\?rm=box_download)/i,
		'a page of Box, not the file: use its direct link (shared/static)',
	],
	[
		/^https?:\/\/(?:[\w.-]{0,100}cloud(?!front|flare|inary)[\w.-]{0,100}\/(?:index\.php\/)?|[^?#]{1,500}\/index\.php\/)s\/\w+\/?(?:[?#]|$)/i,
		'a page of Nextcloud or ownCloud, not the file: end the link with /download',
	],
	[/^[^?#]{1,8000}\/f\/[0-9a-f]{20}\/?(?!.*[?&]dl=1)(?:[?#]|$)/i, 'a page of Seafile, not the file: end the link with ?dl=1'],
	[/^https?:\/\/git(?:hub|lab)\.com\/.*\/blob\//i, 'a page of GitHub or GitLab, not the file: write raw in the place of blob'],
	[/^[^?#]{1,8000}\.x?html?(?:[?#]|$)/i, 'a web page, not a file to print: give the address of the PDF or the picture itself'],
];

/** Where services show files: host, where `*.` stands for any name before it, and the beginning of the path. */
const shownAt = `
	*.icloud.com/ mega.nz/ mega.io/ canva.com/design/ figma.com/file/ figma.com/design/ figma.com/proto/ figma.com/board/ smash.gg/
	fromsmash.com/ sendgb.com/ swisstransfer.com/d/ u.pcloud.link/ e.pcloud.link/ pan.baidu.com/ db.tt/ photos.app.goo.gl/
	photos.google.com/ mediafire.com/file/ transfernow.net/ grosfichiers.com/ filemail.com/d/ transferxl.com/ *.tresorit.com/
	gofile.io/d/ wormhole.app/ pixeldrain.com/u/ workupload.com/ *.hightail.com/ my.hidrive.com/ c.gmx.net/ c.web.de/ *.sync.com/dl/
	disk.yandex.ru/ yadi.sk/ cloud.mail.ru/ *.frame.io/ f.io/ acrobat.adobe.com/ assets.adobe.com/ xd.adobe.com/ *.express.adobe.com/
	behance.net/ issuu.com/ scribd.com/ imgur.com/ ibb.co/ *.notion.so/ workdrive.zoho.com/ *.zohoexternal.com/ *.sharefile.com/d-
	sugarsync.com/pf/ amazon.com/clouddrive/ amazon.com/photos/ amazon.de/clouddrive/ amazon.de/photos/ jumpshare.com/
	drive.proton.me/ drive.infomaniak.com/app/ kdrive.infomaniak.com/app/ *.pcloud.com/publink/ gofile.me/ *.quickconnect.to/sharing/
	*.slack.com/files/ files.fm/u/ ufile.io/ easyupload.io/ limewire.com/d/ *.terabox.com/
	storage.cloud.google.com/ console.cloud.google.com/ *.console.aws.amazon.com/ portal.azure.com/ admin.shopify.com/ airtable.com/
	mail.google.com/ docsend.com/view/`
	.trim()
	.split(/\s+/);

/** @returns what an address shows in the place of a file, to be said after "is"; undefined if it is none of the pages known */
export function pageAt(address: string): string | undefined {
	const known = withAWay.find(([page]) => page.test(address));
	if (known) return known[1];
	const url = new URL(address);
	const [host, path] = [url.hostname.replace(/^www\./, ''), url.pathname];
	const isShown = shownAt.some((place) => {
		const [name = '', start = ''] = place.split(/(?=\/)(.*)/);
		return path.startsWith(start) && (name.startsWith('*.') ? `.${host}`.endsWith(name.slice(1)) : host === name);
	});
	return isShown ? `a page of ${host}, not the file: use a direct link, or take the file itself from the step before` : undefined;
}
