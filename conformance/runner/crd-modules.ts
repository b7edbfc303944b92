import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// The module that pins the three projects: what crds/ and imports/ are made of is what the API server is given, CEL included.
const PINS = join(__dirname, '../../tools/crds');

/** Whose CRDs there are. */
export type Definitions = 'metallb' | 'istio' | 'gateway-api';

const SOURCES: Readonly<Record<Definitions, { readonly module: string; readonly path: string }>> = {
  metallb: { module: 'go.universe.tf/metallb', path: 'config/crd/bases' },
  istio: { module: 'istio.io/api', path: 'kubernetes/customresourcedefinitions.gen.yaml' },
  'gateway-api': { module: 'sigs.k8s.io/gateway-api', path: 'config/crd/standard' },
};

let folders: ReadonlyMap<string, string> | undefined;

/** Files and folders of the CRDs, inside the modules as their projects publish them. */
export function definitionPaths(whose: readonly Definitions[] = ['metallb', 'istio', 'gateway-api']): string[] {
  return whose.map((name) => join(folderOf(SOURCES[name].module), SOURCES[name].path));
}

/** MetalLB's own manifest of its validating webhooks. */
export function metallbWebhooks(): string {
  return join(folderOf(SOURCES.metallb.module), 'config/webhook/manifests.yaml');
}

function folderOf(module: string): string {
  folders ??= download();
  const folder = folders.get(module);
  if (folder === undefined) {
    throw new Error(`go mod download gave no folder for ${module}`);
  }
  return folder;
}

/** The go command finds the modules in its cache or fetches them, at the versions of go.mod, checked against go.sum. */
function download(): ReadonlyMap<string, string> {
  const names = Object.values(SOURCES).map(({ module }) => module);
  const out = execFileSync('go', ['mod', 'download', '-json', ...names], { cwd: PINS, encoding: 'utf8' });
  // A stream of indented JSON objects: each ends where a line is a lone brace.
  const modules = out.split(/^(?<=^\}\n)/m).map((text) => JSON.parse(text) as { Path: string; Dir: string });
  return new Map(modules.map(({ Path, Dir }) => [Path, Dir]));
}
