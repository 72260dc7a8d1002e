package dev.millrace.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was read and not handed over yet: {@value #BATCHES} batches of any size, and more of them only as long as all
 * together are smaller than one full batch. So small files are read ahead in numbers, and memory holds what four
 * batches may weigh. One thread puts, one takes.
 */
final class Inbox {

    static final int BATCHES = 4;
    static final int SMALL_BATCHES = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final int fullRecords;
    private final long fullBytes;
    private long records;
    private long bytes;

    /** An empty inbox; the limits are those of one batch. */
    Inbox(int fullRecords, long fullBytes) {
        this.fullRecords = fullRecords;
        this.fullBytes = fullBytes;
    }

    /** Puts a batch behind the others; false when there was no room within so many milliseconds. */
    boolean offer(Batch batch, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (!hasRoomFor(batch)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            batches.add(batch);
            records += batch.records().size();
            bytes += batch.bytes();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first batch, waited for so long at most; null when there is none. */
    @Nullable
    Batch take(long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (batches.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                left = changed.awaitNanos(left);
            }
            return remove();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first batch if it is no larger; null when it is, and when there is none. */
    @Nullable
    Batch takeWithin(long mostRecords, long mostBytes) {
        lock.lock();
        try {
            Batch first = batches.peek();
            boolean fits = first != null && first.records().size() <= mostRecords && first.bytes() <= mostBytes;
            return fits ? remove() : null;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return batches.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private Batch remove() {
        Batch first = batches.remove();
        records -= first.records().size();
        bytes -= first.bytes();
        changed.signalAll();
        return first;
    }

    private boolean hasRoomFor(Batch batch) {
        return batches.size() < BATCHES
                || (batches.size() < SMALL_BATCHES
                        && records + batch.records().size() <= fullRecords
                        && bytes + batch.bytes() <= fullBytes);
    }
}
