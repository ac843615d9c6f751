/**
 * Whether a host can be reached from its own machine or network alone: HP cannot fetch anything from it.
 * @param hostname as `URL` gives it: in lower case, IPv4 in four parts, IPv6 in brackets
 */
export function isLocalHost(hostname: string): boolean {
	const name = hostname.replace(/\.$/, '').toLowerCase();
	if (name.startsWith('[')) return isLocalIpv6(name.slice(1, -1));
	if (/^\d+(\.\d+){3}$/.test(name)) return isLocalIpv4(name);
	// Services that give the address within a name.
	const within = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.(?:nip|sslip)\.io$/.exec(name);
	if (within) return isLocalIpv4(within.slice(1).join('.'));
	return !name.includes('.') || localNames.test(`.${name}`);
}

/** Names that no public server answers to, and those that lead everybody to his own machine. */
const localNames =
	/\.(?:localhost|local|internal|intranet|intra|private|lan|home|corp|localdomain|docker|workgroup|onion|home\.arpa|fritz\.box|speedport\.ip|(?:localtest|lvh)\.me|(?:ddev|lndo)\.site)$/;

function isLocalIpv4(address: string): boolean {
	const [a = 0, b = 0] = address.split('.').map(Number);
	return (
		[0, 10, 127].includes(a) ||
		(a === 172 && b >= 16 && b <= 31) ||
		(a === 192 && b === 168) ||
		(a === 169 && b === 254) ||
		// Carrier-grade NAT, tests of networks, multicast and what is reserved.
		(a === 100 && b >= 64 && b <= 127) ||
		(a === 198 && (b === 18 || b === 19)) ||
		a >= 224
	);
}

/** Loopback, unspecified, link-local (fe80), site-local (fec0), unique local (fc, fd), multicast (ff), or IPv4 within. */
function isLocalIpv6(address: string): boolean {
	// Mapped, compatible, behind NAT64, and 6to4, which has it in front.
	const within = /^(?:::(?:ffff:)?|64:ff9b::|2002:(?=[^:]+:[^:]+:))([0-9a-f]{1,4}):([0-9a-f]{1,4})(?=$|:)/.exec(address);
	if (within) {
		const [high, low] = [parseInt(within[1]!, 16), parseInt(within[2]!, 16)];
		return isLocalIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	return address === '::1' || address === '::' || /^(?:fe[89a-f]|f[cdf])/.test(address);
}
