import { Manifests } from '../../manifests/manifests';

/** What every rule asks of the same manifests, read once. */
export function once<T extends object>(read: (manifests: Manifests) => T): (manifests: Manifests) => T {
  const known = new WeakMap<Manifests, T>();
  return (manifests) => {
    const value = known.get(manifests) ?? read(manifests);
    known.set(manifests, value);
    return value;
  };
}
