/** The same keys with any text: what the English texts of a folder have in common with its Chinese ones. */
export type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
