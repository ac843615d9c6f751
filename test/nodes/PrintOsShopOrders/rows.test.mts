import type { RowItem } from '../../../nodes/PrintOsShopOrders/read/forms.ts';
import { readTable } from './readings.mts';

const at = 'https://files.example.com/';
const read = async (rows: Array<RowItem['json']>, options = {}) =>
	await readTable(
		rows.map((json) => ({ json })),
		options,
	);

test.each([
	[
		'English',
		{
			Order: 7,
			SKU: 'FLY',
			Qty: 5,
			'Print File': `${at}a.pdf`,
			Name: 'Anna Muster',
			'Address Line 1': 'Lindenweg 3',
			ZIP: '89073',
			City: 'Ulm',
			Country: 'Germany',
		},
	],
	[
		'German',
		{
			Bestellnummer: 7,
			Artikelnummer: 'FLY',
			Stückzahl: 5,
			Druckdatei: `${at}a.pdf`,
			Vorname: 'Anna',
			Nachname: 'Muster',
			Straße: 'Lindenweg',
			'Hausnr.': 3,
			PLZ: 89073,
			Ort: 'Ulm',
			Land: 'Deutschland',
		},
	],
	[
		'French',
		{
			'N° de commande': 7,
			'Réf. produit': 'FLY',
			Quantité: 5,
			Fichier: `${at}a.pdf`,
			Prénom: 'Anna',
			Nom: 'Muster',
			Rue: 'Lindenweg 3',
			'Code postal': '89073',
			Ville: 'Ulm',
			Pays: 'Allemagne',
		},
	],
	[
		'Spanish',
		{
			'Nº de pedido': 7,
			Producto: 'FLY',
			Cantidad: 5,
			Archivo: `${at}a.pdf`,
			Nombre: 'Anna',
			Apellidos: 'Muster',
			Dirección: 'Lindenweg 3',
			'Código postal': '89073',
			Población: 'Ulm',
			País: 'Alemania',
		},
	],
	[
		'Italian',
		{
			'Numero ordine': 7,
			'Codice articolo': 'FLY',
			Quantità: 5,
			'File di stampa': `${at}a.pdf`,
			Nome: 'Anna',
			Cognome: 'Muster',
			Indirizzo: 'Lindenweg 3',
			CAP: '89073',
			Città: 'Ulm',
			Paese: 'Germania',
		},
	],
	[
		'Dutch',
		{
			Bestelnummer: 7,
			Artikelnummer: 'FLY',
			Aantal: 5,
			Bestand: `${at}a.pdf`,
			Voornaam: 'Anna',
			Achternaam: 'Muster',
			Adres: 'Lindenweg 3',
			Postcode: '89073',
			Plaats: 'Ulm',
			Land: 'Duitsland',
		},
	],
	[
		'German, of the delivery beside the bill',
		{
			Bestellnummer: 7,
			SKU: 'FLY',
			Stückzahl: 5,
			Druckdatei: `${at}a.pdf`,
			Rechnungsname: 'B',
			Rechnungsstraße: 'Nirgends 1',
			'Rechnungs-PLZ': '1',
			Rechnungsort: 'Q',
			Liefername: 'Anna Muster',
			Lieferstraße: 'Lindenweg 3',
			'Liefer-PLZ': '89073',
			Lieferort: 'Ulm',
			Lieferland: 'Deutschland',
		},
	],
	[
		'French, of the delivery behind the bill',
		{
			'Numéro de commande': 7,
			'Code article': 'FLY',
			Qté: 5,
			Fichier: `${at}a.pdf`,
			'Nom de livraison': 'Anna Muster',
			'Adresse de livraison': 'Lindenweg 3',
			'Code postal de livraison': '89073',
			'Ville de livraison': 'Ulm',
			'Pays de livraison': 'Allemagne',
			Ville: 'Paris',
		},
	],
	[
		'Dutch, of the delivery behind those of nobody knows what',
		{
			Bestelnummer: 7,
			Artikelcode: 'FLY',
			Aantal: 5,
			Bestand: `${at}a.pdf`,
			Naam: 'B',
			Adres: 'Nergens 1',
			Postcode: '1',
			Stad: 'Q',
			'Shipping Name': 'Anna Muster',
			Afleveradres: 'Lindenweg 3',
			'Delivery Address Postcode': '89073',
			'Afleveradres stad': 'Ulm',
			'Shipping Address Country': 'DE',
		},
	],
	[
		'Spanish, in other words',
		{
			Pedido: 7,
			Referencia: 'FLY',
			Uds: '5',
			Archivo: `${at}a.pdf`,
			'Nombre y apellidos': 'Anna Muster',
			Domicilio: 'Lindenweg 3',
			CP: '89073',
			Ciudad: 'Ulm',
			País: 'DE',
		},
	],
	[
		'an export of Etsy',
		{
			'Order ID': 7,
			SKU: 'FLY',
			Quantity: 5,
			Artwork: `${at}a.pdf`,
			'Ship Name': 'Anna Muster',
			'Ship Address1': 'Lindenweg 3',
			'Ship City': 'Ulm',
			'Ship Zipcode': '89073',
			'Ship Country': 'Germany',
			Buyer: 'B',
		},
	],
	[
		'an export of WooCommerce',
		{
			'Order Number': 7,
			SKU: 'FLY',
			Quantity: 5,
			Artwork: `${at}a.pdf`,
			'First Name (Billing)': 'B',
			'First Name (Shipping)': 'Anna',
			'Last Name (Shipping)': 'Muster',
			'Address 1 (Shipping)': 'Lindenweg 3',
			'City (Billing)': 'Wien',
			'City (Shipping)': 'Ulm',
			'Postcode (Shipping)': '89073',
			'Country Code (Shipping)': 'DE',
		},
	],
	[
		'a mark before the first heading, in capitals',
		{
			'\ufeffORDER NO.': '7',
			sku: 'FLY',
			'QTY ': '5',
			ARTWORK: `${at}a.pdf`,
			full_name: 'Anna Muster',
			street: 'Lindenweg 3',
			'post-code': "'89073",
			TOWN: 'Ulm',
			country: 'de',
		},
	],
])('headings in %s', async (_, row) => {
	const [order] = await read([row]);
	expect(order!.reading).toMatchObject({
		orderNumber: '7',
		shipTo: { name: 'Anna Muster', address1: 'Lindenweg 3', postcode: '89073', town: 'Ulm', isoCountry: 'DE' },
		lines: [{ sku: 'FLY', quantity: 5, artwork: { files: [{ url: `${at}a.pdf` }] } }],
	});
});

