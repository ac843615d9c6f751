import fc from 'fast-check';

import { fileAddress } from '../../../../nodes/frame/address/fileAddress.ts';

const now = Date.parse('2026-11-27T12:00:00Z');
const read = (text: string, local = false) => fileAddress(text, local, now);

test.each([
	['https://files.example.com/Flyer Größe A5.pdf', 'https://files.example.com/Flyer%20Gr%C3%B6%C3%9Fe%20A5.pdf'],
	['  https://files.example.com/a.pdf ', 'https://files.example.com/a.pdf'],
	['https://files.example.com/a\u00a0b.pdf', 'https://files.example.com/a%C2%A0b.pdf'],
	['https://files.example.com/100%.pdf', 'https://files.example.com/100%25.pdf'],
	['https://files.example.com/a%20b+c.pdf?x=1&y=ü#p', 'https://files.example.com/a%20b+c.pdf?x=1&y=%C3%BC#p'],
	['https://druck-größe.example/a.pdf', 'https://xn--druck-gre-n1a6w.example/a.pdf'],
	['https://files.example.com/日本.pdf', 'https://files.example.com/%E6%97%A5%E6%9C%AC.pdf'],
	['HTTPS://Files.Example.com/A.pdf', 'HTTPS://Files.Example.com/A.pdf'],
	['https://archive.example.com/web/2026/https://files.example.com/a.pdf', undefined],
	['https://proxy.example.com/?url=https://files.example.com/a.pdf', undefined],
	['https://files.example.com/Flyer, final.pdf', 'https://files.example.com/Flyer,%20final.pdf'],
	['https://drive.google.com/uc?export=download&id=1neutral', undefined],
	['https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=y&dl=1', undefined],
	['https://dl.dropboxusercontent.com/s/x/a.pdf', undefined],
	['https://s3.example.com/a.pdf?X-Amz-Date=20261127T110000Z&X-Amz-Expires=86400&X-Amz-Signature=1', undefined],
	['https://s3.example.com/a.pdf?Expires=1795953600&Signature=1', undefined],
	['https://files.example.com/a.pdf?expires=soon', undefined],
	['https://s3.example.com/a.pdf?X-Amz-Date=yesterday&X-Amz-Expires=60&X-Amz-Signature=1', undefined],
	['https://s3.example.com/a.pdf?X-Amz-Date=20261127T110000Z', undefined],
	['https://s3.example.com/a.pdf?X-Amz-Expires=60', undefined],
	['https://files.example.com/a.pdf?expires=1795780799', undefined],
	['https://files.example.com/a.pdf?se=2026-11-27T12:00:00Z', undefined],
	['https://files.example.com/a.pdf?Expires=20261127&Signature=1', undefined],
	['https://files.example.com/a.pdf?Expires=179578079900&Signature=1', undefined],
	['https://files.example.com/a.pdf?Expires=in1795780799&Signature=1', undefined],
	['https://files.example.com/50%.pdf', 'https://files.example.com/50%25.pdf'],
	['https://files.example.com/5%0.pdf', 'https://files.example.com/5%250.pdf'],
	['https://files.example.com/flyer-👩‍🎨.pdf', 'https://files.example.com/flyer-%F0%9F%91%A9%E2%80%8D%F0%9F%8E%A8.pdf'],
	['https://dr%75ck.example.com/a.pdf', 'https://druck.example.com/a.pdf'],
	['http://drück.example.com/a.pdf', 'http://xn--drck-1ra.example.com/a.pdf'],
	['http://203.0.113.7/a.pdf', undefined],
	['https://me:p%20w@drück.example:8443/a.pdf', 'https://me:p%20w@xn--drck-1ra.example:8443/a.pdf'],
	['https://files。example。com/a.pdf', 'https://files.example.com/a.pdf'],
	['\u200bhttps://files.example.com/a.pdf\u2060\u200e', 'https://files.example.com/a.pdf'],
	['https://files.example.com/?file=a.pdf&amp;size=A5&#38;x=1', 'https://files.example.com/?file=a.pdf&size=A5&x=1'],
	['https://files.example.com/a&amp;b.pdf', undefined],
	['https://files.example.com/flyer(1).pdf', undefined],
	['https://files.example.com/flyer(1)', undefined],
	['https://files.example.com/a;b,', undefined],
	['https://files.example.com/a.pdf#page=2', undefined],
	['https://files.example.com/a.pdf%20b/c.pdf', undefined],
	['https://files.example.com/get/17#name.pdf', undefined],
	['https://files.example.com/get?id=17#-flyer.pdf', undefined],
	['https://files.example.com/%231001.pdf', undefined],
	['https://files.example.com/get?file=.pdf', undefined],
	['https://files.example.com/nullable/undefined-1.pdf', undefined],
	['https://files.example.com/?name=Flyer.pdf&of=Acme+Inc', undefined],
])('%s is fetched from %s', (text, address) => expect(read(text)).toEqual({ value: address ?? text }));

