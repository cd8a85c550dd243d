import { Session } from 'node:inspector/promises';
import { CoverageInstrumenter } from 'collect-v8-coverage';
import { TestEnvironment } from 'jest-environment-node';

/**
 * One count for all suites of a worker, each taking what is new. Jest switches V8's counters (and its debugger, for
 * nothing) on and off around each suite instead, and each time V8 goes through everything that the worker still holds.
 */
let session;
CoverageInstrumenter.prototype.startInstrumenting = async () => {
  if (session) return;
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
};
CoverageInstrumenter.prototype.stopInstrumenting = async () => {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result;
};

/** What each suite runs in: Jest's environment for Node.js, whose coverage costs little. */
export default TestEnvironment;
