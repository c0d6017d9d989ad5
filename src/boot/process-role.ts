/** Which part of the service a process is; a command serves nobody. */
export type ProcessRole = 'all' | 'api' | 'worker' | 'command';
