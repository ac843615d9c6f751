import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

import type { Editor } from './browser.mts';

/** What the output side of a panel says after a run. */
export interface Outcome {
	succeeded: boolean;
	/** The output as a table's text, or the error with its explanation. */
	text: string;
}

/** The open panel of one node, used with mouse and keyboard as a person does. */
export class Panel {
	private readonly page: Page;

	private constructor(
		private readonly editor: Editor,
		readonly parameters: Locator,
	) {
		this.page = editor.page;
	}

	static async open(editor: Editor, nodeName: string): Promise<Panel> {
		return new Panel(editor, await editor.openNode(nodeName));
	}

	/** The panel that opens by itself, as that of a node just added. */
	static async opened(editor: Editor): Promise<Panel> {
		return new Panel(editor, await editor.openedNode());
	}

	/** A field by its parameter's name; `row` counts those of the same name, from 0, down the panel. */
	field(name: string, row = 0): Locator {
		return this.parameters.getByTestId(`parameter-input-${name}`).nth(row);
	}

	/** A field with what the editor draws around it. */
	private around(name: string, row: number): Locator {
		return this.field(name, row).locator(`xpath=ancestor::*[.//*[@data-test-id="${name}-parameter-input-options-container"]][1]`);
	}

	/** A button of the panel, e.g. "Add Item". */
	async press(label: string, row = 0): Promise<void> {
		await this.parameters.getByRole('button', { name: label, exact: true }).nth(row).click();
	}

	/** Types into a field in place of what is there. */
	async type(name: string, text: string, row = 0): Promise<void> {
		await this.field(name, row).locator('input, textarea').first().fill(text);
	}

	/** Switches a field to Expression and types one in place of what is there. */
	async typeExpression(name: string, expression: string, row = 0): Promise<void> {
		const field = this.field(name, row);
		const editing = field.locator('.cm-content');
		// The editor draws the switch beside the field once the mouse rests on it, and that of another field fades out meanwhile.
		const beside = this.around(name, row);
		for (let tries = 1; tries <= 5 && (await editing.count()) === 0; tries++) {
			await field.hover();
			await beside
				.getByTestId('radio-button-expression')
				.last()
				.click({ timeout: 5000 })
				.catch(() => {});
			await editing.waitFor({ timeout: 2000 }).catch(() => {});
		}
		await this.clear(name, row);
		await this.page.keyboard.insertText(expression);
		await field.locator('.cm-content').filter({ hasText: expression }).waitFor();
		await this.leaveField();
	}

	/** As long as the cursor is in an expression, its preview covers the field below. */
	private async leaveField(): Promise<void> {
		await this.page.getByTestId('tab-params').click();
	}

	/** A moment for the editor to take in what was typed or dropped: until then a run has what was there before. */
	private async taken(): Promise<void> {
		await setTimeout(1000);
	}

	/** Empties a field that holds an expression, and leaves the cursor in it. */
	async clear(name: string, row = 0): Promise<void> {
		await this.field(name, row).locator('.cm-content').click();
		await this.page.keyboard.press('ControlOrMeta+A');
		await this.page.keyboard.press('Delete');
	}

	/** Chooses from a field's list of options. */
	async choose(name: string, option: string, row = 0): Promise<void> {
		await this.editor.listsLoaded();
		await this.field(name, row).click();
		await this.page.getByTestId('parameter-input-item').filter({ visible: true, hasText: option }).first().click();
	}

	/** Adds one of the rare fields of a row; `row` counts the buttons Add Field down the panel. */
	async addField(label: string, row: number): Promise<void> {
		await this.parameters.getByTestId('fixed-collection-add-property').nth(row).click();
		await this.page.getByRole('option', { name: label, exact: true }).filter({ visible: true }).click();
	}

	/** Adds a field of a collection, such as Order Settings; `row` counts the collections down the panel. */
	async addToCollection(label: string, row: number): Promise<void> {
		await this.parameters.getByTestId('collection-parameter-add').nth(row).click();
		await this.page.getByRole('option', { name: label, exact: true }).filter({ visible: true }).click();
	}

	/** Opens the live list of a resource locator. */
	async openList(name: string, row = 0): Promise<void> {
		await this.parameters.getByTestId(`resource-locator-${name}`).nth(row).getByTestId('rlc-input').click();
	}

