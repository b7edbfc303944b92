/** What came first under a key, here or before. */
export class FirstOf<T> {
  private readonly own = new Map<string, T>();

  public constructor(private readonly before: readonly FirstOf<T>[] = []) {}

  /** The first one, which is the thing itself where none was. */
  public add(key: string, thing: T): T {
    const first = this.get(key);
    if (first === undefined) {
      this.own.set(key, thing);
    }
    return first ?? thing;
  }

  public get(key: string): T | undefined {
    return this.before.find(({ own }) => own.has(key))?.own.get(key) ?? this.own.get(key);
  }
}
