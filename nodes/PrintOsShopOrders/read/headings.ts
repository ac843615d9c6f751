import { UserError } from 'n8n-workflow';

import { columns } from '../columns';
import type { Row } from './forms';
import { valueForName } from '../../order/lines/fieldNames';
import { usualNames } from '../../order/lines/usualNames';
import { nameKey, shown, shownNames, text } from '../../order/lines/values';

/** What a heading is usually called, by its `nameKey`, best first: English, German, French, Spanish, Italian, Dutch. */
const usual = {
	orderNumber:
		'ordernumber orderno ordernr ordernum orderid order ordername orderref yourordernumber bestellnummer bestellnr bestellung auftragsnummer auftragsnr auftrag numerodecommande nodecommande ndecommande numcommande commande numerodepedido nodepedido ndepedido numeropedido pedido numeroordine numerodordine nordine ordine bestelnummer bestelnr bestelling ordernummer opdrachtnummer opdracht',
	...usualNames,
	name: 'recipient fullname name customername customer contactname contact yourname empfanger empfaenger kundenname kunde ansprechpartner destinataire nomcomplet nomduclient client nom nombrecompleto destinatario nombre cliente nomecompleto nome ontvanger volledigenaam klantnaam klant naam nombreyapellidos nomdudestinataire naamontvanger',
	firstName: 'firstname givenname vorname prenom voornaam',
	middleName: 'middlename tussenvoegsel',
	lastName: 'lastname surname familyname nachname familienname nomdefamille apellidos apellido cognome achternaam',
	companyName:
		'company companyname organisation organization firma firmenname unternehmen entreprise societe raisonsociale empresa azienda ragionesociale bedrijf bedrijfsnaam',
	address1:
		'address1 addressline1 addrline1 street streetaddress street1 address strasse strassehausnummer strasseundhausnummer strasseundnr strassenr anschrift adresse adresse1 adresszeile1 rue direccion direccion1 calle indirizzo indirizzo1 via straat straatenhuisnummer adres adres1 domicilio',
	houseNumber: 'housenumber houseno hausnummer hausnr numerocivico huisnummer',
	address2:
		'address2 addressline2 addrline2 street2 apartment apt suite unit adresszusatz adressezusatz zusatz adresse2 adresszeile2 complement complementdadresse direccion2 indirizzo2 adres2 toevoeging',
	address3: 'address3 addressline3 addrline3 street3 adresse3 adresszeile3 direccion3 indirizzo3 adres3',
	town: 'town city cityname ort stadt wohnort ville ciudad poblacion localidad citta comune plaats woonplaats stad',
	state: 'state province stateprovince region county bundesland kanton departement provincia estado regione provincie',
	postcode: 'postcode postalcode postal zip zipcode zippostalcode plz postleitzahl codepostal cp codigopostal cap',
	country: 'country countrycode land pays pais paese nazione',
	email: 'email emailaddress mail emailadresse courriel adresseemail correoelectronico correo indirizzoemail emailadres',
	phone:
		'phone phonenumber telephone telephonenumber mobile tel telefon telefonnummer handy telefono movil cellulare telefoon telefoonnummer',
	shippingMethod:
		'shippingmethod shipping shippingservice deliverymethod delivery shipservicelevel versandart versand lieferart modedelivraison livraison expedition metododeenvio envio metododispedizione spedizione corriere verzendmethode verzendwijze verzending',
	notes:
		'notes note ordernotes comments comment remarks remark message anmerkungen anmerkung bemerkungen bemerkung hinweise hinweis kommentar remarques remarque commentaire notas observaciones comentarios osservazioni opmerkingen opmerking',
	currency: 'currency wahrung waehrung devise moneda valuta',
	paid: 'financialstatus paymentstatus paid zahlungsstatus bezahlt paye pagado pagato betaald',
	cancelled: 'cancelledat canceledat cancelled canceled storniert annule cancelado annullato geannuleerd',
	status: 'orderstatus status bestellstatus auftragsstatus statut statutdelacommande estadodelpedido statoordine',
	createdAt: 'createdat orderdate dateordered bestelldatum submissiondate datedecommande',
	purchaseOrder: 'ponumber pono po purchaseorder purchaseordernumber',
	giftMessage: 'giftmessage giftnote',
	tags: 'tags',
	attributes: 'noteattributes',
	ships: 'lineitemrequiresshipping requiresshipping',
	shipped: 'lineitemfulfillmentstatus',
} satisfies Record<string, string>;

/** The artwork's columns are found by their values, if the user names none. */
export type Column = keyof typeof usual | 'artwork';

