export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge between boxes given by their position, with the size of its label. */
export interface Link extends Size {
  readonly from: number;
  readonly to: number;
}

export interface EdgeRoute {
  /** The centre of the label. */
  readonly label: Point;
  /** From side to side; empty where an edge leads back to its own node. */
  readonly points: readonly Point[];
}

/** Where everything is, in the order given; boxes by their centre. */
export interface Placed extends Size {
  readonly nodes: readonly Point[];
  readonly routes: readonly EdgeRoute[];
}

/** How far below its box an edge to the same box hangs. */
export const loopDrop = 14;
