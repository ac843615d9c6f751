/** The latest records of a kind; the oldest are forgotten when there are too many, or their texts too long. */
export class Recent<T> {
	/** Oldest first. */
	readonly records: T[] = [];
	private readonly sizes: number[] = [];
	private characters = 0;

	constructor(
		private readonly most: number,
		private readonly mostCharacters: number,
	) {}

	/** @param size characters of the record's text */
	add(record: T, size: number): void {
		this.records.push(record);
		this.sizes.push(size);
		this.characters += size;
		if (this.records.length <= this.most && this.characters <= this.mostCharacters) return;
		// A tenth more than needed, so that not every new record moves all others.
		const [enough, few] = [this.mostCharacters * 0.9, this.most * 0.9];
		let drop = 0;
		while (drop < this.records.length - 1 && (this.records.length - drop > few || this.characters > enough))
			this.characters -= this.sizes[drop++]!;
		this.records.splice(0, drop);
		this.sizes.splice(0, drop);
	}
}
