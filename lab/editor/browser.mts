import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type Browser, chromium, type Locator, type Page, type Request, selectors } from 'playwright-core';

import { owner } from '../n8n/session.mts';

const screenshots = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.work', 'screenshots');

selectors.setTestIdAttribute('data-test-id');

/** n8n's editor in a real browser, with someone logged in. */
export class Editor {
	private listsUnderWay = 0;

	private constructor(
		private readonly url: string,
		private readonly browser: Browser,
		readonly page: Page,
	) {
		const count = (step: number) => (request: Request) => {
			if (request.url().includes('/rest/dynamic-node-parameters/')) this.listsUnderWay += step;
		};
		page.on('request', count(1)).on('requestfinished', count(-1)).on('requestfailed', count(-1));
		// The editor asks before it is left with changes that are not saved yet.
		page.on('dialog', (dialog) => void dialog.accept());
	}

	/**
	 * Opens a browser and logs in through the login page.
	 * @param url of a running n8n whose owner is set up
	 * @throws Error when there is no Chromium; CHROMIUM_PATH names one that is not at /usr/bin/chromium
	 */
	static async open(url: string, { width = 1440, height = 1000, dark = false } = {}): Promise<Editor> {
		const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
		if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: install chromium, or name one in CHROMIUM_PATH.`);
		const browser = await chromium.launch({
			executablePath,
			args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
		});
		const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
		page.setDefaultTimeout(60_000);
		const editor = new Editor(url, browser, page);
		try {
			await editor.logIn();
		} catch (error) {
			await browser.close();
			throw error;
		}
		return editor;
	}

	private async logIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[type="email"]').fill(owner.email);
		await this.page.locator('input[type="password"]').fill(owner.password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.waitForURL((address) => !address.pathname.startsWith('/signin'));
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens the panel of a node on the canvas, and gives the part of it that holds the parameters. */
	async openNode(name: string): Promise<Locator> {
		await this.node(name).dblclick();
		return await this.openedNode();
	}

	/** The parameters of the panel that is opening, once its live lists are in. */
	async openedNode(): Promise<Locator> {
		const parameters = this.page.getByTestId('node-parameters');
		await parameters.waitFor();
		await this.listsLoaded();
		return parameters;
	}

	/** The panel asks for its lists one after another: they are in when nothing was asked for half a second. */
	async listsLoaded(): Promise<void> {
		let idleSince = Date.now();
		while (Date.now() - idleSince < 500) {
			await setTimeout(50);
			if (this.listsUnderWay > 0) idleSince = Date.now();
		}
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}

	/**
	 * Opens a saved credential, which n8n then tests by itself.
	 * @returns whether the test passed, and what the screen says about it
	 */
	async openCredential(id: string): Promise<{ passed: boolean; message: string }> {
		await this.page.goto(`${this.url}/home/credentials/${id}`);
		const passed = this.page.getByText('Connection tested successfully');
		const failed = this.page.getByText('Couldn’t connect with these settings');
		await passed.or(failed).first().waitFor();
		if (await passed.isVisible()) return { passed: true, message: await passed.innerText() };
		await this.page.getByText('More details').click();
		const banner = this.page.locator('.el-tag--danger', { has: failed });
		return { passed: false, message: await banner.innerText() };
	}

	/** Writes `<name>.png` into .work/screenshots, of the whole window or of one part of it. */
	async screenshot(name: string, part: Page | Locator = this.page): Promise<string> {
		mkdirSync(screenshots, { recursive: true });
		const path = join(screenshots, `${name}.png`);
		await part.screenshot({ path });
		return path;
	}

	/** Does something, and leaves a picture of the screen it failed on, named after it. */
	async watched(name: string, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			await this.screenshot(`failed-${name.replace(/\W+/g, '-').slice(0, 60)}`);
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