test('an address without blanks and umlauts is left as it is', () => {
	fc.assert(
		fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
			const { value, problem } = read(url);
			if (problem === undefined) expect(value).toBe(url);
			else expect(problem).not.toMatch(/cannot fetch/);
		}),
	);
});

test.each([
	'https://files.example.com/a.pdf, https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf\nhttps://files.example.com/b.pdf',
	'https://files.example.com/a.pdf https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf;https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf|https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf<br>https://files.example.com/b.pdf',
	'https://files.example.com/a.pdfhttps://files.example.com/b.pdf',
	'["https://files.example.com/a.pdf","https://files.example.com/b.pdf"]',
	'http://files.example.com/a.pdf, http://files.example.com/b.pdf',
	'http://files.example.com/a.pdfhttp://files.example.com/b.pdf',
	'https://files.example.com/a.pdf ("https://files.example.com/b.pdf")',
	'https://shop.example/a.pdf, www.shop.example/b.pdf',
	'https://files.example.com/a.pdf&https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf+https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf ; https://files.example.com/b.pdf',
	'https://files.example.com/a.pdf\t|\thttps://files.example.com/b.pdf',
])('%j holds several addresses', (text) => expect(read(text).problem).toMatch(/^holds several addresses/));

test.each([
	'C:\\flyer.pdf',
	'flyer.pdf',
	'www.example.com/a.pdf',
	'ftp://files.example.com/a.pdf',
	'https://',
	'https:///a.pdf',
	'data:,x',
	'https://a b.example/x',
	'https://files.example.com/a\nb.pdf',
	'https://files.example.com/a\u2028b.pdf',
	'https://files.example.com\\a.pdf',
	'https://files.example.com/\ud83d.pdf',
	'see https://files.example.com/a.pdf',
	'<https://files.example.com/a.pdf>',
	'[Flyer](https://files.example.com/a.pdf)',
	'https:/files.example.com/a.pdf',
	'https://.example.com/a.pdf',
	'https://files..example.com/a.pdf',
	'https://files.example.com:99999/a.pdf',
	'blob:https://shop.example/3f1',
	's3://files/a.pdf',
	'//files.example.com/a.pdf',
])('%j is nothing HP can fetch', (text) => expect(read(text).problem).toMatch(/which HP cannot fetch/));

test.each([
	['https://files.example.com/{{ $json.file }}', '{{'],
	['https://files.example.com/?file={{ $json.file }}', '{{'],
	['https://files.example.com/undefined', 'undefined'],
	['https://files.example.com/a/null.pdf?x=1', 'null'],
	['https://files.example.com/NaN/a.pdf', 'NaN'],
	['https://files.example.com/[object Object].pdf', '[object Object]'],
])('%s was made of %s', (text, what) =>
	expect(read(text).problem).toBe(`holds "${what}" where a value should be: look at the step that makes the address`),
);

test.each([
	['https://files.example.com/a.pdf.', '.'],
	['https://files.example.com/a.pdf).', ').'],
	['https://files.example.com/a.pdf,', ','],
	['https://files.example.com/a.tiff;', ';'],
	['https://files.example.com/?file=a.pdf"', '"'],
	['https://files.example.com/a.jpeg**', '**'],
	['https://files.example.com/a.pdf%20', ' '],
	['https://files.example.com/?file=a.pdf%0D%0A', '\r\n'],
])('%s ends with %s, which no address does', (text, end) =>
	expect(read(text).problem).toMatch(`ends with "${end}", which belongs to a sentence`),
);

test.each([
	['https://files.example.com/orders/#1001.pdf', '#', '%23'],
	['https://files.example.com/Flyer #2.pdf', '#', '%23'],
	['https://files.example.com/flyer_#2 final.tiff', '#', '%23'],
	['https://files.example.com/Wer kommt?.pdf', '?', '%3F'],
])('%s ends at its %s for HP', (text, sign, instead) =>
	expect(read(text).problem).toMatch(`has "${sign}" in the name of its file, and ends there for HP: "${instead}" belongs in its place`),
);

test.each(['${order.file}', '$%7Bfile%7D'])('a template that was not read: %s', (name) =>
	expect(read(`https://files.example.com/${name}.pdf`).problem).toMatch(/^holds "\$\{" where a value should be/),
);

