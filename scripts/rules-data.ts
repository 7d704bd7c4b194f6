/**
 * The statements of the five portals' documents: how many each makes, and of what kind each is.
 *
 * The n-th kind of `CO` belongs to id `CO-nn`. F field, R rule, D default, C choice, T navigation, V visibility, S side effect.
 */
export const portals = {
  "2T": {
    name: "2tCloud Service Automation",
    kinds: "T T T T F R S T R S F F D C S/D C C F R S S T F F F R F T C/V F R T V"
  },
  CO: {
    name: "Copaco Cloud Portal",
    kinds: "R T T R F F F F F F/C F/C F F F F S/V F F T R/T T V"
  },
  MH: {
    name: "MSP Hub",
    kinds:
      "R R V T T R S F F/C S R F/C F/C S R F F F/R F/R F/C/D F F F R S/V R F F/C F R V F F/R F/D F/S R T R C S " +
      "F/D F/R T C F/R F/S R F F/C R R F F F/S F F/D C R F S R F T T/S V T R V V T R V"
  },
  CP: {
    name: "Partner Control Panel",
    kinds: "T D/R T R F F/R F S S F F C S F/R F/S F/D S F V/S/R T S"
  },
  OC: {
    name: "oneclick customer admin",
    kinds: "R T R D C/R D/V V F/C R F C R T S T/R V/R D V/R D F F F/C F/C C V T S"
  }
} as const

/** Rows that state only context; a test of what they presuppose shows them, in a browser or not. */
export const context: ReadonlyArray<string> = ["2T-01", "2T-02", "CO-01", "CO-02", "CP-01", "MH-01", "MH-02", "OC-01"]