test('a Dutch name in three columns', async () => {
	const [order] = await read([
		{ Ordernummer: 1, Artikelcode: 'A', Aantal: 1, Voornaam: 'Piet', Tussenvoegsel: 'de', Achternaam: 'Wit', Plaats: 'Ulm' },
	]);
	expect(order!.reading.shipTo!.name).toBe('Piet de Wit');
});

test.each([
	['Storniert', 'ja', true],
	['Storniert', 'nein', false],
	['Storniert', '', false],
	['Annulé', 'non', false],
	['Cancelled at', '2026-11-20', true],
	['Status', 'storniert', true],
	['Order status', 'Cancelled', true],
	['Statut', 'Annulée', true],
	['Status', 'neu', false],
])('%s "%s": cancelled %s', async (heading, value, cancelled) => {
	const [order] = await read([{ Order: 1, SKU: 'A', Qty: 1, [heading]: value }]);
	expect(order!.reading.cancelled).toBe(cancelled);
});

test('one row whose status is cancelled is left out, and the others are not', async () => {
	const [order] = await read([
		{ Order: 1, SKU: 'A', Qty: 1, Status: 'storniert' },
		{ Order: 1, SKU: 'B', Qty: 2, Status: 'neu' },
	]);
	expect(order!.reading).toMatchObject({
		cancelled: false,
		lines: [{ sku: 'B', quantity: 2 }],
		skipped: [{ name: 'A', why: 'cancelled' }],
	});
});

test.each([
	['Bezahlt', 'ja', true],
	['Bezahlt', 'nein', false],
	['Payé', 'oui', true],
	['Pagado', 'sí', true],
	['Betaald', 'nee', false],
	['Payment status', 'pending', false],
])('%s "%s": paid %s', async (heading, value, paid) => {
	const [order] = await read([{ Order: 1, SKU: 'A', Qty: 1, [heading]: value }]);
	expect(order!.reading.paid).toBe(paid);
});

