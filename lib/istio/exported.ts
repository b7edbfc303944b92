import { ExportTo } from './export-to';

/** How an object of one namespace reaches the proxies of another: not at all, or among what istiod asks first, second or last. */
export type Reach = 'own' | 'named' | 'all';

/** How an object is exported; nothing where it is not. Without a word it is for all, unless the mesh is configured otherwise. */
export function reachOf(exportTo: ExportTo | undefined, ownNamespace: string, namespace: string): Reach | undefined {
  const named = exportTo?._document().map((word) => (word === '.' ? ownNamespace : word)) ?? ['*'];
  if (named.includes('*')) {
    return 'all';
  }
  if (!named.includes(namespace)) {
    return undefined;
  }
  return namespace === ownNamespace ? 'own' : 'named';
}
