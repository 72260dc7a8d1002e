package dev.millrace.feed.format;

import java.util.Optional;

/**
 * What a format remembers from one stream to the next, such as the last control numbers of a sender: a short text for each
 * key. Belongs to the thread that reads. A stream that is read again, wholly or from some point on, finds what was known
 * before it was read first: nothing in it is compared with itself.
 */
public interface StreamMemory {

    /** Where each stream stands alone. */
    StreamMemory NONE = new StreamMemory() {
        @Override
        public Optional<String> before(String key, long offset) {
            return Optional.empty();
        }

        @Override
        public Optional<String> latest(String key) {
            return Optional.empty();
        }

        @Override
        public void remember(String key, long offset, String text, String latest) {}
    };

    /**
     * What was known at this point of the stream when it was read first: the latest, unless it is read again.
     *
     * @param offset how many bytes of the stream lie before the point
     */
    Optional<String> before(String key, long offset);

    /** What was remembered last, of this stream or another one. */
    Optional<String> latest(String key);

    /**
     * Remembers what this point of the stream adds.
     *
     * @param offset as it was asked for
     * @param text {@link #before} with it
     * @param latest {@link #latest} with it; the same text where both were the same
     */
    void remember(String key, long offset, String text, String latest);
}
