import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { defaultNamespaceOf } from '../../../lib/core/cluster-facts';
import { KubeObject } from '../../../lib/manifests/document';
import { Answer, Delivery, Receipt } from '../delivery';
import { declaredFacts, documentsOf, titleOf } from '../dist-cluster';
import { Kube, kubeVersions } from '../kube';
import { Case, Suite } from '../suite';

/** What a case file says about the documents of one cluster. */
interface CaseFile {
  /** Where they are, from the root of the repository. */
  readonly folder: string;
  /** How many there are. */
  readonly documents: number;
  /** The addresses their Services get, by namespace and name. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  /** The warnings that are known to come, and why they are no fault. */
  readonly warnings?: readonly { readonly document: string; readonly text: string; readonly reason: string }[];
}

interface Accepted extends Case, CaseFile {
  readonly objects: readonly KubeObject[];
  readonly defaultNamespace: string;
  readonly existingNamespaces: readonly string[];
}

const FOLDER = join(__dirname, '../../cases/accepted');

/** Every document we write, applied to a real API server with MetalLB and its webhooks. */
export const accepted: Suite<Accepted, Answer> = {
  name: 'accepted',
  side: 'expected',
  versions: kubeVersions(),
  cases: () =>
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map(readCase),
  ask: async (cases, programs) => {
    const kube = await Kube.up(programs, 'accepted', { webhooks: true });
    try {
      const answers = new Map<string, Answer>();
      for (const aCase of cases) {
        answers.set(aCase.name, await new Delivery(kube.api, aCase).deliver());
      }
      return answers;
    } finally {
      await kube.down();
    }
  },
  difference: (aCase, answer) => {
    if (aCase.objects.length !== aCase.documents) {
      return `${aCase.folder} has ${aCase.objects.length} documents, expected ${aCase.documents}`;
    }
    const expected = expectedOf(aCase);
    const parts: [unknown, unknown][] = expected.documents.map((receipt, index) => [receipt, answer.documents[index]]);
    parts.push([expected.addresses, answer.addresses], [expected, answer]);
    const different = parts.find(([ours, theirs]) => !isDeepStrictEqual(ours, theirs));
    return different && `expected ${JSON.stringify(different[0])}, got ${JSON.stringify(different[1])}`;
  },
};

function readCase(file: string): Accepted {
  const content = parse(readFileSync(join(FOLDER, file), 'utf8')) as CaseFile;
  const name = file.replace(/\.yaml$/, '');
  const facts = declaredFacts().get(name);
  return {
    name,
    ...content,
    objects: documentsOf(content.folder).map(({ object }) => object),
    defaultNamespace: defaultNamespaceOf(facts),
    existingNamespaces: facts?.existingNamespaces ?? [],
  };
}

function expectedOf({ objects, defaultNamespace, warnings = [], addresses }: Accepted): Answer {
  const documents = objects.map((object): [string, Receipt] => {
    const title = titleOf(object, defaultNamespace);
    const texts = warnings.filter(({ document }) => document === title).map(({ text }) => text);
    return [title, { accepted: true, unchanged: true, ...(texts.length === 0 ? {} : { warnings: texts }) }];
  });
  return { documents, addresses };
}
