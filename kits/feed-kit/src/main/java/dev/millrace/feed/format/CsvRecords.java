package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into records and these into fields. */
interface CsvRecords {

    /** Finds a record, a blank line or a fault; false at the end of the stream. */
    boolean next() throws IOException;

    /** All bytes of what was found, its end included. */
    long bytes();

    /** The line ends in it, its own included. */
    int lines();

    /** How many fields it has. */
    int fields();

    /** Whether it is a line without a character. */
    boolean blank();

    /** What is wrong with it, null if nothing. */
    @Nullable
    MalformedCode fault();

    /**
     * Its fields.
     *
     * @throws CharacterCodingException when bytes are no character of the charset
     */
    @Nullable
    String[] read() throws CharacterCodingException;

    /** Moves the window behind it. */
    void release();

    /** The way that suits the dialect. */
    static CsvRecords of(ByteWindow window, Encoding encoding, CsvSettings settings) {
        return settings.dialect().strict() && settings.separator().length() == 1
                ? new CsvFields(window, new CsvScanner(window, encoding, settings), encoding, settings)
                : new CsvDialectRecords(window, encoding, settings);
    }
}
