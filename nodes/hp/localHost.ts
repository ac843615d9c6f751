/**
 * Whether a host can be reached from its own machine or network alone: HP cannot fetch anything from it.
 * @param hostname as `URL` gives it: in lower case, IPv4 in four parts, IPv6 in brackets
 */
export function isLocalHost(hostname: string): boolean {
	const name = hostname.replace(/\.$/, '').toLowerCase();
	if (name.startsWith('[')) return isLocalIpv6(name.slice(1, -1));
	if (/^\d+(\.\d+){3}$/.test(name)) return isLocalIpv4(name);
	return !name.includes('.') || /\.(?:localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa|fritz\.box)$/.test(`.${name}`);
}

function isLocalIpv4(address: string): boolean {
	const [a = 0, b = 0] = address.split('.').map(Number);
	return (
		[0, 10, 127].includes(a) ||
		(a === 172 && b >= 16 && b <= 31) ||
		(a === 192 && b === 168) ||
		(a === 169 && b === 254) ||
		// Carrier-grade NAT.
		(a === 100 && b >= 64 && b <= 127)
	);
}

/** Loopback, unspecified, link-local (fe80), unique local (fc, fd), or IPv4 within. */
function isLocalIpv6(address: string): boolean {
	const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
	if (mapped) {
		const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
		return isLocalIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	return address === '::1' || address === '::' || /^(?:fe[89ab]|f[cd])/.test(address);
}