test('an export whose first row of an order alone has its columns', async () => {
	const line = { 'Lineitem name': 'Flyer', 'Lineitem sku': 'FLY', 'Lineitem requires shipping': 'true' };
	const [first, second, ...more] = await read([
		{
			'\ufeffName': '#1042',
			'Lineitem quantity': '1,000',
			...line,
			'Financial Status': 'pending',
			'Billing Name': 'B',
			'Shipping Name': 'Anna Muster',
			'Shipping Street': 'Lindenweg 3, Tor 2',
			'Shipping Address1': 'Lindenweg 3',
			'Shipping Address2': 'Tor 2',
			'Shipping Zip': "'01067",
			'Shipping City': 'Dresden',
			'Shipping Country': 'DE',
			'Note Attributes': `artwork: ${at}a.pdf\nPO number: PO-1`,
			'Cancelled at': '',
		},
		{ '\ufeffName': '#1043', 'Lineitem quantity': '1', ...line, 'Cancelled at': '2026-11-20' },
		{ '\ufeffName': '#1042', 'Lineitem quantity': '3.0', ...line },
		{ '\ufeffName': '#1042', 'Lineitem quantity': '1', 'Lineitem name': 'Tip', 'Lineitem requires shipping': 'false' },
		{ '\ufeffName': '', 'Lineitem quantity': ' ' },
	]);
	expect(more).toEqual([]);
	expect(first!.items).toEqual([0, 2, 3]);
	expect(first!.reading).toMatchObject({
		orderNumber: '1042',
		paid: false,
		cancelled: false,
		poNumber: 'PO-1',
		shipTo: { name: 'Anna Muster', address1: 'Lindenweg 3', address2: 'Tor 2', postcode: '01067' },
		lines: [{ quantity: null, quantityText: '1,000', artwork: { ofOrder: true } }, { quantity: 3 }],
		skipped: [{ name: 'Tip' }],
	});
	expect(second!.reading).toMatchObject({ orderNumber: '1043', cancelled: true, shipTo: null });
});

test.each([
	[
		'rows without a number',
		[
			{ Order: 'R', SKU: 'A', Qty: 1 },
			{ Order: '', SKU: 'B', Qty: 1 },
			{ row_number: 9, SKU: 'C', Qty: 1 },
		],
		{},
		'2 rows have no order number (rows 2, 9).',
		'Fill in the column, or name it under Columns > Order Number.',
	],
	[
		'numbers that the sheet cut short',
		[
			{ row_number: 4, Order: '1.23E+17', SKU: 'A', Qty: 1 },
			{ row_number: 5, Order: '12E4', SKU: 'A', Qty: 1 },
			{ row_number: 6, Order: 1.23e17, SKU: 'B', Qty: 1 },
		],
		{},
		'The sheet shows only the first digits of order numbers (rows 4, 6).',
		'Give the column the format Text, then fill in the whole number again.',
	],
	[
		'a formula that failed where the number should be',
		[{ Order: '#N/A', SKU: 'A', Qty: 1 }],
		{},
		'1 row has no order number (row 1).',
		'Fill in the column, or name it under Columns > Order Number.',
	],
	[
		'no column for the pieces',
		[{ Order: 'R', SKU: 'A', 'Pieces Of': 1 }],
		{},
		'No column looks like Quantity. There are: Order, SKU, Pieces Of.',
		'Name it under Columns.',
	],
	['no column for the product', [{ Order: 'R', Qty: 1 }], {}, 'No column looks like SKU. There are: Order, Qty.', 'Name it under Columns.'],
	[
		'a value instead of a heading',
		[{ Order: 'R', SKU: 'A', Qty: 250 }],
		{ rowFields: { quantity: '250' } },
		'Quantity holds the value 250, not the name of a column.',
		'Switch it to Fixed and type the heading, such as Qty.',
	],
	[
		'a heading that is not there',
		[{ Order: 'R', SKU: 'A', Qty: 250 }],
		{ rowFields: { town: 'Stadtteil' } },
		'No column is called "Stadtteil". There are: Order, SKU, Qty.',
		'Choose another for Town under Columns.',
	],
])('%s: no order is read at all', async (_, rows, options, message, description) => {
	await expect(read(rows, options)).rejects.toThrow(expect.objectContaining({ message, description }));
});

test('two addresses under one number are told by their rows', async () => {
	const [order] = await read([
		{ row_number: 5, Order: 'R-3', SKU: 'A', Qty: 1, Street: 'Lindenweg 3', City: 'Ulm' },
		{ row_number: 6, Order: 'R-3', SKU: 'B', Qty: 1, Street: 'lindenweg 3 ', City: '' },
		{ row_number: 7, Order: 'R-3', SKU: 'C', Qty: 1, Street: 'Hafenstr. 9', City: 'Ulm' },
	]);
	expect(order!.reading.twoAddresses).toEqual([5, 7]);
	expect(order!.reading.lines.map((line) => line.lineId)).toEqual(['5', '6', '7']);
});

test("the user's own columns come first", async () => {
	const [order] = await read([{ Order: 'R', SKU: 'A', Qty: 1, Zahl: 250, Foo: `${at}x.pdf`, Artwork: `${at}y.pdf` }], {
		rowFields: { quantity: 'zahl', artwork: 'Foo' },
	});
	expect(order!.reading.lines).toMatchObject([{ quantity: 250, artwork: { files: [{ url: `${at}x.pdf` }] } }]);
});

