import type { TFunction } from "i18next";

/** What is wrong with a form's fields, by name; an empty map lets it go. */
export type Errors = ReadonlyMap<string, string>;

/** Collects what is wrong, field by field. The server checks the same; this only says it sooner. */
export class Check {
  readonly errors = new Map<string, string>();
  private readonly t: TFunction;

  constructor(t: TFunction) {
    this.t = t;
  }

  /** A text that is needed, of at most `most` characters. */
  text(field: string, value: string, most: number): this {
    const length = [...value.trim()].length;
    if (length === 0) {
      this.errors.set(field, this.t("form.required"));
    } else if (length > most) {
      this.errors.set(field, this.t("form.tooLong", { most, count: length - most }));
    }
    return this;
  }

  /** A choice that is needed. */
  chosen(field: string, value: string | number | null): this {
    if (!value) {
      this.errors.set(field, this.t("form.choose"));
    }
    return this;
  }

  /** A day that is needed, YYYY-MM-DD; not after `latest` and later than `than` where these are given. */
  day(field: string, value: string, { latest, than }: { latest?: string; than?: string } = {}): this {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) {
      this.errors.set(field, this.t("form.day"));
    } else if (latest && value > latest) {
      this.errors.set(field, this.t("form.future", { date: latest }));
    } else if (than && value <= than) {
      this.errors.set(field, this.t("form.later", { date: than }));
    }
    return this;
  }
}
