import 'reflect-metadata';
import {
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import { IsNetwork, IsOrigin, IsTrustProxy } from './env-rules.js';
import { IsPrice } from './prices.js';
import { readVariables } from './read-variables.js';
import { Variable, type EnvProblem } from './variable.js';

const PROFILES = ['development', 'test', 'staging', 'production'] as const;
const ROLES = ['all', 'api', 'worker'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const SEARCH_PROVIDERS = ['serper', 'searxng', 'brave', 'none'] as const;
const BOARD_WORDINGS = ['templates', 'model'] as const;
const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Every variable that Brainboard reads: its type, rule, default and one sentence. */
export class Env {
  @Variable('Server', 'TCP port of the API; 0 takes a free one.', '3000')
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT: number = 3000;

  @Variable('Server', 'Address that the API listens on.', '127.0.0.1')
  @IsString()
  @IsNotEmpty()
  HOST: string = '0.0.0.0';

  @Variable('Server', 'Node.js mode; production has no default for a secret.', 'production')
  @IsIn(PROFILES)
  NODE_ENV: (typeof PROFILES)[number] = 'development';

  @Variable('Server', 'Profile of this installation; NODE_ENV where it is not set.', 'staging')
  @IsOptional()
  @IsIn(PROFILES)
  APP_ENV?: (typeof PROFILES)[number];

  @Variable('Server', 'What this process does: serve the API, work off jobs, or both.', 'all')
  @IsIn(ROLES)
  ROLE: (typeof ROLES)[number] = 'all';

  @Variable('Server', 'Least severe level that is logged.', 'info')
  @IsIn(LOG_LEVELS)
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  @Variable('Server', 'Folder of the embedded database and of secrets that Brainboard makes itself.', '.data')
  @IsString()
  @IsNotEmpty()
  DATA_DIR: string = '.data';

  @Variable('Server', 'Make a demonstration account when an embedded installation starts empty.', 'false')
  @IsBoolean()
  DEMO: boolean = true;

  @Variable('Server', 'Seconds that a stopping process goes on serving before it closes its port.', '5')
  @IsInt()
  @Min(0)
  @Max(300)
  SHUTDOWN_DELAY: number = 0;

  @Variable(
    'Server',
    'Seconds that stopping may take beyond SHUTDOWN_DELAY; then the process ends, whatever it waits for.',
    '60',
  )
  @IsInt()
  @Min(1)
  @Max(600)
  SHUTDOWN_LIMIT: number = 35;

  @Variable(
    'Database',
    'PostgreSQL to use; without it an embedded one is started in DATA_DIR.',
    'postgres://user:password@localhost:5432/brainboard',
    { secret: true },
  )
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/[^/\s]*\/[^\s]+$/, {
    message: 'must be a postgres:// address with a database name',
  })
  DATABASE_URL?: string;

  @Variable('Database', 'Most connections that one process opens.', '10')
  @IsInt()
  @Min(2)
  @Max(200)
  DATABASE_POOL_SIZE: number = 10;

  @Variable('Database', 'Milliseconds after which PostgreSQL ends a statement.', '10000')
  @IsInt()
  @Min(100)
  @Max(600_000)
  DATABASE_STATEMENT_TIMEOUT: number = 10_000;

  @Variable('Database', 'Milliseconds that a statement waits for a lock.', '3000')
  @IsInt()
  @Min(50)
  @Max(60_000)
  DATABASE_LOCK_TIMEOUT: number = 3_000;

  @Variable('Database', 'Prepare hot statements by name; false behind PgBouncer in transaction mode.', 'true')
  @IsBoolean()
  DATABASE_PREPARED: boolean = true;

  @Variable(
    'Database',
    'Migrate the database when the process starts; false where a job of its own does.',
    'true',
  )
  @IsBoolean()
  DATABASE_MIGRATE: boolean = true;

  @Variable(
    'Redis',
    'Redis for queues, cache and wake-ups; without it all of these use PostgreSQL and memory.',
    'redis://localhost:6379/0',
    { secret: true },
  )
  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, { message: 'must be a redis:// or rediss:// address' })
  REDIS_URL?: string;

  @Variable(
    'Sign-in',
    'Key that signs access tokens and cursors, 32 characters or more.',
    'openssl rand -base64 48',
    { secret: true },
  )
  @IsOptional()
  @IsString()
  @MinLength(32, { message: 'must be at least 32 characters long' })
  JWT_SECRET?: string;

  @Variable(
    'Sign-in',
    'The key before this one: still accepted, never used to sign.',
    'openssl rand -base64 48',
    { secret: true },
  )
  @IsOptional()
  @IsString()
  @MinLength(32, { message: 'must be at least 32 characters long' })
  JWT_PREVIOUS_SECRET?: string;

  @Variable('Sign-in', 'Seconds that an access token is valid.', '900')
  @IsInt()
  @Min(1)
  @Max(86_400)
  JWT_ACCESS_TTL: number = 900;

  @Variable('Sign-in', 'Seconds that a refresh token is valid after its last use.', '2592000')
  @IsInt()
  @Min(60)
  @Max(31_536_000)
  JWT_REFRESH_TTL: number = 2_592_000;

  @Variable(
    'Sign-in',
    'Seconds in which a refresh token that was just used answers with its successor again.',
    '10',
  )
  @IsInt()
  @Min(0)
  @Max(120)
  JWT_REFRESH_GRACE: number = 10;

  @Variable('Sign-in', 'Issuer named in access tokens.', 'brainboard')
  @IsString()
  @IsNotEmpty()
  JWT_ISSUER: string = 'brainboard';

  @Variable('Sign-in', 'Work factor of bcrypt: each step doubles the time of a hash.', '12')
  @IsInt()
  @Min(4)
  @Max(16)
  BCRYPT_COST: number = 11;

  @Variable(
    'Sign-in',
    'Failed sign-ins to an account from one network, within LOGIN_LOCK, after which each further one has to wait, twice as long each time; from all networks that the account does not know, three times as many.',
    '10',
  )
  @IsInt()
  @Min(3)
  @Max(1000)
  LOGIN_MAX_FAILURES: number = 10;

  @Variable(
    'Sign-in',
    'Failed sign-ins from one network, within LOGIN_LOCK, after which it has to wait in the same way, except for accounts that know it.',
    '100',
  )
  @IsInt()
  @Min(3)
  @Max(100_000)
  LOGIN_MAX_FAILURES_PER_ADDRESS: number = 100;

  @Variable(
    'Sign-in',
    'Seconds in which the failed sign-ins above are forgotten, and most that one has to wait.',
    '900',
  )
  @IsInt()
  @Min(1)
  @Max(86_400)
  LOGIN_LOCK: number = 900;

  @Variable(
    'HTTP',
    'Origins whose pages may call the API from a browser, separated by commas; without it only pages of its own origin.',
    'https://app.example.org',
  )
  @IsOrigin({ each: true })
  CORS_ORIGINS: string[] = [];

  @Variable('HTTP', 'Proxies in front: how many, or their addresses and networks, separated by commas.', '1')
  @IsTrustProxy()
  TRUST_PROXY: string = '0';

  @Variable('HTTP', 'Serve the reference, Swagger UI at /docs and its document at /docs-json.', 'false')
  @IsBoolean()
  API_DOCS: boolean = true;

  @Variable('HTTP', 'Limit the requests of each user, and of each address that is not signed in.', 'off')
  @IsIn(['on', 'off'])
  RATE_LIMIT: 'on' | 'off' = 'on';

  @Variable('HTTP', 'Most sign-ins of an address in a minute.', '60')
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RATE_LIMIT_SIGN_IN: number = 300;

  @Variable('HTTP', 'Most new accounts of an address in an hour.', '20')
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RATE_LIMIT_REGISTRATION: number = 600;

  @Variable(
    'HTTP',
    'Most requests of a user in a minute for summaries, imports of files, previews of rules, and searches for places.',
    '60',
  )
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RATE_LIMIT_EXPENSIVE: number = 600;

  @Variable('HTTP', 'Most other changes of a user in a minute.', '300')
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RATE_LIMIT_WRITES: number = 1_200;

  @Variable('HTTP', 'Most reads of a user in a minute, in each process.', '1200')
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RATE_LIMIT_READS: number = 6_000;

  @Variable('AI', 'Key of the model service; without it summaries are extractive.', 'sk-…', { secret: true })
  @IsOptional()
  @IsString()
  OPENAI_API_KEY?: string;

  @Variable('AI', 'Base address of any service that speaks the OpenAI protocol.', 'https://api.openai.com/v1')
  @IsUrl(HTTP_URL, { message: 'must be an http:// or https:// address' })
  OPENAI_BASE_URL: string = 'https://api.openai.com/v1';

  @Variable('AI', 'Model that summarizes.', 'gpt-4o-mini')
  @IsString()
  @IsNotEmpty()
  OPENAI_MODEL: string = 'gpt-4o-mini';

  @Variable('AI', 'Cheaper model that summarizes where a budget has no room for the other.', 'gpt-4.1-nano')
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  OPENAI_SMALL_MODEL?: string;

  @Variable('AI', 'Most tokens of pages in one call of a model; longer pages are read in parts.', '16000')
  @IsInt()
  @Min(500)
  @Max(500_000)
  SUMMARY_TOKENS: number = 16_000;

  @Variable(
    'AI',
    'What calls cost, in millionths of your currency: per million input/output tokens of a model, per call of a search.',
    'gpt-4o-mini=150000/600000,serper=1000',
  )
  @IsPrice({ each: true })
  AI_PRICES: string[] = [];

  @Variable(
    'AI',
    'Most that all calls together may cost in a month of UTC, in millionths; no limit by default.',
    '50000000',
  )
  @IsOptional()
  @IsInt()
  @Min(0)
  AI_BUDGET?: number;

  @Variable(
    'AI',
    'Most that the calls for one user may cost in a month of UTC, in millionths; no limit by default.',
    '2000000',
  )
  @IsOptional()
  @IsInt()
  @Min(0)
  AI_USER_BUDGET?: number;

  @Variable(
    'Search',
    'Who answers web searches; of several, the next is asked where the one before fails.',
    'serper,brave',
  )
  @IsIn(SEARCH_PROVIDERS, { each: true })
  @ArrayUnique()
  SEARCH_PROVIDER: string[] = ['none'];

  @Variable('Search', 'Key of Serper.', 'a1b2c3…', { secret: true })
  @IsOptional()
  @IsString()
  SERPER_API_KEY?: string;

  @Variable('Search', 'Base address of Serper.', 'https://google.serper.dev')
  @IsUrl(HTTP_URL, { message: 'must be an http:// or https:// address' })
  SERPER_URL: string = 'https://google.serper.dev';

  @Variable(
    'Search',
    'Base address of a SearXNG with the JSON format switched on.',
    'https://searx.example.org',
  )
  @IsOptional()
  @IsUrl(HTTP_URL, { message: 'must be an http:// or https:// address' })
  SEARXNG_URL?: string;

  @Variable('Search', 'Key of Brave Search.', 'BSA…', { secret: true })
  @IsOptional()
  @IsString()
  BRAVE_API_KEY?: string;

  @Variable('Search', 'Base address of Brave Search.', 'https://api.search.brave.com')
  @IsUrl(HTTP_URL, { message: 'must be an http:// or https:// address' })
  BRAVE_URL: string = 'https://api.search.brave.com';

  @Variable('Search', 'Most pages that are read for one summary.', '5')
  @IsInt()
  @Min(1)
  @Max(10)
  SUMMARY_SOURCES: number = 5;

  @Variable(
    'Search',
    'Networks that outbound calls may reach beside the public ones, separated by commas.',
    '10.20.0.0/16',
  )
  @IsNetwork({ each: true })
  OUTBOUND_ALLOW: string[] = [];

  @Variable('Search', 'Most milliseconds that one call outside takes, whatever it is for.', '30000')
  @IsInt()
  @Min(100)
  @Max(120_000)
  OUTBOUND_TIMEOUT: number = 30_000;

  @Variable(
    'Search',
    'Most milliseconds that a service outside is left alone after it failed repeatedly or asked for it.',
    '300000',
  )
  @IsInt()
  @Min(10)
  @Max(3_600_000)
  OUTBOUND_REST: number = 300_000;

  @Variable(
    'Weather',
    'Base address of Open-Meteo, or of what speaks as it does.',
    'https://api.open-meteo.com',
  )
  @IsUrl(HTTP_URL, { message: 'must be an http:// or https:// address' })
  OPEN_METEO_URL: string = 'https://api.open-meteo.com';

  @Variable('Weather', 'Base address of its search for places.', 'https://geocoding-api.open-meteo.com')
  @IsUrl(HTTP_URL, { message: 'must be an http:// or https:// address' })
  OPEN_METEO_GEOCODING_URL: string = 'https://geocoding-api.open-meteo.com';

  @Variable('Alarms', 'Seconds after its time in which an alarm that was missed still rings.', '3600')
  @IsInt()
  @Min(0)
  @Max(86_400)
  ALARM_GRACE: number = 3_600;

  @Variable('Dashboard', 'Places on the daily board.', '8')
  @IsInt()
  @Min(1)
  @Max(50)
  DASHBOARD_SIZE: number = 8;

  @Variable(
    'Dashboard',
    'Who words boards: templates, or a model (where there is an OPENAI_API_KEY, and a budget has room), asked once a day for each user.',
    'model',
  )
  @IsIn(BOARD_WORDINGS)
  BOARD_WORDING: (typeof BOARD_WORDINGS)[number] = 'templates';
}