test.each(['\u200b', '、', '，', '·', '!', '~', '%EF%BC%8C'])('two addresses with %j between them', (mark) =>
	expect(read(`https://files.example.com/a.pdf${mark}https://files.example.com/b.pdf`).problem).toMatch(/^holds several addresses/),
);

test('nothing is an address that is empty', () => expect(read(' \u200b ').problem).toMatch(/^is empty/));

test('an address that opens a file to anybody is not shown in full', () => {
	const link = 'https://files.example.com/a.pdf?X-Amz-Signature=geheim';
	expect(read(`${link} ${link}`).problem).not.toContain('geheim');
	expect(read(`see ${link}`).problem).not.toContain('geheim');
});

test('an address may have 8000 characters and no more', () => {
	const start = 'https://files.example.com/';
	expect(read(start.padEnd(8000, 'a')).problem).toBeUndefined();
	expect(read(start.padEnd(8001, 'a')).problem).toBe('has 8001 characters, which is too long for an address');
});

test.each([
	['an address', `C:\\${'a'.repeat(200)}`, /^is "C:\\a{97}", which/],
	['several', `${'https://files.example.com/a.pdf '.repeat(9)}`, /^holds several addresses: "[^"]{100}"/],
])('of %s that is very long the message shows the start', (_name, text, message) => expect(read(text).problem).toMatch(message));

const local = [
	'http://localhost:3000/a.pdf',
	'http://LOCALHOST./a.pdf',
	'http://127.0.0.1/a.pdf',
	'http://127.9.9.9/a.pdf',
	'http://2130706433/a.pdf',
	'http://0x7f.1/a.pdf',
	'http://0.0.0.0/a.pdf',
	'http://[::1]/a.pdf',
	'http://[::ffff:10.0.0.1]/a.pdf',
	'http://[fd00::1]/a.pdf',
	'http://[fe80::1]/a.pdf',
	'http://[::]/a.pdf',
	'http://[::ffff:127.0.0.1]/a.pdf',
	'http://[::ffff:192.168.178.20]/a.pdf',
	'https://10.1.2.3/a.pdf',
	'https://172.16.0.1/a.pdf',
	'https://172.31.255.1/a.pdf',
	'https://192.168.178.20/a.pdf',
	'https://169.254.169.254/a.pdf',
	'https://100.64.0.1/a.pdf',
	'https://100.127.255.255/a.pdf',
	'http://n8n:5678/a.pdf',
	'http://nas.local/a.pdf',
	'http://files.intranet/a.pdf',
	'http://host.docker.internal/a.pdf',
	'http://shop.localhost/a.pdf',
	'http://fritz.box/nas/a.pdf',
	'http://[::127.0.0.1]/a.pdf',
	'http://[64:ff9b::10.0.0.1]/a.pdf',
	'http://[2002:7f00:1::]/a.pdf',
	'http://[2002:c0a8:1:1::5]/a.pdf',
	'http://[fec0::1]/a.pdf',
	'http://[ff02::1]/a.pdf',
	'http://224.0.0.1/a.pdf',
	'http://255.255.255.255/a.pdf',
	'http://198.18.0.1/a.pdf',
	'http://198.19.255.255/a.pdf',
	'http://files.private/a.pdf',
	'http://nas.intra./a.pdf',
	'http://127.0.0.1.nip.io/a.pdf',
	'http://shop-192-168-178-20.sslip.io/a.pdf',
	'http://app.lvh.me/a.pdf',
	'http://shop.ddev.site/a.pdf',
	'http://metadata.google.internal/computeMetadata/v1/',
];
test.each(local)('%s is in a network of its own, unless the API is too', (text) => {
	expect(read(text).problem).toMatch(/which only your own network can reach/);
	expect(read(text, true)).toEqual({ value: text });
});
test.each([
	'https://172.32.0.1/a.pdf',
	'https://11.0.0.1/a.pdf',
	'https://100.128.0.1/',
	'https://100.63.255.255/',
	'https://93.168.0.1/',
	'https://192.0.2.1/',
	'https://169.1.0.1/',
	'https://93.254.0.1/',
	'https://172.15.255.255/',
	'https://93.20.0.1/',
	'https://93.100.0.1/',
	'https://files.10.0.0.example.com/',
	'https://10.0.0.1.example.com/',
	'https://[::ffff:203.0.113.7]/',
	'https://[2001:db8::ffff:a00:1]/',
	'https://[2001:db8::fd00:1]/',
	'https://localhost.example.com/',
	'https://[2001:db8::1]/',
	'https://[2002:cb00:7107::1]/',
	'https://[64:ff9b::cb00:7107]/',
	'https://198.20.0.1/',
	'https://198.17.0.1/',
	'https://223.0.0.1/',
	'https://203-0-113-7.sslip.io/',
	'https://10.0.0.1.example.io/',
	'https://intra.example.com/',
])('%s is not', (text) => expect(read(text)).toEqual({ value: text }));

