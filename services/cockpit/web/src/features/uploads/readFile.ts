import { type ChosenFile, MOST_BYTES } from "./queries";

/** Why a chosen file is not sent at all. */
export type Unsendable = "empty" | "tooLarge";

/** The bytes in Base64, a part at a time: a call takes only so many arguments. */
export function base64(bytes: Uint8Array): string {
  const PART = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += PART) {
    text += String.fromCharCode(...bytes.subarray(at, at + PART));
  }
  return btoa(text);
}

/** The file as it is sent, or why it is not. */
export async function readFile(file: File): Promise<ChosenFile | Unsendable> {
  if (file.size > MOST_BYTES) {
    return "tooLarge";
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  return bytes.length === 0 ? "empty" : { name: file.name, content: base64(bytes) };
}
