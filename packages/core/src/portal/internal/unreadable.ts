/** The finding about what throws when it is read: objects may bring code of their own (getters, proxies). */
import * as Finding from "../../party/Finding.ts"

export const unreadable: Finding.Finding = Finding.error("wrongType", "This cannot be read: something in it throws")