	/** Opens the live list of a resource locator, searches it and chooses the one row that is left. */
	async chooseFromList(name: string, search: string, row = 0): Promise<void> {
		await this.openList(name, row);
		const rows = this.page.getByTestId('rlc-item').filter({ visible: true });
		await rows.first().waitFor();
		await this.page
			.getByTestId('rlc-search')
			.filter({ visible: true })
			.locator('input')
			.or(this.page.locator('input[data-test-id="rlc-search"]'))
			.first()
			.fill(search);
		// The list comes anew from the server: it is there when nothing but the search's finds is left.
		await rows.filter({ hasNotText: search }).first().waitFor({ state: 'detached' });
		await rows.filter({ hasText: search }).first().click();
	}

	/** Types into a resource locator, in the mode of this name, e.g. "By Alias". */
	async typeInto(name: string, mode: string, text: string, row = 0): Promise<void> {
		const locator = this.parameters.getByTestId(`resource-locator-${name}`).nth(row);
		await locator.getByTestId('rlc-mode-selector').click();
		await this.page.getByRole('option', { name: mode, exact: true }).filter({ visible: true }).click();
		await locator.getByTestId('rlc-input').locator('input').or(locator.locator('input[data-test-id="rlc-input"]')).first().fill(text);
		await this.leaveField();
		await this.taken();
	}

	/** Shows the input as a list of its fields: a node that gave files shows those first. */
	async showInputFields(): Promise<void> {
		await this.page.getByTestId('ndv-input-panel').getByTestId('radio-button-schema').click();
	}

	/** A field of the input data, e.g. ".line_items[0].sku", as it can be dragged. */
	input(path: string): Locator {
		return this.page.getByTestId('ndv-input-panel').locator(`[data-target="mappable"][data-path="${path}"]`);
	}

	/**
	 * Drags a field of the input into a parameter. One that holds an expression already gets the new one where it is dropped:
	 * at its end.
	 */
	async drag(path: string, name: string, row = 0): Promise<void> {
		await this.drop(path, name, row);
		const to = this.field(name, row);
		await to
			.locator('.cm-content')
			.or(to.locator('..').locator('.cm-content'))
			.filter({ hasText: path.slice(path.lastIndexOf('.')) })
			.first()
			.waitFor();
		await this.leaveField();
		await this.taken();
	}

	/**
	 * Drags a field of the input into a parameter that holds a name.
	 * @returns what stands there then: the name, or the expression that the editor made of it
	 */
	async dragName(path: string, name: string, row = 0): Promise<string> {
		await this.drop(path, name, row);
		await setTimeout(300);
		const field = this.field(name, row);
		const expression = field.locator('.cm-content');
		return (await expression.count()) > 0 ? await expression.innerText() : await field.locator('input, textarea').first().inputValue();
	}

	private async drop(path: string, name: string, row: number): Promise<void> {
		const [from, to] = [this.input(path), this.field(name, row)];
		await to.scrollIntoViewIfNeeded();
		await from.scrollIntoViewIfNeeded();
		const [start, end] = [await from.boundingBox(), await to.boundingBox()];
		if (!start || !end) throw new Error(`"${path}" or the field "${name}" is not on the screen.`);
		const [x, y] = [end.x + end.width * 0.8, end.y + end.height / 2];
		const { mouse } = this.page;
		await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
		await mouse.down();
		// The editor takes it for a drag once the mouse has moved, and for a drop once it has moved over the field.
		await mouse.move(x, y, { steps: 10 });
		await mouse.move(x + 1, y);
		await mouse.up();
	}

	/** Types at the end of a field that holds an expression. */
	async append(name: string, text: string, row = 0): Promise<void> {
		await this.field(name, row).locator('.cm-content').click();
		await this.page.keyboard.press('ControlOrMeta+End');
		await this.page.keyboard.insertText(text);
		await this.leaveField();
	}

	/** Waits until the output shows a text. */
	async outputShows(text: string): Promise<void> {
		await this.page.getByTestId('output-panel').getByText(text).filter({ visible: true }).first().waitFor();
	}

	/** Executes the node and waits for its end. */
	async execute(): Promise<Outcome> {
		const output = this.page.getByTestId('output-panel');
		const outcome = output.locator('[data-test-id^="node-run-status-"]:not([data-outdated])');
		// While the node runs its last outcome goes, but that may be seen for a moment yet.
		await outcome.evaluateAll((last) => last.forEach((element) => element.setAttribute('data-outdated', '')));
		const started = this.page.waitForResponse((answer) => /\/rest\/workflows\/[^/]+\/run$/.test(new URL(answer.url()).pathname));
		await this.page.getByTestId('node-execute-button').click();
		await started;
		await this.page.getByTestId('node-execute-button').filter({ hasText: 'Execute step' }).waitFor();
		await outcome.first().waitFor();
		const succeeded = output.getByTestId('node-run-status-success');
		return { succeeded: await succeeded.isVisible(), text: await output.innerText() };
	}
}
