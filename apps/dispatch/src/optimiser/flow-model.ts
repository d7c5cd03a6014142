import type { FlowProblem, Layer, PlannedDrive } from './flow-problem';
import { LinearProgramme, type Term } from './linear-programme';
import { Places } from './places';

export interface FlowModel {
  readonly programme: LinearProgramme;
  /** A demand served by a class. */
  readonly choices: { readonly column: number; readonly demandId: string; readonly classCode: string }[];
  readonly drives: ({ readonly column: number } & PlannedDrive)[];
}

/**
 * The flow of vehicles through branches and time, one layer a class, with the demands they have in common: what rent and
 * relocations cost least. The board's own model: whatever serves all demands here leaves no count of a board below zero,
 * and the other way round.
 */
export function flowModel({ layers, demands }: FlowProblem): FlowModel {
  const model: FlowModel = { programme: new LinearProgramme(), choices: [], drives: [] };
  const { programme, choices } = model;
  const served = new Map(
    demands.map(({ id, unservedFen }) => {
      const row = programme.addRow(1, 1);
      if (unservedFen !== undefined) programme.addColumn(unservedFen, [[row, 1]]);
      return [id, row];
    }),
  );
  for (const layer of layers) {
    const { classCode } = layer;
    const own = demands.flatMap((demand) => {
      const choice = demand.choices.find((one) => one.classCode === classCode);
      return choice ? [{ ...demand, costFen: choice.costFen }] : [];
    });
    const places = new Places(programme, layer.sources, own);
    for (const { id, pickUpBranchId, returnBranchId, from, until, costFen } of own) {
      const terms: Term[] = [
        [served.get(id) ?? 0, 1],
        [places.at(pickUpBranchId, from), -1],
      ];
      if (returnBranchId !== null) terms.push([places.at(returnBranchId, until), 1]);
      choices.push({ column: programme.addColumn(costFen, terms), demandId: id, classCode });
    }
    addDrives(model, layer, places);
  }
  return model;
}

/** A drive just in time for some pick-up is as good as any other; of those that leave a place as it is, the first. */
function addDrives({ programme, drives }: FlowModel, layer: Layer, places: Places): void {
  const { classCode, notBefore } = layer;
  for (const drive of layer.drives) {
    const { fromBranchId, toBranchId, ms, costFen } = drive;
    let last: number | undefined;
    for (const arrivesAt of places.pickUpsAt(toBranchId)) {
      const leaves = arrivesAt - ms < notBefore ? undefined : places.before(fromBranchId, arrivesAt - ms);
      if (leaves === undefined || leaves === last) continue;
      last = leaves;
      const arrives = places.at(toBranchId, arrivesAt);
      const column = programme.addColumn(costFen, [
        [leaves, -1],
        [arrives, 1],
      ]);
      drives.push({ column, classCode, drive, arrivesAt });
    }
  }
}
