/** Lets plain Node run our TypeScript from source, for child processes of tests and for Jest's global hooks. */
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
