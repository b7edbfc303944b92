import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { bookinfo } from '../../clusters/bookinfo';
import { minikube } from '../../clusters/minikube';
import { nginxEdge } from '../../clusters/nginx-edge';
import { production } from '../../clusters/production';
import { Cluster } from '../../lib';
import { ClusterFacts } from '../../lib/core/cluster-facts';
import { inApplyOrder } from '../../lib/manifests/apply-order';
import { Document, KubeObject } from '../../lib/manifests/document';
import { isClusterScoped } from '../../lib/manifests/object-scope';

const ROOT = join(__dirname, '../..');
const CLUSTERS = [minikube, bookinfo, production, nginxEdge];

/** What the programs of `main.ts` say about their clusters, by the name of the folder below `dist/`. */
export function declaredFacts(): ReadonlyMap<string, ClusterFacts> {
  const app = new App();
  CLUSTERS.forEach((declare) => declare(app));
  const clusters = app.node.findAll().filter((construct): construct is Cluster => construct instanceof Cluster);
  return new Map(clusters.map(({ node, facts }) => [node.id, facts]));
}

/** The documents of a folder such as `dist/bookinfo`, as they are committed, in the order in which they can be applied. */
export function documentsOf(folder: string): Document[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const documents = files.sort().flatMap((file) =>
    parseAllDocuments(readFileSync(join(ROOT, folder, file), 'utf8')).map((document): Document => {
      return { origin: `${folder}/${file}`, chart: file, file, object: document.toJS() as KubeObject };
    }),
  );
  return inApplyOrder(documents.filter(({ object }) => object !== null));
}

/** How an answer names a document. */
export function titleOf(object: KubeObject, defaultNamespace: string): string {
  const { name, namespace = defaultNamespace } = object.metadata;
  return `${object.kind} ${isClusterScoped(object) ? name : `${namespace}/${name}`}`;
}