test.each([
	['https://drive.google.com/file/d/1neutral/view?usp=sharing', /Google Drive/],
	['https://drive.google.com/open?id=1neutral', /Google Drive/],
	['https://docs.google.com/document/d/1/edit', /Google Drive/],
	['https://www.dropbox.com/s/x/a.pdf?dl=0', /Dropbox/],
	['https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=y', /Dropbox/],
	['https://wetransfer.com/downloads/x/y', /WeTransfer/],
	['https://we.tl/t-x', /WeTransfer/],
	['https://1drv.ms/b/s!x', /OneDrive/],
	['https://acme.sharepoint.com/:b:/s/x', /SharePoint/],
	['https://app.box.com/s/x', /of Box/],
	['https://mega.nz/file/x', /a page/],
	['https://www.figma.com/design/x/flyer', /a page/],
	['https://u.pcloud.link/publink/show?code=x', /a page/],
	['https://pan.baidu.com/s/1x', /a page/],
	['https://cloud.shop.example/s/AbCdEf123456789', /Nextcloud/],
	['https://files.shop.example/index.php/s/AbCdEf123456789/', /Nextcloud/],
	['https://shop.example/preview/flyer.html?x=1', /a web page/],
	['https://shop.example/preview/flyer.xhtml', /a web page/],
	['https://collect.wetransfer.com/board/x', /WeTransfer/],
	['https://www.dropbox.com/scl/fo/x?dl=1', /a folder of Dropbox/],
	['https://www.dropbox.com/sh/x/y?dl=1', /a folder of Dropbox/],
	['https://acme.sharepoint.com/sites/print/_layouts/15/Doc.aspx?sourcedoc=1', /SharePoint/],
	['https://acme.box.com/s/x', /of Box/],
	['https://files.shop.example/f/0123456789abcdef0123/', /Seafile/],
	['https://github.com/shop/files/blob/main/a.pdf', /GitHub/],
	['https://www.mediafire.com/file/x/a.pdf/file', /a page of mediafire\.com/],
	['https://share.icloud.com/photos/x', /a page of share\.icloud\.com/],
	['https://photos.app.goo.gl/x', /a page of photos/],
	['https://gofile.io/d/x', /a page of gofile/],
	['https://acme.sharefile.com/d-s1', /a page of acme\.sharefile/],
	['https://web.tresorit.com/l/x#y', /a page of web\.tresorit/],
	['https://imgur.com/x', /a page of imgur/],
	['https://acme.sharepoint.com/sites/print/Shared%20Documents/a.pdf?web=1', /SharePoint/],
	['https://onedrive.live.com/?id=1', /OneDrive/],
	['https://storage.cloud.google.com/bucket/a.pdf', /a page of storage\.cloud\.google/],
	['https://eu-central-1.console.aws.amazon.com/s3/object/bucket?prefix=a.pdf', /a page of eu-central-1\.console/],
	['https://portal.azure.com/#view/x', /a page of portal\.azure/],
	['https://admin.shopify.com/store/acme/content/files/1', /a page of admin\.shopify/],
	['https://airtable.com/app1/tbl1', /a page of airtable/],
	['https://gitlab.com/shop/files/-/blob/main/a.pdf', /a page of GitHub or GitLab.*raw/],
	['https://kdrive.infomaniak.com/app/share/1/x', /a page of kdrive/],
	['https://u1.pcloud.com/publink/show?code=x', /a page of u1\.pcloud/],
	['https://gofile.me/2x/a', /a page of gofile\.me/],
	['https://acme.quickconnect.to/sharing/x', /a page of acme\.quickconnect/],
	['https://acme.slack.com/files/U1/F1/a.pdf', /a page of acme\.slack/],
])('%s is a page and no file', (text, message) => expect(read(text).problem).toMatch(message));

