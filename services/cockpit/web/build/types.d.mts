/** Every generated file of types, by its path. */
export function generated(): Promise<Map<string, string>>;
