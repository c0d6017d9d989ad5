import { runService } from './boot/run-service';

/** API, pages and — unless started as `api` — the worker, in one process. */
void runService(process.env['PROCESS_ROLE'] === 'api' ? 'api' : 'all');
