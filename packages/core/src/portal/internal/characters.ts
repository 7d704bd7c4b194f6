/** Which characters every store can keep. */

/** Whether every store can keep a text: no control characters but tab and line feed, no lone surrogates. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !control.test(text)

/** The same of many texts put together, none of which begins with half a character: it would make good a half before it. */
export const areStorable = (texts: string): boolean =>
  texts.isWellFormed() && ((!low.test(texts) && !texts.includes("\u007f")) || !control.test(texts))

export const isHalf = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** Stands for a text that has to be looked at alone. */
export const spoiler = "\u0000"

const control = /[\u0000-\u0008\u000b-\u001f\u007f]/
// Far faster, and mostly enough.
const low = /[\u0000-\u001f]/
