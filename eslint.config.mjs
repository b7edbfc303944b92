import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// The floors of ARCHITECTURE.md. A room may know the rooms of lower floors and itself, nothing else.
const FLOORS = [
  ['values'],
  ['core'],
  ['routing', 'cluster', 'gitops', 'manifests'],
  ['metallb', 'istio', 'nginx', 'gateway-api', 'rules'],
  ['canary', 'synth'],
  ['cli'],
];
// A rule reads documents and facts, never a construct.
const RULES_MAY_KNOW = ['manifests', 'values', 'core/problem.ts', 'core/cluster-facts.ts'];

const zone = (target, may, message) => ({
  target: `./lib/${target}`,
  from: './lib',
  except: [target, ...may].map((room) => `./${room}`),
  message,
});
const zones = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const below = room === 'rules' ? RULES_MAY_KNOW : FLOORS.slice(0, floor).flat();
    return zone(room, below, `lib/${room} may know only lower floors: ${below.join(', ')}`);
  }),
);

export default tseslint.config(
  { ignores: ['build/', 'imports/', 'node_modules/', 'coverage/', '.synth/', '.jsii-dist/', 'dist/'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })], 'import-x/extensions': ['.ts'] },
    languageOptions: { parserOptions: { project: 'tsconfig.dev.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/member-ordering': [
        'error',
        { default: ['static-method', 'instance-field', 'constructor', 'public-method', 'protected-method', 'private-method'] },
      ],
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      // jsii wants index signatures; cdk8s hands out `any` for whatever is resolved late.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allow: [{ name: 'IpAddress', from: 'file' }] }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'import-x/order': ['error', { alphabetize: { order: 'asc', caseInsensitive: true }, 'newlines-between': 'never' }],
      'import-x/no-cycle': 'error',
      'no-mixed-operators': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 30, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/imports/**', 'cdk8s-plus-*'], message: 'Only a *.private.ts file may know generated types.' }] },
      ],
    },
  },
  { files: ['lib/**/*.private.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['test/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts', 'conformance/**/*.ts', 'clusters/**/*.ts', 'examples/**/*.ts', 'main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      // Tests read JSON of any shape, and misuse the API on purpose.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
