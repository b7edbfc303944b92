import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterOf } from '../core/cluster-facts';
import { Document, KubeObject } from '../manifests/document';
import { groupBy } from '../values/group-by';

/** The objects of one cluster. Those outside any cluster belong to the app itself. */
export interface ClusterObjects {
  readonly root: IConstruct;
  readonly objects: readonly ApiObject[];
}

/** Every object of the app by cluster; inside a cluster in the order of the tree, dependencies first. */
export function objectsByCluster(app: App): ClusterObjects[] {
  const groups = groupBy<IConstruct, ApiObject>(objectsInOrder(app), (object) => clusterOf(object) ?? app);
  return [...groups].map(([root, objects]) => ({ root, objects }));
}

/** Each object rendered, once. */
export function render({ root, objects }: ClusterObjects, fileExtension: string): Document[] {
  return objects.map((object) => ({
    origin: object.node.path,
    chart: Chart.of(object).node.path,
    file: `${fileNameOf(Chart.of(object), root)}${fileExtension}`,
    object: object.toJson() as KubeObject,
  }));
}

/** Depth first, each object after what it was said to depend on. Linear: cdk8s's own walk can double at every step. */
function objectsInOrder(app: App): ApiObject[] {
  const visited = new Set<IConstruct>();
  const objects: ApiObject[] = [];
  const visit = (construct: IConstruct): void => {
    if (visited.has(construct)) {
      return;
    }
    visited.add(construct);
    construct.node.dependencies.forEach(visit);
    if (ApiObject.isApiObject(construct)) {
      objects.push(construct);
    }
    construct.node.children.forEach(visit);
  };
  visit(app);
  return objects;
}

/** A folder for the cluster, a file for the chart: their ids as written. */
function fileNameOf(chart: Chart, root: IConstruct): string {
  const below = chart.node.scopes.slice(root.node.scopes.length);
  const file = below.map((scope) => scope.node.id).join('-');
  return root.node.path === '' ? file : `${root.node.path}/${file}`;
}
