import { resolve } from 'node:path';
import type { Env } from './env.js';
import { priceList } from './prices.js';
import { ownSecret } from './secrets.js';

/** The environment, grouped and typed; what the rest of the program reads instead of variables. */
export class Config {
  readonly environment: Env['NODE_ENV'];
  readonly role: Env['ROLE'];
  readonly dataDir: string;
  readonly demo: boolean;
  readonly logLevel: Env['LOG_LEVEL'];
  readonly http;
  readonly rateLimits;
  readonly database;
  readonly redis;
  readonly auth;
  readonly ai;
  readonly metering;
  readonly search;
  readonly weather;
  readonly outbound;
  readonly alarms;
  readonly dashboard;

  constructor(
    private readonly env: Env,
    databaseUrl: string,
  ) {
    this.environment = env.APP_ENV ?? env.NODE_ENV;
    this.role = env.ROLE;
    this.dataDir = resolve(env.DATA_DIR);
    this.demo = env.DEMO;
    this.logLevel = env.LOG_LEVEL;
    this.http = {
      port: env.PORT,
      host: env.HOST,
      corsOrigins: env.CORS_ORIGINS,
      trustProxy: /^\d+$/.test(env.TRUST_PROXY) ? Number(env.TRUST_PROXY) : env.TRUST_PROXY.split(/\s*,\s*/),
      shutdownDelayMs: env.SHUTDOWN_DELAY * 1000,
      hasDocs: env.API_DOCS,
    };
    this.rateLimits = {
      isOn: env.RATE_LIMIT === 'on',
      ofClass: {
        sign_in: { quota: env.RATE_LIMIT_SIGN_IN, windowSeconds: 60 },
        registration: { quota: env.RATE_LIMIT_REGISTRATION, windowSeconds: 3_600 },
        expensive: { quota: env.RATE_LIMIT_EXPENSIVE, windowSeconds: 60 },
        writes: { quota: env.RATE_LIMIT_WRITES, windowSeconds: 60 },
        reads: { quota: env.RATE_LIMIT_READS, windowSeconds: 60 },
      },
    };
    this.database = {
      url: databaseUrl,
      isEmbedded: env.DATABASE_URL === undefined,
      poolSize: env.DATABASE_POOL_SIZE,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT,
      lockTimeoutMs: env.DATABASE_LOCK_TIMEOUT,
      prepared: env.DATABASE_PREPARED,
      migrate: env.DATABASE_MIGRATE,
    };
    this.redis = { url: env.REDIS_URL };
    this.auth = {
      secret: env.JWT_SECRET ?? ownSecret(this.dataDir, 'jwt'),
      previousSecret: env.JWT_PREVIOUS_SECRET,
      issuer: env.JWT_ISSUER,
      accessTtlSeconds: env.JWT_ACCESS_TTL,
      refreshTtlSeconds: env.JWT_REFRESH_TTL,
      refreshGraceSeconds: env.JWT_REFRESH_GRACE,
      bcryptCost: env.BCRYPT_COST,
      maxFailures: env.LOGIN_MAX_FAILURES,
      maxFailuresPerAddress: env.LOGIN_MAX_FAILURES_PER_ADDRESS,
      lockSeconds: env.LOGIN_LOCK,
    };
    this.ai = {
      apiKey: env.OPENAI_API_KEY,
      baseUrl: env.OPENAI_BASE_URL,
      model: env.OPENAI_MODEL,
      /** The best first; a smaller one is for when a budget has no room for it. */
      models: [env.OPENAI_MODEL, ...(env.OPENAI_SMALL_MODEL === undefined ? [] : [env.OPENAI_SMALL_MODEL])],
      summaryTokens: env.SUMMARY_TOKENS,
    };
    this.metering = {
      prices: priceList(env.AI_PRICES),
      budget: env.AI_BUDGET ?? null,
      userBudget: env.AI_USER_BUDGET ?? null,
    };
    this.search = {
      /** In the order in which they are asked; empty for none. */
      providers: env.SEARCH_PROVIDER.filter((provider) => provider !== 'none'),
      serperKey: env.SERPER_API_KEY,
      serperUrl: env.SERPER_URL,
      searxngUrl: env.SEARXNG_URL,
      braveKey: env.BRAVE_API_KEY,
      braveUrl: env.BRAVE_URL,
      sources: env.SUMMARY_SOURCES,
    };
    this.weather = {
      url: env.OPEN_METEO_URL.replace(/\/$/, ''),
      geocodingUrl: env.OPEN_METEO_GEOCODING_URL.replace(/\/$/, ''),
    };
    this.outbound = {
      allow: env.OUTBOUND_ALLOW,
      timeoutMs: env.OUTBOUND_TIMEOUT,
      longestRestMs: env.OUTBOUND_REST,
    };
    this.alarms = { graceMs: env.ALARM_GRACE * 1_000 };
    this.dashboard = {
      size: env.DASHBOARD_SIZE,
      /** Templates where there is no model to ask. */
      wording: env.OPENAI_API_KEY === undefined ? 'templates' : env.BOARD_WORDING,
    };
  }
  /** The same configuration, except for some variables. */
  with(changes: Partial<Pick<Env, 'ROLE' | 'RATE_LIMIT'>>): Config {
    return new Config({ ...this.env, ...changes }, this.database.url);
  }
}
