// n8n's real engine, without a server: the nodes run in n8n-core's own WorkflowExecute and WebhookContext, with its
// own request helpers, its own binary store on disk, and the credential's own `authenticate`.
import './environment.mts';
import 'reflect-metadata';

import { createRequire } from 'node:module';

import type * as Di from '@n8n/di';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	HookContext,
	InstanceSettings,
	LoadOptionsContext,
	PollContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	ICredentialsHelper,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type NodeError,
	ObservableObject,
	Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { PrintOsApi } from '../../credentials/PrintOsApi.credentials.ts';
import { PrintOsBox } from '../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsShopOrders } from '../../nodes/PrintOsShopOrders/PrintOsShopOrders.node.ts';
import { PrintOsSiteFlow } from '../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { PrintOsSiteFlowPollingTrigger } from '../../nodes/PrintOsSiteFlowPollingTrigger/PrintOsSiteFlowPollingTrigger.node.ts';
import { PrintOsSiteFlowTrigger } from '../../nodes/PrintOsSiteFlowTrigger/PrintOsSiteFlowTrigger.node.ts';

// n8n-core's own copy of the container its services live in; another version may stand at the top.
const fromHere = createRequire(import.meta.url);
const { Container } = createRequire(fromHere.resolve('n8n-core'))('@n8n/di') as typeof Di;

const nodes: Record<string, INodeType> = {
	printOsBox: new PrintOsBox(),
	printOsShopOrders: new PrintOsShopOrders(),
	printOsSiteFlow: new PrintOsSiteFlow(),
	printOsSiteFlowTrigger: new PrintOsSiteFlowTrigger(),
	printOsSiteFlowPollingTrigger: new PrintOsSiteFlowPollingTrigger(),
};

/** Adds a node that isn't ours, e.g. one that measures. */
export function addNode(type: string, node: INodeType): void {
	nodes[type] = node;
}

class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly data: ICredentialDataDecryptedObject,
		private readonly type: ICredentialType,
	) {
		super();
	}
	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	authenticate: ICredentialsHelper['authenticate'] = async (credentials, _type, request) =>
		typeof this.type.authenticate === 'function' ? await this.type.authenticate(credentials, request as never) : (request as never);
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	getCredentials = async () => {
		throw new Error('not part of a run');
	};
	getDecrypted = async () => ({ ...this.data });
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
	getCredentialsProperties = () => this.type.properties;
}

export interface NodeRun {
	/** What came out of the node's first output. */
	items: INodeExecutionData[];
	/** What came out of every output; with `onError: continueErrorOutput` the second one is the error output. */
	outputs: Array<INodeExecutionData[] | null>;
	/** The error that ended the node, if one did. */
	error?: NodeError;
	/** What the editor shows above the output. */
	hints: string[];
}

export interface RunOptions {
	/** The input items; one empty item if not given. */
	input?: INodeExecutionData[];
	/** Nodes that ran before, one after the other, with what came out of each: the input is what came out of the last. */
	earlier?: Array<[name: string, items: INodeExecutionData[]]>;
	/** As in the node's settings. */
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** Cancels the run when it fires. */
	signal?: AbortSignal;
	/** Of the node, 1 if not given. */
	typeVersion?: number;
}

export interface Published {
	/** One poll; `manual` is what Fetch Test Event does. Gives the JSON of the items that would start a run, null for no run. */
	poll(mode?: 'trigger' | 'manual'): Promise<IDataObject[] | null>;
	/** What n8n would save now. */
	staticData(): IDataObject;
}

/** n8n's engine with our nodes and one credential. */
export class Engine {
	private executions = 0;

