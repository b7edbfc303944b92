import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const REPO = join(__dirname, '..', '..');

type Texts = Record<string, string>;
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly main: string;
  readonly types: string;
  readonly keywords: string[];
  readonly engines: Texts;
  readonly scripts: Texts;
  readonly files: string[];
  readonly dependencies: Texts;
  readonly peerDependencies: Texts;
  readonly devDependencies: Texts;
  readonly bundledDependencies: string[];
  readonly jsii?: { readonly targets: Record<string, unknown> };
}
interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Texts;
}
interface Lock {
  readonly packages: Record<string, LockEntry>;
}

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(REPO, ...path), 'utf8')) as T;
const manifest = read<Manifest>('package.json');
const lock = read<Lock>('package-lock.json');

describe('what npm and Construct Hub show', () => {
  test('the package has its name, a version and its licence', () => {
    expect(manifest.name).toBe('cdk8s-bare-metal-ingress');
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.license).toBe('Apache-2.0');
  });

  test('the licence is the whole text, and NOTICE names every project that crds/ is derived from', () => {
    expect(readFileSync(join(REPO, 'LICENSE'), 'utf8')).toMatch(/^\s*Apache License\s+Version 2\.0[^]*END OF TERMS AND CONDITIONS/);
    const notice = readFileSync(join(REPO, 'NOTICE'), 'utf8');
    const sources = [...readFileSync(join(REPO, 'crds', 'README.md'), 'utf8').matchAll(/\| (\S+) v[\d.]+\s+\| Apache-2\.0/g)];
    expect(sources).not.toEqual([]);
    expect(sources.map(([, name]) => name).filter((name) => !notice.includes(name))).toEqual([]);
  });

  test('NOTICE names every library that is copied into the package, with its licence', () => {
    const notice = readFileSync(join(REPO, 'NOTICE'), 'utf8');
    const copied = manifest.bundledDependencies.map((name) => `${name} (${read<Manifest>('node_modules', name, 'package.json').license})`);
    expect(copied.filter((text) => !notice.includes(text))).toEqual([]);
  });

  test('it can be found: Construct Hub lists what says cdk8s', () => {
    const topics = ['kubernetes', 'metallb', 'istio', 'gateway-api', 'ingress', 'nginx', 'canary', 'bare-metal', 'gitops'];
    expect(manifest.keywords).toEqual(expect.arrayContaining(['cdk8s', ...topics]));
  });

  test('it is generated for Python, Java, Go and .NET', () => {
    expect(Object.keys(manifest.jsii?.targets ?? {}).sort()).toEqual(['dotnet', 'go', 'java', 'python']);
  });

  test('it says which Node it needs, and the types it is compiled with are those of that Node', () => {
    const [, floor] = /^>=(\d+)$/.exec(manifest.engines.node) ?? [];
    expect(floor).toBe('20');
    expect(manifest.devDependencies['@types/node']).toMatch(new RegExp(`^${floor}\\.`));
  });
});

describe('what a contributor runs', () => {
  test('the scripts have the names that the documents use', () => {
    const names = ['synth', 'test', 'test:update', 'lint', 'build', 'import', 'crds', 'docs', 'bench', 'package:test'];
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(names));
  });

  test('snapshots change by test:update alone', () => {
    const updating = Object.entries(manifest.scripts).filter(([, command]) => /--updateSnapshot|--update|\bjest\b.*\s-u\b/.test(command));
    expect(updating.map(([name]) => name)).toEqual(['test:update']);
    expect(manifest.scripts.test).toContain('--ci');
  });

  test('nothing of ours runs when somebody installs the package', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish'];
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });
});

describe('what is installed with it', () => {
  test('cdk8s and constructs are the peers, and the tests run on the lowest version allowed', () => {
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['cdk8s', 'constructs']);
    for (const [name, range] of Object.entries(manifest.peerDependencies)) {
      expect(range).toBe(`^${manifest.devDependencies[name]}`);
      expect(lock.packages[`node_modules/${name}`].version).toBe(manifest.devDependencies[name]);
    }
  });

  test('a runtime dependency is a jsii module, or it is bundled: other languages have no npm to fetch it', () => {
    const isJsii = (name: string): boolean => existsSync(join(REPO, 'node_modules', name, '.jsii'));
    const others = Object.keys(manifest.dependencies).filter((name) => !isJsii(name));
    expect(others.sort()).toEqual([...manifest.bundledDependencies].sort());
  });

  test('cdk8s-plus-27 is a dependency, and the tests run on the lowest version allowed', () => {
    const floor = lock.packages['node_modules/cdk8s-plus-27'].version;
    expect(manifest.dependencies['cdk8s-plus-27']).toBe(`^${floor}`);
  });

  test('what is bundled and what develops it is pinned', () => {
    const bundled = manifest.bundledDependencies.map((name) => [name, manifest.dependencies[name]]);
    const loose = [...bundled, ...Object.entries(manifest.devDependencies)].filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test('the lock file names no registry, so that it serves everybody', () => {
    const entries = Object.entries(lock.packages);
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
  });

  test('the lock file says what the bytes of every package must be', () => {
    const unproven = Object.entries(lock.packages).filter(([name, entry]) => name !== '' && !entry.inBundle && !entry.integrity);
    expect(unproven.map(([name]) => name)).toEqual([]);
  });

  test('the lock file holds the packages of every platform: npm ci refuses it otherwise, on each of them', () => {
    const optional = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(optional).toContain('@swc/core-darwin-arm64');
    const held = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)));
    expect(optional.filter((name) => !held.has(name))).toEqual([]);
  });
});

describe('what can be imported', () => {
  const target = 'build/imports/*';
  const exported = read<{ exports: Record<string, unknown>; typesVersions: unknown }>('package.json');

  test('the library, the generated classes and what jsii reads, nothing else', () => {
    expect(Object.keys(exported.exports).sort()).toEqual(['.', './.jsii', './imports/*', './package.json']);
    expect(exported.exports['.']).toEqual({ types: `./${manifest.types}`, default: `./${manifest.main}` });
  });

  test('the generated classes are found under both ways of resolving types', () => {
    expect(exported.exports['./imports/*']).toEqual({ types: `./${target}.d.ts`, default: `./${target}.js` });
    expect(exported.typesVersions).toEqual({ '*': { 'imports/*': [target] } });
  });

  test('package:test tries one generated class of every API group', () => {
    const program = readFileSync(join(REPO, 'tools', 'package-test', 'escape-hatch.ts'), 'utf8');
    const groups = readdirSync(join(REPO, 'imports')).map((file) => file.replace(/\.ts$/, ''));
    expect(groups).not.toEqual([]);
    expect(groups.filter((group) => !program.includes(`'${manifest.name}/imports/${group}'`))).toEqual([]);
  });
});
