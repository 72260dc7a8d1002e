package dev.millrace.webhook;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/**
 * The events that Kafka has, in memory: for the whole window of time, at least as many as the settings say. Forgets in steps:
 * a key stays for up to a sixteenth of the window longer, and up to a sixteenth more of them are kept. Reads take no lock.
 */
final class DedupWindow implements SeenEvents {

    private static final int STEPS = 16;

    private final long windowMillis;
    private final long sliceMillis;
    private final int most;
    private final Clock clock;
    private final LongAdder evicted;
    private volatile WindowSegment[] segments = {};
    private int size;

    /**
     * An empty window.
     *
     * @param evicted counts keys that had to go before their time, for there were too many
     */
    DedupWindow(DedupSettings settings, Clock clock, LongAdder evicted) {
        this.windowMillis = settings.window().toMillis();
        this.sliceMillis = Math.max(1, windowMillis / STEPS);
        this.most = settings.maxEntries();
        this.clock = clock;
        this.evicted = evicted;
    }

    @Override
    public boolean contains(EventKey key) {
        return isIn(segments, key, oldestSlice(clock.millis()));
    }

    @Override
    public void add(EventKey key) {
        add(new SeenEvent(key, clock.millis()));
    }

    /** Adds what was seen in the past; what lies before the window is left out. */
    synchronized void add(SeenEvent seen) {
        long now = clock.millis();
        long oldest = oldestSlice(now);
        long slice = Math.floorDiv(Math.min(seen.atMillis(), now), sliceMillis);
        if (slice < oldest || isIn(segments, seen.key(), oldest)) {
            return;
        }
        while (segments.length > 0 && segments[0].slice() < oldest) {
            dropOldest();
        }
        segmentFor(slice).add(seen.key());
        size++;
        while (size - segments[0].size() >= most) {
            evicted.add(segments[0].size());
            dropOldest();
        }
    }

    /** How many keys are held, some of which may be past their time. */
    synchronized int size() {
        return size;
    }

    /** How much memory the keys take. */
    synchronized long bytes() {
        long bytes = 0;
        for (WindowSegment segment : segments) {
            bytes += segment.bytes();
        }
        return bytes;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {
        // Memory alone: nothing to give back.
    }

    private long oldestSlice(long now) {
        return Math.floorDiv(now - windowMillis, sliceMillis);
    }

    private static boolean isIn(WindowSegment[] segments, EventKey key, long oldest) {
        for (int at = segments.length - 1; at >= 0 && segments[at].slice() >= oldest; at--) {
            if (segments[at].contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** The last segment of that slice while it has room, otherwise a new one behind it: segments are sorted by slice. */
    private WindowSegment segmentFor(long slice) {
        int behind = segments.length;
        while (behind > 0 && segments[behind - 1].slice() > slice) {
            behind--;
        }
        if (behind > 0 && segments[behind - 1].slice() == slice && !segments[behind - 1].isFull()) {
            return segments[behind - 1];
        }
        WindowSegment added = new WindowSegment(slice, (most + STEPS - 1) / STEPS);
        WindowSegment[] more = new WindowSegment[segments.length + 1];
        System.arraycopy(segments, 0, more, 0, behind);
        System.arraycopy(segments, behind, more, behind + 1, segments.length - behind);
        more[behind] = added;
        segments = more;
        return added;
    }

    private void dropOldest() {
        WindowSegment[] fewer = new WindowSegment[segments.length - 1];
        System.arraycopy(segments, 1, fewer, 0, fewer.length);
        size -= segments[0].size();
        segments = fewer;
    }
}
