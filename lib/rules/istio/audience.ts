import { filled, items } from '../../manifests/raw';

/** The namespaces whose proxies are told of an object: its `exportTo`, where `.` is its own and nothing at all is everybody. */
export class Audience {
  public static of(exportTo: unknown, home: string): Audience {
    const names = items(exportTo).flatMap((name) => filled(name) ?? []);
    return new Audience(new Set(names.length === 0 ? ['*'] : names.map((name) => (name === '.' ? home : name))));
  }

  private constructor(public readonly namespaces: ReadonlySet<string>) {}

  public get isAll(): boolean {
    return this.namespaces.has('*');
  }

  /** @param namespace nothing for one that no document is in */
  public has(namespace: string | undefined): boolean {
    return this.isAll || (namespace !== undefined && this.namespaces.has(namespace));
  }

  /** Whether only its own namespace is told. */
  public isPrivateTo(home: string): boolean {
    return this.namespaces.size === 1 && this.namespaces.has(home);
  }

  public overlaps(other: Audience): boolean {
    return this.isAll || other.isAll || [...this.namespaces].some((namespace) => other.has(namespace));
  }
}
