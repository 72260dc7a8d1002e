package dev.millrace.feed.format;

import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Turns bytes into records; knows nothing of transports. Stateless and thread-safe. */
public interface RecordFormat {

    /** The value of the option {@code format} that chooses it. */
    String name();

    /** Declares the format's options, all with the prefix of its name, all with a default. */
    void define(ConfigDef definition);

    /** Reports options that contradict each other. */
    default void validate(AbstractConfig config, Problems problems) {}

    /**
     * Whether the whole stream must be looked through before its first record is read, because what its end says decides
     * about its beginning. Costs reading the stream twice.
     */
    default boolean needsSurvey(AbstractConfig config) {
        return false;
    }

    /** Whether reading may bring {@link Read.Reply answers} for the sender. */
    default boolean makesReplies(AbstractConfig config) {
        return false;
    }

    /**
     * Looks through a stream from its start to its end, in bounded memory; what it returns is handed to {@link #open}.
     *
     * @param context its start and state are those at which the reading is going to begin
     *
     * @throws IOException when the stream fails
     */
    default Survey survey(InputStream bytes, ReadContext context) throws IOException {
        return Survey.NONE;
    }

    /**
     * Reads the options once for all streams.
     *
     * @throws org.apache.kafka.common.config.ConfigException when they are wrong
     */
    default PreparedFormat prepare(AbstractConfig config) {
        return this::open;
    }

    /**
     * Opens a stream that begins at {@code context.start()}.
     *
     * @throws IOException when the stream fails
     */
    RecordReader open(InputStream bytes, ReadContext context) throws IOException;
}
