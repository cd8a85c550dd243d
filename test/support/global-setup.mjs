// Jest loads its global hooks past its own transformer, and that can't follow our imports of `./x.js`.
import './register-typescript.mjs';

export default async function globalSetup() {
  const { default: setup } = await import('./global-setup.ts');
  await setup();
}
