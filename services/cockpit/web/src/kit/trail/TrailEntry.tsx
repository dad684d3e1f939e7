import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatExactTime, formatTime } from "../format/time";
import { useWord } from "../i18n/useWord";
import { EventData } from "./EventData";
import type { TrailEvent } from "./queries";
import { fieldsOf, revised } from "./revision";
import styles from "./TrailEntry.module.css";
import { quoteOf, useHeadline } from "./useHeadline";

interface Props {
  event: TrailEvent;
  before: TrailEvent | undefined;
}

/** One event: what, when, from where; and on demand exactly what it said. */
export function TrailEntry({ event, before }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const headline = useHeadline();
  const [open, setOpen] = useState(false);
  const fields = fieldsOf(event, before);
  const changes = revised(fields);
  const quote = quoteOf(event);

  return (
    <li className={styles.entry} data-source={event.source}>
      <div className={styles.head}>
        <span className={styles.what}>{headline(event, before !== undefined)}</span>
        {before && (
          <span className={styles.revised}>
            {changes ? t("trail.revised", { count: changes }) : t("trail.unchanged")}
          </span>
        )}
        {event.late && (
          <Tag color={event.late === "entered" ? "warning" : "default"}>
            {t(event.late === "entered" ? "late.mark" : "late.markTakeover")}
          </Tag>
        )}
        <time className={styles.when} dateTime={event.occurred_at} title={t("trail.occurred")}>
          {formatTime(event.occurred_at)}
        </time>
      </div>
      {quote && <blockquote className={styles.quote}>{quote}</blockquote>}
      <div className={styles.line}>
        <span>{word("services", event.source)}</span>
        <code className={styles.stream} title={event.stream}>
          {event.stream}
        </code>
        <span>{t("trail.sequence", { sequence: event.sequence })}</span>
        <Button
          type="link"
          size="small"
          className={styles.toggle ?? ""}
          icon={open ? <DownOutlined /> : <RightOutlined />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t(open ? "trail.hide" : "trail.show")}
        </Button>
      </div>
      {open && (
        <div className={styles.detail}>
          <dl className={styles.facts}>
            <Fact label={t("trail.occurred")}>{formatExactTime(event.occurred_at)}</Fact>
            <Fact label={t("trail.recorded")}>{formatExactTime(event.recorded_at)}</Fact>
            <Fact label={t("trail.actor")}>{event.actor ?? "—"}</Fact>
            <Fact label={t("trail.version")}>
              {event.type} v{event.schema_version}
            </Fact>
            <Fact label={t("trail.id")}>{event.id}</Fact>
            <Fact label={t("trail.correlation")}>{event.correlation_id}</Fact>
            {event.causation_id && <Fact label={t("trail.causation")}>{event.causation_id}</Fact>}
          </dl>
          <EventData event={event} fields={fields} compared={before !== undefined} />
        </div>
      )}
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
