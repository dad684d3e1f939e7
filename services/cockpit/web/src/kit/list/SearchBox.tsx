import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./SearchBox.module.css";

const PAUSE_MS = 300;

interface Props {
  value: string;
  /** What can be searched for. */
  hint: string;
  onChange: (text: string) => void;
}

/** Search as one types, once the typing pauses; Enter searches at once. Text that an input method still composes waits. */
export function SearchBox({ value, hint, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [composing, setComposing] = useState(false);

  useEffect(() => setText(value), [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the wait begins anew with the text alone
  useEffect(() => {
    if (composing || text.trim() === value) {
      return;
    }
    const timer = setTimeout(() => onChange(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, composing]);

  return (
    <Input
      className={styles.box ?? ""}
      type="search"
      allowClear
      maxLength={100}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t("list.search")}
      placeholder={hint}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onPressEnter={() => composing || onChange(text.trim())}
    />
  );
}
