import { runService } from './boot/run-service';

/** Background jobs alone; any number of these may run. */
void runService('worker');