/** Some variables are wrong; all of them are named, none of their secrets is shown. */
export class EnvError extends Error {
  constructor(readonly problems: readonly EnvProblem[]) {
    super(
      problems
        .map(({ variable, problem, example }) => `${variable} ${problem} (example: ${example})`)
        .join('\n'),
    );
    this.name = 'EnvError';
  }
}

/** Reads and checks the variables; throws an EnvError that names every problem at once. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const env = new Env();
  const { problems, describe } = readVariables(env, source);
  for (const error of validateSync(env)) {
    const problem = Object.values(error.constraints ?? {})[0] ?? 'is not valid';
    if (!problems.some(({ variable }) => variable === error.property))
      problems.push(describe(error.property, problem));
  }
  problems.push(...crossChecks(env).map(([name, problem]) => describe(name, problem)));
  if (problems.length > 0) throw new EnvError(problems);
  return env;
}

function crossChecks(env: Env): [string, string][] {
  const missing: [string, string][] = [];
  const isProduction =
    env.NODE_ENV === 'production' || env.APP_ENV === 'production' || env.APP_ENV === 'staging';
  if (isProduction && env.JWT_SECRET === undefined) missing.push(['JWT_SECRET', 'is required in production']);
  const { SEARCH_PROVIDER: providers } = env;
  if (providers.includes('none') && providers.length > 1)
    missing.push(['SEARCH_PROVIDER', 'must be none alone or a list of providers']);
  if (providers.includes('serper') && env.SERPER_API_KEY === undefined)
    missing.push(['SERPER_API_KEY', 'is required with SEARCH_PROVIDER=serper']);
  if (providers.includes('searxng') && env.SEARXNG_URL === undefined)
    missing.push(['SEARXNG_URL', 'is required with SEARCH_PROVIDER=searxng']);
  if (providers.includes('brave') && env.BRAVE_API_KEY === undefined)
    missing.push(['BRAVE_API_KEY', 'is required with SEARCH_PROVIDER=brave']);
  return missing;
}