test.each([
	'https://i.imgur.com/x.png',
	'https://acme.box.com/shared/static/x.pdf',
	'https://acme.sharepoint.com/sites/print/_layouts/15/download.aspx?UniqueId=1',
	'https://acme.sharepoint.com/:b:/s/x?e=1&download=1',
	'https://files.shop.example/f/0123456789abcdef0123/?dl=1',
	'https://github.com/shop/files/raw/main/a.pdf',
	'https://gofile.io.example.com/d/x',
	'https://figma.com.example.com/file/x',
	'https://www.canva.com/files/x.pdf',
	'https://lh3.googleusercontent.com/x=w2000',
	'https://docs.google.com/presentation/d/1/export/pdf',
	'https://docs.google.com/spreadsheets/d/e/1/pub?output=pdf',
	'https://download.wetransfer.com/eugv/x/a.pdf?token=y',
	'https://api.box.com/2.0/files/1/content?access_token=x',
	'https://app.box.com/index.php?rm=box_download_shared_file&shared_name=x&file_id=f_1',
	'https://1drv.ms/b/c/x?e=1&download=1',
	'https://d111.cloudfront.net/s/x',
	'https://v5.airtableusercontent.com/v3/u/1/1/1795953600000/x/y/z',
])('%s is a file', (text) => expect(read(text)).toEqual({ value: text }));

/** As a token and CloudFront pack theirs. */
const packed = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const policy = (end: number) =>
	Buffer.from(JSON.stringify({ Statement: [{ Resource: '*', Condition: { DateLessThan: { 'AWS:EpochTime': end } } }] }))
		.toString('base64')
		.replace(/[+=/]/g, (sign) => ({ '+': '-', '=': '_', '/': '~' })[sign]!);
const otherwise = (end: number) => [
	`Policy=${policy(end)}&Signature=1&Key-Pair-Id=1`,
	`token=${packed({ alg: 'HS256' })}.${packed({ exp: end })}.1`,
	`x-oss-date=${new Date(end * 1000 - 900_000).toISOString().replace(/[-:]|\.\d+/g, '')}&x-oss-expires=900&x-oss-signature=1`,
	`q-sign-time=1795700000;${end}&q-signature=1`,
	`exp=${end}&hmac=1`,
	`expires=${end}000&signature=1`,
	`ExpiresAt=${new Date(end * 1000).toISOString()}&signature=1`,
	`ex=${end.toString(16)}&hm=1`,
	`hdnts=exp=${end}~acl=/*~hmac=1`,
	`Expires=1895780799&Signature=1&Policy=${policy(end)}`,
];
test.each(otherwise(1795780799))('a link that has expired, otherwise written: %s', (query) =>
	expect(read(`https://files.example.com/a.pdf?${query}`).problem).toMatch(/^has expired/),
);
test.each([...otherwise(1796780799), 'token=a.b.c', 'Policy=none', 'exp=soon&hmac=1', 'exp=1795780799', 'token=0f2-4'])(
	'a link that lives, or says nothing of its end: %s',
	(query) => expect(read(`https://files.example.com/a.pdf?${query}`).problem).toBeUndefined(),
);

const expired = [
	'X-Amz-Date=20261127T110000Z&X-Amz-Expires=3600&X-Amz-Signature=1',
	'X-Goog-Date=20261127T110000Z&X-Goog-Expires=60&X-Goog-Signature=1',
	'AWSAccessKeyId=1&Expires=1795780800&Signature=1',
	'Expires=1795780799&Key-Pair-Id=1&Signature=1',
	'se=2026-11-27T12%3A00%3A00Z&sig=1',
	'Expires=1795780799&Signature=1',
	'Expires=1795780799&GoogleAccessId=1',
	'Expires=1795780799&Policy=1',
	'Expires=1795780799&token=1',
	'Expires=179578079&Signature=1',
];
test.each(expired)('a link that has expired: %s', (query) =>
	expect(read(`https://s3.example.com/a.pdf?${query}`).problem).toMatch(/^has expired/),
);
test('a link that is about to expire', () => {
	const query = 'X-Amz-Date=20261127T115500Z&X-Amz-Expires=900&X-Amz-Signature=secret';
	const { problem } = read(`https://s3.example.com/a.pdf?${query}`);
	expect(problem).toMatch(/^expires in 10 minutes: .*a day or more/);
	expect(problem).not.toContain('secret');
});
test.each([
	['2026-11-27T12:30:00Z', undefined],
	['2026-11-27T12:29:59Z', /^expires in 29 minutes:/],
	['2026-11-27T12:01:59Z', /^expires in 1 minute:/],
])('of a link that ends at %s, seen at noon', (end, message) => {
	const { problem } = read(`https://files.example.com/a.pdf?se=${end}&sig=1`);
	if (message) expect(problem).toMatch(message);
	else expect(problem).toBeUndefined();
});
