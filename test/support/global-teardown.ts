import './global-setup.js';

/** Ends the servers of this run, with all their databases and files. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.brainboardTestServices?.stop();
}
