package dev.millrace.partner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the file data that left the server and says when enough of it has. Thread-safe. */
final class ServedBytes {

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, FileReads> files = new HashMap<>();
    private long total;
    private long cutEvery = NEVER;
    private long leftBeforeCut = NEVER;
    private boolean repeated;

    synchronized void cutAfter(long bytes, boolean again) {
        cutEvery = bytes;
        leftBeforeCut = bytes;
        repeated = again;
    }

    synchronized void neverCut() {
        leftBeforeCut = NEVER;
    }

    /**
     * Reads no more than what is left before the next cut, and calls {@code cut} when nothing is left.
     *
     * <p>The lock is held over the read so that sessions reading side by side share one exact budget.
     */
    synchronized int read(String path, SeekableByteChannel file, ByteBuffer target, boolean first, Runnable cut)
            throws IOException {
        FileReads reads = files.computeIfAbsent(path, any -> new FileReads());
        if (first) {
            reads.starts.add(file.position());
        }
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(target.remaining(), leftBeforeCut));
        int count = file.read(target);
        target.limit(limit);
        if (count > 0) {
            reads.bytes += count;
            total += count;
            spend(count, cut);
        }
        return count;
    }

    private void spend(int count, Runnable cut) {
        if (leftBeforeCut == NEVER) {
            return;
        }
        leftBeforeCut -= count;
        if (leftBeforeCut == 0) {
            leftBeforeCut = repeated ? cutEvery : NEVER;
            cut.run();
        }
    }

    synchronized long of(String path) {
        FileReads reads = files.get(path);
        return reads == null ? 0 : reads.bytes;
    }

    synchronized long total() {
        return total;
    }

    synchronized List<Long> starts(String path) {
        FileReads reads = files.get(path);
        return reads == null ? List.of() : List.copyOf(reads.starts);
    }

    private static final class FileReads {
        private final List<Long> starts = new ArrayList<>();
        private long bytes;
    }
}