/** What a question of a form says, for columns that no heading names outright. Headings of the bill's address never count. */
const inWords: Array<[Column, RegExp]> = [
	['orderNumber', / (order|bestell|auftrags) ?(number|no|nr|nummer|id)\b/],
	['email', / (e ?mail|courriel)\b/],
	['quantity', / (how many|quantity|qty|wie ?viele?|menge|anzahl|stückzahl|combien|quantité|cuánt[oa]s|quant[ie]|hoeveel|aantal)\b/],
	['description', / (products?|would you like|produkte?|artikel|möchten sie|produits?|productos?|prodotti|prodotto)\b/],
	['companyName', / (company|firma|entreprise|empresa|azienda|bedrijf)\b/],
	['phone', / (phone|telefon|téléphone|teléfono|telefono|telefoon|mobile)/],
	['postcode', / (zip|postcode|postal code|plz|postleitzahl|code postal|código postal)\b/],
	['country', / (country|land|pays|país|paese)\b/],
	['town', / (town|city|stadt|ville|ciudad|città|plaats)\b/],
	['address1', / (address|street|adresse|straße|anschrift|dirección|indirizzo|adres)\b/],
	['name', / (your name|full name|customer name|ihr name|votre nom|su nombre|uw naam)\b/],
	['notes', / (comments?|remarks?|notes?|anmerkung|bemerkung)/],
];
const otherThings = / (billing|invoice|rechnung|facturation|facturación|factuur|fatturazione|file|artwork|upload|datei)/;

const aliases = new Map<string, { column: Column; rank: number }>();
for (const [column, names] of Object.entries(usual) as Array<[keyof typeof usual, string]>)
	for (const [rank, name] of names.split(' ').entries()) if (!aliases.has(name)) aliases.set(name, { column, rank });

/**
 * What says that a heading is of the delivery: before its own word, as in `Lieferort` or `Shipping Address City`, or
 * behind it, as in `Ville de livraison`.
 */
const ofDelivery =
	/^(?:liefer|shipping|shipto|ship|delivery|recipient|empfanger|aflever)(.+)$|^(.+?)(?:delivraison|livraison|deenvio|deentrega|dispedizione|diconsegna|shipping|delivery)$/;
const ofAddress = new Set(
	'name firstName middleName lastName companyName address1 houseNumber address2 address3 town state postcode country phone'.split(' '),
);

/** What a heading usually stands for; one of the delivery comes before one that says nothing of it. */
function usually(heading: string): { column: Column; rank: number } | undefined {
	const name = nameKey(heading);
	const [, behind, before] = ofDelivery.exec(name) ?? [];
	const own = behind ?? before ?? '';
	const within = aliases.get(own) ?? aliases.get(own.replace(/^(?:address|adresse|adres)/, ''));
	return aliases.get(name) ?? (within && ofAddress.has(within.column) ? { ...within, rank: within.rank - aliases.size } : undefined);
}

/** As the panel calls it. */
const label = (column: string): string => columns[column] ?? column;

export const noSuchColumn = (column: string, headings: string[]): UserError =>
	new UserError(`No column looks like ${label(column)}. There are: ${shownNames(headings) || 'none'}.`, {
		description: 'Name it under Columns.',
	});

/** The heading that the user named. */
function chosen(column: string, name: string, headings: string[], rows: Row[]): string {
	const heading =
		headings.find((one) => one === name.trim()) ??
		headings.find((one) => nameKey(one) === nameKey(name)) ??
		headings.find((one) => nameKey(one) === nameKey(name.split('.').at(-1) ?? ''));
	if (heading !== undefined) return heading;
	const held = rows
		.slice(0, 100)
		.flatMap((row) => [...row.cells])
		.find(([, value]) => text(value) !== null && text(value) === text(name));
	if (!held)
		throw new UserError(`No column is called "${shown(name)}". There are: ${shownNames(headings) || 'none'}.`, {
			description: `Choose another for ${label(column)} under Columns.`,
		});
	throw valueForName(label(column), name, 'column', held[0]);
}

/**
 * Which heading stands for what: the user's own first, then the usual names, then the words of a question. A heading stands for one thing.
 *
 * @throws UserError if a column that the user named isn't there
 */
export function columnsOf(rows: Row[], named: Record<string, string | undefined>): { headings: string[]; of: Map<Column, string> } {
	const headings = [...new Set(rows.flatMap((row) => [...row.cells.keys()]))];
	const of = new Map<Column, string>();
	const taken = new Set<string>();
	const take = (column: Column, heading: string) => {
		of.set(column, heading);
		taken.add(heading);
	};
	for (const [column, name] of Object.entries(named))
		if (text(name) !== null) take(column as Column, chosen(column, name!, headings, rows));
	// An export of a shop with columns for its lines calls the order's number its name.
	const isExport = headings.some((heading) => nameKey(heading).startsWith('lineitem'));
	const best = new Map<Column, { heading: string; rank: number }>();
	for (const heading of headings) {
		const known = isExport && nameKey(heading) === 'name' ? { column: 'orderNumber' as const, rank: -1 } : usually(heading);
		if (!known || taken.has(heading) || of.has(known.column)) continue;
		const before = best.get(known.column);
		if (!before || known.rank < before.rank) best.set(known.column, { heading, rank: known.rank });
	}
	for (const [column, { heading }] of best) take(column, heading);
	for (const [column, words] of inWords) {
		if (of.has(column)) continue;
		const heading = headings.find((one) => {
			const worded = ` ${one.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
			return !taken.has(one) && words.test(worded) && !otherThings.test(worded);
		});
		if (heading !== undefined) take(column, heading);
	}
	return { headings, of };
}
