/** The architecture, executable: lower tiers never import higher ones; a feature shows others only its public files. */
const TIERS = [
  ['users', 'recurrence'],
  ['auth', 'ai'],
  ['widgets'],
  ['dashboard', 'sharing', 'integrations', 'history'],
  ['analytics', 'experiments', 'feedback', 'notifications', 'transfer', 'devices', 'assistant'],
  ['graphql', 'health', 'realtime', 'webhooks', 'sync'],
];
const unplaced = require('node:fs')
  .readdirSync('src/modules')
  .filter((name) => !TIERS.flat().includes(name));
if (unplaced.length) throw new Error(`place these features in a tier: ${unplaced.join(', ')}`);

const inFeatures = (names) => `^src/modules/(?:${names.join('|')})/`;
const ANY_FEATURE = '^src/modules/([^/]+)/';
const SAME_FEATURE = '^src/modules/$1/';
const PUBLIC_FILE = '\\.(module|service|events|contract|registry|entity|response\\.dto)\\.ts$';
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    error(
      'no-cycles',
      'not even type-only ones: a cycle is one module pretending to be two',
      {},
      { circular: true },
    ),
    error(
      'common-is-a-leaf',
      'common knows nothing of us',
      { path: '^src/common/' },
      { path: '^src/(?!common/)' },
    ),
    error(
      'config-reads-only-common',
      'configuration is read by all and reads no one',
      { path: '^src/config/' },
      { path: '^src/(?!config/|common/)' },
    ),
    error(
      'platform-knows-no-feature',
      'invert it: declare a contract in platform, implement it in the feature',
      { path: '^src/platform/' },
      { path: '^src/(modules|app)/' },
    ),
    error(
      'nothing-imports-the-app',
      'src/app composes; nobody composes it but the entry points',
      { path: '^src/', pathNot: '^src/(app/|[^/]+\\.ts$)' },
      { path: '^src/app/' },
    ),
    error(
      'features-talk-through-public-files',
      'call the service or listen to the event; leave the repository alone',
      { path: ANY_FEATURE },
      { path: '^src/modules/', pathNot: [SAME_FEATURE, PUBLIC_FILE] },
    ),
    error(
      'foreign-entities-only-for-foreign-keys',
      'an entity may point at another entity; nothing else may',
      { path: ANY_FEATURE, pathNot: '\\.entity\\.ts$' },
      { path: '^src/modules/.+\\.entity\\.ts$', pathNot: SAME_FEATURE },
    ),
    ...TIERS.slice(0, -1).map((names, i) =>
      error(
        `tier-${i}-looks-down-only`,
        `${names.join(', ')} may not know the tiers above`,
        { path: inFeatures(names) },
        { path: inFeatures(TIERS.slice(i + 1).flat()) },
      ),
    ),
    error(
      'widget-types-are-islands',
      'a type never imports a sibling type',
      { path: '^src/modules/widgets/types/([^/]+)/' },
      { path: '^src/modules/widgets/types/[^/]+/', pathNot: '^src/modules/widgets/types/$1/' },
    ),
    error(
      'only-the-manifest-names-widget-types',
      'the rest of the system asks the registry',
      { path: '^src/', pathNot: '^src/modules/widgets/types/' },
      { path: '^src/modules/widgets/types/[^/]+/' },
    ),
    error(
      'edges-hold-no-queries',
      'controllers, resolvers, gateways and jobs call services',
      { path: '\\.(controller|resolver|gateway|job|subscriber)\\.ts$' },
      { path: '\\.repository\\.ts$' },
    ),
    error(
      'services-know-no-http',
      'services are called by jobs, sockets and resolvers too',
      { path: '\\.(service|repository|entity|job|subscriber)\\.ts$' },
      { path: '(^src/common/http/|\\.(controller|gateway|resolver)\\.ts$|node_modules/express/)' },
    ),
    error(
      'typeorm-stays-below-services',
      'queries live in repositories, shapes in entities',
      { path: '^src/modules/', pathNot: '\\.(repository|entity|module)\\.ts$' },
      { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    ),
    error('no-barrels', 'import the file that has the thing', {}, { path: '^src/.+/index\\.ts$' }),
    error('no-test-code-in-src', '', { path: '^src/', pathNot: '\\.spec\\.ts$' }, { path: '^test/' }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
