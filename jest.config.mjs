import { availableParallelism } from 'node:os';

export default {
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  // A hang ends some day; how fast a machine is decides nothing.
  testTimeout: 300_000,
  // Each file loads its own copy of the program's modules, which a worker never gives back. A new worker costs half a
  // second; collecting garbage in a large one costs more.
  workerIdleMemoryLimit: '500MB',
  // Suites about time, processes and failures mostly wait; one more worker has work for the processors meanwhile.
  maxWorkers: availableParallelism() + 1,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
  coverageProvider: 'v8',
  collectCoverageFrom: [
    'src/**/*.ts',
    '!src/**/*.spec.ts',
    // Types only: nothing of them is there when the program runs.
    '!src/**/*.contract.ts',
    // The entry points run as processes of their own, in test/acceptance.
    '!src/{main,worker,cli}.ts',
  ],
  coverageThreshold: { global: { lines: 95, branches: 90 } },
};
