import { createHash } from 'node:crypto';
import { uuidv5 } from '../../common/ids/uuidv5.js';

const NAMESPACE = '6f0f3f4e-2a55-4f0e-9a43-0d6c5f5a9b77';

/** A source of chance that gives the same numbers for the same seed (mulberry32); between 0 and 1. */
export function seededRandom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A source of ids that gives the same ones for the same seed. */
export function seededIds(seed: string): () => string {
  let made = 0;
  return () => {
    made += 1;
    return uuidv5(NAMESPACE, `${seed} ${made}`);
  };
}
