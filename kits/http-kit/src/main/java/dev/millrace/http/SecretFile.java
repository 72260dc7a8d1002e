package dev.millrace.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file holds, such as a password or a key: looked at again at most once a second, and read again when its time or
 * length changed, so that a rotation needs no restart. A file that can't be read or makes no sense changes nothing: a
 * half-written one must not spoil good requests. For any thread.
 */
public final class SecretFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final long RECENT_NANOS = 60_000_000_000L;
    private static final long LONGEST_FILE = 1L << 20;

    /** Makes something of the bytes. */
    @FunctionalInterface
    public interface Reading<T> {

        /**
         * Reads them.
         *
         * @throws IllegalArgumentException when they are not what is wanted; its message says so behind the name of the file,
         *     such as "holds no key", and quotes none of them
         */
        T read(byte[] bytes);
    }

    private record State(FileTime changed, long length) {}

    private final Path file;
    private final Reading<T> reading;
    private final LongSupplier nanos;
    private volatile T current;
    private volatile long nextLook;
    private @Nullable State seen;
    private byte @Nullable [] read;
    private boolean complained;
    private boolean changed;
    private long changedAt;

    /**
     * Looks at the file for the first time, which need not be there yet.
     *
     * @param first what is in force until the file can be read
     * @param nanos a clock such as {@link System#nanoTime}
     */
    public SecretFile(Path file, T first, Reading<T> reading, LongSupplier nanos) {
        this.file = file;
        this.reading = reading;
        this.nanos = nanos;
        this.current = first;
        this.nextLook = nanos.getAsLong();
        look(false);
        this.changed = false;
    }

    private SecretFile(Path file, Reading<T> reading, LongSupplier nanos, State state, byte[] bytes) {
        this.file = file;
        this.reading = reading;
        this.nanos = nanos;
        this.seen = state;
        this.read = bytes;
        this.current = reading.read(bytes);
        this.nextLook = nanos.getAsLong() + LOOK_NANOS;
    }

    /**
     * Reads a file that must be there.
     *
     * @throws IOException when it can't be read
     * @throws IllegalArgumentException from the reading
     */
    public static <T> SecretFile<T> open(Path file, Reading<T> reading, LongSupplier nanos) throws IOException {
        State state = stateOf(file);
        if (state.length > LONGEST_FILE) {
            throw new IllegalArgumentException(tooLong());
        }
        return new SecretFile<>(file, reading, nanos, state, Files.readAllBytes(file));
    }

    /** What is in force. */
    public T current() {
        if (nanos.getAsLong() - nextLook >= 0) {
            look(false);
        }
        return current;
    }

    /**
     * Looks at the file at once, for whoever was refused with what is in force.
     *
     * @return whether there is something else since less than a minute: what was refused may have been made before
     */
    public boolean lookNow() {
        look(true);
        synchronized (this) {
            return changed && nanos.getAsLong() - changedAt < RECENT_NANOS;
        }
    }

    private synchronized void look(boolean atOnce) {
        long now = nanos.getAsLong();
        if (!atOnce && now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_NANOS;
        try {
            State state = stateOf(file);
            if (state.equals(seen)) {
                return;
            }
            if (state.length > LONGEST_FILE) {
                complain(tooLong());
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            if (!Arrays.equals(bytes, read)) {
                current = reading.read(bytes);
                changed = true;
                changedAt = now;
                LOG.info("{} was read", file);
            }
            seen = state;
            read = bytes;
            complained = false;
        } catch (IOException unreadable) {
            complain("can't be read (" + unreadable.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException unfit) {
            complain(String.valueOf(unfit.getMessage()));
        }
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            LOG.warn("{} {}; what was known before stays in force", file, why);
        }
    }

    private static String tooLong() {
        return "is longer than " + LONGEST_FILE + " bytes";
    }

    private static State stateOf(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(attributes.lastModifiedTime(), attributes.size());
    }

    /** The file's name. */
    @Override
    public String toString() {
        return file.toString();
    }
}
