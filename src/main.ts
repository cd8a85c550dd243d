import { runMain, serve } from './app/boot.js';

await runMain(() => serve());
