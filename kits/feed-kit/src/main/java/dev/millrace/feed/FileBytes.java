package dev.millrace.feed;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.format.Survey;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where the bytes of a file that is being read come from.
 *
 * @param content opened, nothing read yet
 * @param firstByte the offset at which its first document begins
 * @param pass what the first pass found
 * @param spool what is deleted when the reading ends
 */
record FileBytes(Content content, long firstByte, Pass pass, Optional<Spool> spool) implements Closeable {

    /**
     * What a first pass found.
     *
     * @param sha256 of the raw bytes; empty when there was no pass
     * @param surveys one for each document, where the format makes some
     */
    record Pass(Optional<String> sha256, List<Survey> surveys) {
        static final Pass NONE = new Pass(Optional.empty(), List.of());

        Pass {
            surveys = List.copyOf(surveys);
        }

        Survey survey(long entry) {
            return entry < surveys.size() ? surveys.get((int) entry) : Survey.NONE;
        }
    }

    boolean isRaw() {
        return content.packing().isEmpty();
    }

    @Override
    public void close() throws IOException {
        try {
            content.close();
        } finally {
            if (spool.isPresent()) {
                spool.get().close();
            }
        }
    }
}
