// n8n-core reads its settings from the environment when it is loaded: this module has to be imported first.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import { ownFolder } from './folder.cts';

const { N8N_ENGINE_FOLDER: folder } = process.env;
process.env.N8N_USER_FOLDER ??= folder ? mkdtempSync(join(folder, 'test-')) : ownFolder();
process.env.N8N_ENCRYPTION_KEY ??= 'only-for-the-tests';
process.env.N8N_DEFAULT_BINARY_DATA_MODE ??= 'filesystem';
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS ??= 'true';
process.env.N8N_DIAGNOSTICS_ENABLED ??= 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';
