import type { IDataObject } from 'n8n-workflow';

import { filledIn } from '../../frame/filledIn';
import { isNothing, isObject } from '../../hp/json';
import { asText, type Frame, frameOf, objectsOf, textOf, valueOf } from './frames';
import { jsonWithin } from './within';

/** What a postback says of a shipment; null where it says nothing. */
export interface Shipment {
	trackingNumber: string | null;
	/** Of every parcel; the one number, if there is one alone. */
	trackingNumbers: string[];
	trackingUrl: string | null;
	carrier: string | IDataObject | null;
	shippedDate: string | null;
}

const numberNames = ['trackingnumber', 'trackingno', 'trackingid', 'trackingcode', 'tracking'];
const ofParcels = ['packages', 'parcels', 'boxes', 'cartons', 'labels'];
const urlNames = ['trackingurl', 'trackinglink'];
const dateNames = ['shippeddate', 'shipdate', 'dateshipped', 'dispatchdate'];
/** Parcels are looked at so far; more would take too long. */
const mostParcels = 500;

/** Reads what there is; `hasLeft` tells whether that is a parcel on its way. */
export function readShipment(frames: Frame[]): Shipment {
	const packages = [...inner(frames, ofParcels), ...inner(frames, ['tracking']).map(tracked)];
	const shipments = inner(frames, ['shipments']);
	const numbers = [
		...listed(valueOf(frames, ['trackingnumbers', 'trackingcodes', 'trackings', 'parcelnumbers'])),
		...[...frames, ...packages].flatMap(numbersIn),
	];
	return {
		// Of several shipments none is the one; of several parcels of a shipment the first is as good as another.
		trackingNumber: textOf(frames, numberNames) ?? numbers[0] ?? null,
		trackingNumbers: [...new Set([...numbers, ...[...shipments, ...inner(shipments, ofParcels)].flatMap(numbersIn)])],
		trackingUrl: textOf([...frames, ...packages], urlNames),
		carrier: readCarrier(frames),
		shippedDate: textOf(frames, dateNames),
	};
}

/** Whether something says that a parcel left: Site Flow knows tracking and date only then. */
export function hasLeft({ trackingNumbers, trackingUrl, shippedDate }: Shipment): boolean {
	return trackingNumbers.length > 0 || (trackingUrl ?? shippedDate) !== null;
}

function inner(frames: Frame[], names: string[]): Frame[] {
	return frames
		.flatMap((frame) => names.flatMap((name) => objectsOf(frame.get(name))))
		.slice(0, mostParcels)
		.map(frameOf);
}

/** What stands under "tracking" needs no such name itself. */
function tracked(frame: Frame): Frame {
	return new Map([['trackingnumber', frame.get('number')], ['trackingurl', frame.get('url')], ...frame]);
}

/** The numbers of one object: of the first name that has some. Others are further names of the same parcel. */
function numbersIn(frame: Frame): string[] {
	const of = (name: string) =>
		texts(frame.get(name)).flatMap((text) => text.split(/[,;|]/, mostParcels).flatMap((one) => one.trim() || []));
	return numberNames.map(of).find((numbers) => numbers.length > 0) ?? [];
}

function texts(value: unknown): string[] {
	return (Array.isArray(value) ? value : [value]).map(asText).filter((text) => text !== null);
}

/** A list of numbers: as it is, within JSON or XML, or separated by commas. */
function listed(value: unknown): string[] {
	const list = typeof value === 'string' ? (jsonWithin(value) ?? asText(value)?.split(/[,;|\s]+/)) : value;
	return texts(typeof list === 'object' && list !== null && !Array.isArray(list) ? Object.values(list).flat() : list);
}

/**
 * A carrier's name, or its code, service and alias as far as they are filled in: in one field, or in flat ones beside
 * each other.
 */
function readCarrier(frames: Frame[]): string | IDataObject | null {
	const value = valueOf(frames, ['carrier', 'courier']);
	const [carrier] = [typeof value === 'string' ? (jsonWithin(value) ?? value) : value].flat();
	if (isObject(carrier)) {
		const fields = Object.entries(carrier).slice(0, 50);
		const filled = filledIn(Object.fromEntries(fields.map(([name, one]) => [name, asText(one)])));
		return isNothing(filled) ? null : filled;
	}
	const name = asText(carrier) ?? textOf(frames, ['carriername', 'couriername']);
	const flat = filledIn({
		code: textOf(frames, ['carriercode']),
		service: textOf(frames, ['carrierservice']),
		alias: textOf(frames, ['carrieralias', 'carriermethod']),
	});
	if (isNothing(flat)) return name;
	const parts = { ...(name !== null && name !== flat.code && { name }), ...flat };
	const [first = null, ...others] = Object.values(parts);
	return others.length === 0 ? first : parts;
}
