package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.value.Key;
import java.util.ArrayList;
import java.util.List;

/** A page while it fills, in ascending order of keys. */
final class PageRows {
  private final PartitionRequest.Page request;
  private final List<PartitionReply.Row> cells = new ArrayList<>();
  private final List<PartitionReply.Digest> digests = new ArrayList<>();
  private int count;
  private int bytes;

  PageRows(PartitionRequest.Page request) {
    this.request = request;
  }

  /** Takes a cell in; false, and unchanged, when the page is full without it. */
  boolean add(Key key, Cell cell) {
    Lane lane = cell.lane();
    Detail detail = request.extent().detail();
    Lane shown = detail == Detail.OUTLINES ? lane.outline() : lane;
    PartitionReply.Row row = new PartitionReply.Row(key, shown, cell.register().chosen());
    int size = detail == Detail.DIGESTS ? PartitionReply.Row.sizeBytes(key, 0) : row.sizeBytes();
    int after = Math.addExact(bytes, size);
    boolean full =
        count > 0 && (count >= request.extent().maxCells() || after > request.extent().maxBytes());
    if (full) {
      return false;
    }
    if (detail == Detail.DIGESTS) {
      digests.add(new PartitionReply.Digest(key, cell.digest(), lane.sizeBytes()));
    } else {
      cells.add(row);
    }
    count++;
    bytes = after;
    return true;
  }

  /** The page. {@code more}: whether more may follow. */
  PartitionReply end(boolean more) {
    return request.extent().detail() == Detail.DIGESTS
        ? new PartitionReply.Digests(request.id(), request.part(), List.copyOf(digests), more)
        : new PartitionReply.Cells(request.id(), request.part(), List.copyOf(cells), more);
  }
}