test.each(['1.000', '1,000', '1e3', '2-3', '2,5', '0x10', '250 pcs', '', '-1', '½'])(
	'"%s" pieces are asked for, never guessed',
	async (Qty) => {
		expect((await read([{ Order: 'R', SKU: 'A', Qty }]))[0]!.reading.lines).toMatchObject([{ quantity: null, quantityText: Qty }]);
	},
);

test.each([
	['250', 250],
	[250, 250],
	['3.0', 3],
	['3,00', 3],
	[' 7 ', 7],
])('%j pieces are %j', async (Qty, quantity) => {
	expect((await read([{ Order: 'R', SKU: 'A', Qty }]))[0]!.reading.lines).toMatchObject([{ quantity }]);
});

test('the answers of a form as it is sent: words of the questions, objects for name and address, its own number', async () => {
	const rawRequest = {
		slug: 's',
		q3_fullName: { first: 'Anna', last: 'Muster' },
		q5_address: { addr_line1: 'Lindenweg 3', city: 'Ulm', postal: '89073', country: 'Germany' },
		q6_product: ['POST-A2', 'MUG'],
		q7_quantity: '3',
		uploadYour: [`${at}a.pdf`],
	};
	expect((await read([{ submissionID: '123', rawRequest }]))[0]!.reading).toMatchObject({
		orderNumber: '123',
		shipTo: { name: 'Anna Muster', address1: 'Lindenweg 3', town: 'Ulm', postcode: '89073', isoCountry: 'DE' },
		lines: [
			{ sku: 'POST-A2', quantity: 3, artwork: { ofOrder: true } },
			{ sku: 'MUG', quantity: 3 },
		],
	});
	expect((await read([{ submissionID: '124', rawRequest: { ...rawRequest, q6_product: [] } }]))[0]!.reading.lines).toMatchObject([
		{ sku: null, quantity: 3 },
	]);
});

test('a website and a product picture in a table are no artwork', async () => {
	const [order] = await read([
		{ Order: 'R', SKU: 'A', Qty: 1, Website: 'https://example.com', 'Product image': `${at}p.jpg`, Artwork: 'flyer.pdf' },
	]);
	expect(order!.reading.lines[0]!.artwork).toMatchObject({ files: [], notLinks: [{ field: 'Artwork', value: 'flyer.pdf' }] });
});

test('files of the step before, by the property that was named', async () => {
	const item = { json: { Order: 'R', SKU: 'A', Qty: 1 }, binary: { data: { fileName: 'a.pdf' }, other: { fileName: 'b.pdf' } } };
	expect((await readTable([item], { binaryPropertyName: 'data' }))[0]!.reading.lines[0]!.artwork.files).toEqual([
		{ field: 'data', binary: 'data', fileName: 'a.pdf' },
	]);
	expect((await readTable([item], { binaryPropertyName: '*' }))[0]!.reading.lines[0]!.artwork.files).toHaveLength(2);
});

test.each(['#N/A', '#NV', '#REF!', '#BEZUG!', '#NAME?', ' #DIV/0! '])(
	'a formula that failed, "%s", is nothing: neither SKU nor town nor pieces',
	async (failed) => {
		const row = { Order: '#1', SKU: failed, Qty: failed, Street: 'Lindenweg 3', City: failed, State: '#1 Bay' };
		expect((await read([row]))[0]!.reading).toMatchObject({
			orderNumber: '1',
			shipTo: { address1: 'Lindenweg 3', town: null, state: '#1 Bay' },
			lines: [{ sku: null, quantity: null, quantityText: '' }],
		});
	},
);

test.each(['\u200e', '\u200f', '\u202a', '\u202c', '\u2066', '\u2069', '\u00ad', '\u200b', '\ufeff'])(
	'what is not to be seen in a cell, such as the mark %j around a phone number that was copied, is not there',
	async (mark) => {
		const seen = {
			Order: '7',
			SKU: 'FLY-A5',
			Qty: '5',
			ZIP: '89073',
			City: 'Ulm',
			Country: 'DE',
			Email: 'mia@example.com',
			Phone: '+49 731 1',
		};
		const row = Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, `${mark}${value}${mark}`]));
		expect(await read([row])).toEqual(await read([seen]));
	},
);

test('a row number that is no number is none', async () => {
	const row = { Order: 1, SKU: 'A', Qty: 1, row_number: { toString: '' } };
	expect((await read([row]))[0]!.reading.lines).toMatchObject([{ lineId: '1', quantity: 1 }]);
});