	private constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly credentialType: ICredentialType,
	) {}

	static async start(credential: IDataObject, credentialType: ICredentialType = new PrintOsApi()): Promise<Engine> {
		// Reading the settings makes n8n's own folder and key.
		void Container.get(InstanceSettings).encryptionKey;
		await Container.get(BinaryDataService).init();
		return new Engine(credential as ICredentialDataDecryptedObject, credentialType);
	}

	/** Runs one node of ours over the given items, as a workflow of this one node. */
	async run(type: string, parameters: INodeParameters, options: RunOptions = {}): Promise<NodeRun> {
		const { earlier = [], input = earlier.at(-1)?.[1] ?? [{ json: {} }] } = options;
		const workflow = this.workflow(
			type,
			parameters,
			options.onError,
			earlier.map(([name]) => name),
			options.typeVersion,
		);
		const node = workflow.getNode(type)!;
		const additionalData = this.additionalData(workflow, 'manual');
		const sources = [undefined, ...earlier.map(([previousNode]) => ({ main: [{ previousNode }] }))];
		const executionData = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node, data: { main: [input] }, source: sources.at(-1) ?? null }],
			},
			resultData: {
				runData: Object.fromEntries(
					earlier.map(([name, items], index) => [
						name,
						[{ data: { main: [items] }, source: sources[index]?.main ?? [], startTime: 0, executionTime: 0, executionIndex: index }],
					]),
				),
			},
		});
		const running = new WorkflowExecute(additionalData, 'manual', executionData).processRunExecutionData(workflow);
		options.signal?.addEventListener('abort', () => running.cancel());
		const result = await running;
		const last = result.data.resultData.runData[type]?.at(-1);
		const outputs = last?.data?.main ?? [];
		return {
			items: outputs[0] ?? [],
			outputs,
			error: (last?.error ?? result.data.resultData.error) as NodeError | undefined,
			hints: (last?.hints ?? []).map(({ message }) => message),
		};
	}

	/** Calls a list search or load options method as the editor does. */
	async list(type: string, method: string, parameters: INodeParameters = {}, filter?: string) {
		const workflow = this.workflow(type, parameters);
		// What is in the panel at the moment, saved or not.
		const additionalData = this.additionalData(workflow, 'internal', { currentNodeParameters: parameters });
		const context = new LoadOptionsContext(workflow, workflow.getNode(type)!, additionalData, '');
		const { listSearch, loadOptions } = nodes[type]!.methods ?? {};
		const search = listSearch?.[method];
		if (search) return await search.call(context, filter);
		return { results: await loadOptions![method]!.call(context) };
	}

	/** Hands a request to the trigger in n8n's real WebhookContext. */
	async webhook(
		parameters: INodeParameters,
		request: object,
		response: object,
		mode: 'webhook' | 'manual' = 'webhook',
	): Promise<IWebhookResponseData> {
		const type = 'printOsSiteFlowTrigger';
		const workflow = this.workflow(type, parameters);
		const node = workflow.getNode(type)!;
		const additionalData = this.additionalData(workflow, mode, { httpRequest: request, httpResponse: response } as never);
		const context = new WebhookContext(workflow, node, additionalData, mode, this.webhookData(node, additionalData), [], null);
		return await nodes[type]!.webhook!.call(context);
	}

	/** Runs one of the trigger's webhookMethods, as n8n does when a workflow is switched on or off. */
	async hook(parameters: INodeParameters, method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const type = 'printOsSiteFlowTrigger';
		const workflow = this.workflow(type, parameters);
		const node = workflow.getNode(type)!;
		const additionalData = this.additionalData(workflow, 'trigger');
		const context = new HookContext(workflow, node, additionalData, 'trigger', 'activate', this.webhookData(node, additionalData));
		return await nodes[type]!.webhookMethods!.default![method]!.call(context);
	}

	/**
	 * A published workflow that begins with a polling trigger of ours, in n8n's real PollContext.
	 * @param saved what n8n's database holds as the workflow's static data
	 */
	publish(parameters: INodeParameters, saved: IDataObject = {}, activation: WorkflowActivateMode = 'activate'): Published {
		const type = 'printOsSiteFlowPollingTrigger';
		const workflow = this.workflow(type, parameters);
		// As n8n wraps what it loads.
		workflow.staticData = ObservableObject.create(structuredClone(saved));
		const poll = async (mode: 'trigger' | 'manual' = 'trigger') => {
			const context = new PollContext(workflow, workflow.getNode(type)!, this.additionalData(workflow, mode), mode, activation);
			const told = await nodes[type]!.poll!.call(context);
			return told?.[0]?.map(({ json }) => json) ?? null;
		};
		return { poll, staticData: () => JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject };
	}

	/** Puts bytes into n8n's binary store, as a node before ours would. */
	async store(content: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
		const binaryData: IBinaryData = { data: '', fileName, mimeType };
		return await Container.get(BinaryDataService).store(
			{ type: 'execution', workflowId: 'wf', executionId: 'input' } as never,
			content,
			binaryData,
		);
	}

	private workflow(
		type: string,
		parameters: INodeParameters,
		onError?: RunOptions['onError'],
		earlier: string[] = [],
		typeVersion = 1,
	): Workflow {
		const node: INode = {
			id: 'node',
			name: type,
			type,
			typeVersion,
			position: [0, 0],
			webhookId: 'hook',
			parameters,
			onError,
			credentials: { printOsApi: { id: '1', name: 'HP PrintOS' } },
		};
		return new Workflow({
			id: 'wf',
			name: 'test',
			nodes: [...earlier.map((name) => ({ ...node, id: name, name })), node],
			connections: Object.fromEntries(
				earlier.map((name, index) => [name, { main: [[{ node: earlier[index + 1] ?? type, type: 'main' as const, index: 0 }]] }]),
			),
			active: false,
			nodeTypes: {
				getByName: (name: string) => nodes[name]!,
				getByNameAndVersion: (name: string) => nodes[name]!,
				getKnownTypes: () => ({}),
			},
			settings: { executionOrder: 'v1' },
		});
	}

	private additionalData(workflow: Workflow, mode: WorkflowExecuteMode, more: Partial<IWorkflowExecuteAdditionalData> = {}) {
		const executionId = String(++this.executions);
		const local = 'http://localhost';
		const data = {
			credentialsHelper: new CredentialsHelper(this.credential, this.credentialType),
			executionId,
			workflowId: workflow.id,
			currentNodeExecutionIndex: 0,
			variables: {},
			restApiUrl: `${local}/rest`,
			instanceBaseUrl: local,
			formWaitingBaseUrl: `${local}/form-waiting`,
			webhookBaseUrl: `${local}/webhook`,
			webhookWaitingBaseUrl: `${local}/webhook-waiting`,
			webhookTestBaseUrl: `${local}/webhook-test`,
			logAiEvent() {},
			setExecutionStatus() {},
			sendDataToUI() {},
			...more,
		} as unknown as IWorkflowExecuteAdditionalData;
		data.hooks = new ExecutionLifecycleHooks(mode, executionId, {
			id: workflow.id,
			name: 'test',
			active: false,
			nodes: Object.values(workflow.nodes),
			connections: {},
			settings: {},
			createdAt: new Date(),
			updatedAt: new Date(),
		} as never);
		return data;
	}

	private webhookData(node: INode, additionalData: IWorkflowExecuteAdditionalData) {
		const webhookDescription = nodes[node.type]!.description.webhooks![0]!;
		return {
			node: node.name,
			path: String(webhookDescription.path),
			httpMethod: 'POST' as const,
			webhookDescription,
			workflowId: 'wf',
			workflowExecuteAdditionalData: additionalData,
		};
	}
}
