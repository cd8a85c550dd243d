/** A worker process of its own, to be killed: `node --import register-typescript.mjs worker-process.ts DATABASE [REDIS]`. */
import { ParallelProbeJob, ProbeJob } from './probe.job.js';
import { startProgram } from './program.js';

const [databaseUrl = '', redisUrl] = process.argv.slice(2);
await startProgram({ databaseUrl, redisUrl, role: 'worker', providers: [ProbeJob, ParallelProbeJob] });
