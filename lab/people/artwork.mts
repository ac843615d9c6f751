/**
 * A one-page A5 PDF (148 x 210 mm) with the first of `lines` as its title: artwork for the demo and the tests.
 */
export function flyerPdf(lines: string[]): Buffer {
	const escape = (line: string) => line.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&');
	const text = `0.05 0.35 0.55 rg 0 470 420 125 re f BT 1 g /F 32 Tf 36 520 Td 40 TL ${lines
		.slice(0, 1)
		.map((line) => `(${escape(line)}) Tj`)
		.join('')} ET
BT 0.1 g /F 16 Tf 36 420 Td 24 TL ${lines
		.slice(1)
		.map((line) => `(${escape(line)}) Tj T*`)
		.join(' ')} ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 419.53 595.28] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
		`<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
	];
	let pdf = `%PDF-1.4\n`;
	const offsets = objects.map((object, index) => {
		const offset = pdf.length;
		pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return offset;
	});
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	return Buffer.from(
		`${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`,
		'latin1',
	);
}
