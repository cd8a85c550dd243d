import { runMain } from './app/boot.js';
import { openCommand, runCommand } from './app/commands.js';

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  await runCommand(openCommand(name), args);
});
